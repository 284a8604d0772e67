import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import { tabulateAccounts } from "../../../src/model/lookalike/encoding/account-table.js";
import { evaluateScorer } from "../../../src/model/lookalike/evaluation/evaluate-scorer.js";
import { groupFolds } from "../../../src/model/lookalike/evaluation/group-folds.js";
import { heldOutEstimates } from "../../../src/model/lookalike/evaluation/held-out-estimates.js";
import { heldOutScores } from "../../../src/model/lookalike/evaluation/held-out-scores.js";
import { listCurves } from "../../../src/model/lookalike/evaluation/list-curves.js";
import { scoreProspects } from "../../../src/model/lookalike/score-prospects.js";
import { plantedWorld } from "./planted-world.js";

const world = plantedWorld({ clients: 260, prospects: 400, seed: 0.61 });
const input = {
  clients: world.clients,
  market: world.prospects,
  features: world.features,
  capacityShare: 0.15,
  seed: 0.3,
  repeats: 1,
};

describe("evaluation on clients", () => {
  const evaluation = evaluateScorer(input);
  if (evaluation === null) throw new Error("260 clients can be evaluated");

  it("beats every simple way where value is planted, with intervals of the paired differences", () => {
    expect(evaluation.methods.map((one) => one.method)).toEqual([
      "expected CLV",
      "random",
      "size only",
      "logo count (industry × size)",
      "propensity, blind to value",
      "nearest to all clients",
      "nearest to the best quarter",
    ]);
    for (const { captured10 } of evaluation.differences) {
      expect(captured10.value).toBeGreaterThan(0);
      expect(captured10.low).toBeLessThanOrEqual(captured10.value);
      expect(captured10.high).toBeGreaterThanOrEqual(captured10.value);
    }
    const [scorer, random] = evaluation.methods;
    expect(random?.captured10.value).toBeCloseTo(0.1, 12);
    expect(random?.spearman).toBeNull();
    expect(scorer?.gini).toBeGreaterThan(0.3);
    expect(scorer?.captured5.value).toBeLessThan(scorer?.captured20.value ?? 0);
  });

  it("measures totals, deciles and coverage", () => {
    expect(evaluation.predictedOverActual).toBeGreaterThan(0.9);
    expect(evaluation.predictedOverActual).toBeLessThan(1.1);
    expect(evaluation.coverage.measured).toBeGreaterThan(0.72);
    expect(evaluation.coverage.measured).toBeLessThan(0.88);
    expect(evaluation.calibration.reduce((sum, one) => sum + one.clients, 0)).toBe(260);
    expect(evaluation.calibration[0]?.actual).toBeGreaterThan(evaluation.calibration[9]?.actual ?? 0);
    for (const { points } of evaluation.curves) {
      expect(points[0]?.captured).toBe(0);
      expect(points.at(-1)?.captured).toBeCloseTo(1, 12);
    }
  });

  it("finds nothing, and says so, when CLV is dealt out at random", () => {
    const dealt = world.clients.map((client, at) => ({
      ...client,
      clv: world.clients[(at * 97 + 31) % 260]?.clv ?? 0,
    }));
    const control = evaluateScorer({ ...input, clients: dealt });
    expect(control?.methods[0]?.captured10.value).toBeLessThan(0.2);
    expect(Math.abs(control?.methods[0]?.spearman ?? 0)).toBeLessThan(0.2);
    expect(control?.sentence).toMatch(
      /^Sorting by size does as well|not clearly different|clearly less|no more than the 10% that chance holds/,
    );
  }, 20_000);

  it("looks at the whole market evenly when it is a little longer than the sample", () => {
    const market = Array.from({ length: 1999 }, (_, at) => ({
      ...(world.prospects[Math.floor(at / 5)] ?? world.clients[0]),
      accountId: `m${String(at).padStart(4, "0")}`,
    })) as typeof world.prospects;
    const evenly = market.filter((_, at) => at % 2 === 0);
    const few = { ...input, clients: world.clients.slice(0, 60) };
    expect(evaluateScorer({ ...few, market })).toEqual(evaluateScorer({ ...few, market: evenly }));
  });

  it("is null for too few clients", () => {
    expect(evaluateScorer({ ...input, clients: world.clients.slice(0, 19) })).toBeNull();
  });
});

describe("folds", () => {
  it("never split a group and are nearly equal", () => {
    const groups = Array.from({ length: 103 }, (_, at) => `g${Math.floor(at / 3)}`);
    const folds = groupFolds(groups, 5, randomLcg(0.4));
    for (const [at, fold] of folds.entries()) expect(fold).toBe(folds[groups.indexOf(groups[at] ?? "")]);
    const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((one) => one === fold).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(3);
    expect([...groupFolds(groups, 5, randomLcg(0.41))]).not.toEqual([...folds]);
  });
});

describe("rounds of cross-validation", () => {
  const few = world.clients.slice(0, 80);
  const [clients, market] = tabulateAccounts(world.features, [few, world.prospects]);
  if (!clients || !market) throw new Error("two lists give two tables");
  const clv = Float64Array.from(few, (client) => client.clv);
  const groupIds = few.map((client) => client.groupId);

  it("deal the clients anew in each, also by a seed above 1", () => {
    const held = heldOutEstimates(["regression of log CLV"], clients, clv, groupIds, 5, 2, 7);
    const [first, second] = held?.rounds.get("regression of log CLV") ?? [];
    expect(first?.estimates).toHaveLength(80);
    expect(first?.estimates).not.toEqual(second?.estimates);
    const scores = heldOutScores(clients, market, clv, new Float64Array(80), groupIds, 2, 7);
    const [one, other] = scores.methods.get("expected CLV") ?? [];
    expect(one).not.toEqual(other);
  });
});

describe("expected value against list length", () => {
  it("puts the list above every other order", () => {
    const scored = {
      clients: world.clients.slice(0, 80),
      allClients: world.clients,
      prospects: world.prospects,
      deals: world.deals,
      features: world.features,
      capacity: 40,
      winRate: null,
      cac: null,
      seed: 0.2,
    };
    const curves = listCurves(scored, scoreProspects(scored));
    const tenth = (method: string): number =>
      curves.find((curve) => curve.method === method)?.points.find((point) => point.share === 0.1)
        ?.captured ?? 0;
    expect(curves.length).toBe(8);
    for (const { method } of curves) expect(tenth(method)).toBeLessThanOrEqual(tenth("this list") + 1e-12);
    expect(tenth("random")).toBeCloseTo(0.1, 12);
  });
});
