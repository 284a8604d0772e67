import { randomLcg, randomNormal } from "d3";
import { describe, expect, it } from "vitest";
import {
  type Judgement,
  judgementVerdict,
} from "../../../src/model/lookalike/evaluation/judgement-verdict.js";

/** Sixty clients; judges know `knowledge` of what the model leaves open (standard deviation 1), with noise of 0.5. */
function judged(knowledge: number, isForesight: boolean) {
  const normal = randomNormal.source(randomLcg(7))(0, 1);
  const judgements: Judgement[] = [];
  const outcomes = new Map<string, { clv: number; predicted: number }>();
  for (let at = 0; at < 60; at++) {
    const [accountId, predicted, open] = [`C${at}`, Math.exp(10 + normal()), normal()];
    outcomes.set(accountId, { clv: predicted * Math.exp(open), predicted });
    const estimate = 3 * predicted * Math.exp(knowledge * open + 0.5 * normal());
    judgements.push({ accountId, by: `judge ${at % 3}`, rank: null, estimate, isForesight });
  }
  const predictions = new Map([...outcomes].map(([id, { predicted }]) => [id, predicted]));
  return judgementVerdict(judgements, outcomes, predictions);
}

describe("the verdict on executives' judgements", () => {
  it("lets those in that foretell what the model leaves open, whatever their level", () => {
    const verdict = judged(0.7, true);
    expect(verdict).toMatchObject({ accounts: 60, known: 60, foreseen: 60, isUsed: true });
    // The best weight of a signal kω + 0.5ε is k/(k² + 0.25) = 0.95.
    expect(verdict.weight).toBeGreaterThan(0.6);
    expect(verdict.weight).toBeLessThan(1.2);
    expect(verdict.gain?.low).toBeGreaterThan(0.3);
    expect(verdict.sentence).toContain("enter the score");
  });

  it("keeps those out that tell nothing, and says so", () => {
    const verdict = judged(0, true);
    expect(verdict).toMatchObject({ isUsed: false, weight: 0 });
    expect(verdict.sentence).toContain("cannot be told from chance");
  });

  it("keeps hindsight out however well it agrees", () => {
    const verdict = judged(1, false);
    expect(verdict).toMatchObject({ foreseen: 0, isUsed: false, weight: 0 });
    expect(verdict.sentence).toContain("proves nothing about prospects");
  });

  it("takes ranks where there are no estimates, and a single judgement for nothing", () => {
    const outcomes = new Map(
      Array.from({ length: 30 }, (_, at) => [`C${at}`, { clv: 31 - at, predicted: 5 }]),
    );
    const predictions = new Map([...outcomes.keys()].map((id) => [id, 5]));
    const ranks = [...outcomes.keys()].map((accountId, at): Judgement => {
      return { accountId, by: "A", rank: at + 1, estimate: null, isForesight: true };
    });
    expect(judgementVerdict(ranks, outcomes, predictions)).toMatchObject({
      isUsed: true,
      judgementCorrelation: expect.closeTo(1, 10),
    });
    const one = judgementVerdict(ranks.slice(0, 1), outcomes, predictions);
    expect(one).toMatchObject({ accounts: 1, known: 0, isUsed: false, gain: null });
  });
});
