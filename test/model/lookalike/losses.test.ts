import { randomLcg, randomNormal, sum } from "d3";
import { describe, expect, it } from "vitest";
import type { Feature } from "../../../src/model/feature.js";
import { tabulateAccounts } from "../../../src/model/lookalike/encoding/account-table.js";
import { fitValueModel, predictValue } from "../../../src/model/lookalike/value/value-model.js";

const features: readonly Feature[] = [
  { name: "industry", kind: "category", role: "firmographic" },
  { name: "country", kind: "category", role: "firmographic" },
];

/** Nine of ten banks gain about 20 thousand; four of five mills lose about 15 thousand. */
const clients = Array.from({ length: 240 }, (_, at) => {
  const random = randomLcg(at / 240);
  const normal = randomNormal.source(random)(0, 0.4);
  const isBank = at % 2 === 0;
  const gains = at % 10 < (isBank ? 9 : 2);
  const country = ["DE", "FR", "NL"][at % 3] ?? "";
  return {
    firmographics: { industry: isBank ? "bank" : "mill", country },
    clv: gains ? 20_000 * Math.exp(normal()) : -15_000 * Math.exp(normal()),
  };
});
const accounts = ["bank", "mill"].map((industry) => ({ firmographics: { industry, country: "DE" } }));

describe("expected CLV where clients bring losses", () => {
  const [table, asked] = tabulateAccounts(features, [clients, accounts]);
  if (table === undefined || asked === undefined) throw new Error("two lists give two tables");
  const clv = Float64Array.from(clients, (client) => client.clv);
  const model = fitValueModel({
    table,
    clv,
    deviations: new Float64Array(clv.length),
    groupIds: clients.map((_, at) => String(at)),
    seed: 0.5,
    repeats: 1,
  });
  const predicted = predictValue(model, asked);
  const meanOf = (industry: string): number => {
    const own = clients.filter(({ firmographics }) => firmographics.industry === industry);
    return (sum(own, (client) => client.clv) ?? 0) / own.length;
  };

  it("expects of each kind about what its clients bring, a loss where they lose", () => {
    const [bank, mill] = predicted.expected;
    expect(meanOf("mill")).toBeLessThan(-5000);
    expect((bank ?? 0) / meanOf("bank")).toBeGreaterThan(0.85);
    expect((bank ?? 0) / meanOf("bank")).toBeLessThan(1.15);
    expect(Math.abs((mill ?? 0) - meanOf("mill"))).toBeLessThan(2500);
  });

  it("adds up to what all clients bring, and its reasons to what is gained", () => {
    expect(sum(model.leaveOneOut) / sum(clv)).toBeCloseTo(1, 9);
    for (const row of [0, 1]) {
      const factors = model.factorNames.map(
        (_, at) => predicted.logFactors[row * model.factorNames.length + at],
      );
      const gain = predicted.base * Math.exp(sum(factors, (factor) => factor ?? 0));
      expect(gain - (predicted.loss[row] ?? 0)).toBeCloseTo(predicted.expected[row] ?? 0, 6);
    }
  });

  it("holds what is expected within its interval", () => {
    for (const row of [0, 1]) {
      expect(predicted.low[row]).toBeLessThan(predicted.expected[row] ?? 0);
      expect(predicted.high[row]).toBeGreaterThan(predicted.expected[row] ?? 0);
    }
  });
});
