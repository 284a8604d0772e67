import { describe, expect, it } from "vitest";
import { type TargetModels, targetFormulas } from "../../src/data/method/target-formulas.js";

type Scored = NonNullable<TargetModels["scored"]>;
const choice = { stage: "regression of log CLV", trust: 0.85, why: "", trials: [] } as const;
const scored: Scored = {
  models: {
    value: { choice, clients: 400, lossMakingClients: 0, penaltyStrength: 1, sentence: "" },
    win: {
      basis: "won and lost deals",
      positives: 300,
      negatives: 700,
      penaltyStrength: 1,
      dealsWithoutAccount: 0,
      sentence: "",
    },
    coefficients: [],
  },
  pursuitCost: 900,
};
const nothing = { scored: null, hasProfile: false, hasSegments: false, leads: null };
const leads: NonNullable<TargetModels["leads"]> = {
  calibration: {
    method: "logistic",
    baseRate: 0.3,
    baseRateFrom: "the outcomes of leads",
    leads: 90,
    accounts: 60,
    logLoss: [],
    reliability: [],
    sentence: "",
  },
  rollUp: {
    decay: 0.5,
    roleWeight: 0.25,
    fitted: true,
    accounts: 60,
    won: 20,
    roles: 3,
    rivals: [],
    sentence: "",
  },
};
const of = (models: Partial<TargetModels>) => targetFormulas({ ...nothing, ...models });
const formulasOf = (models: Partial<TargetModels>) => of(models).map(({ formula }) => formula);

describe("the formulas of the list", () => {
  it("are those of what ran, each with every sign told", () => {
    expect(of({})).toEqual([]);
    const all = of({ scored, hasProfile: true, hasSegments: true, leads });
    expect(all.map(({ name }) => name)).toEqual([
      "Lifetime value of a prospect, if it is won",
      "Chance to win a prospect",
      "What the list is ordered by",
      "Lift of a profile",
      "Whether a profile is more than chance",
      "Segments",
      "Chance by a lead’s score",
      "Chance of an account, from its contacts",
      "What a lead is expected to bring",
    ]);
    for (const { formula, says } of all) {
      expect(`${formula} ${says}`).not.toMatch(/undefined|NaN|null/);
      for (const sign of formula.match(/[αβδρσ]|\bCAC\b|\bEV\b/g) ?? [])
        expect(says, formula).toContain(sign);
    }
    expect(all[0]?.says).toContain("w = 0.85");
    expect(all[1]?.says).toContain("300 won and 700 lost deals");
  });

  it("change with the way of predicting that was chosen", () => {
    const withWin = (basis: Scored["models"]["win"]["basis"]): Partial<TargetModels> => ({
      scored: { ...scored, models: { ...scored.models, win: { ...scored.models.win, basis } } },
    });
    expect(formulasOf(withWin("clients against the market"))[2]).toBe("rank by win index · E[CLV | won, x]");
    expect(formulasOf(withWin("clients against the market, at the stated win rate"))[1]).toContain("k + a");
    const withStage = (stage: Scored["models"]["value"]["choice"]["stage"]): Partial<TargetModels> => ({
      scored: {
        ...scored,
        models: { ...scored.models, value: { ...scored.models.value, choice: { ...choice, stage } } },
      },
    });
    expect(formulasOf(withStage("portfolio mean"))[0]).toBe("E[CLV | won, x] = Σ CLV / clients");
    expect(formulasOf(withStage("regression of mean CLV"))[0]).not.toContain("S·g(x)");
    expect(formulasOf(withStage("nearest neighbours"))[0]).toContain("w·f(x)");
    const scoredBy = (method: "isotonic" | "base rate" | null) =>
      formulasOf({ leads: { ...leads, calibration: { ...leads.calibration, method } } })[0];
    expect(scoredBy(null)).toBe("p(s) = 30.0%·s / mean s");
    expect(scoredBy("base rate")).toBe("p(s) = 30.0%");
    expect(scoredBy("isotonic")).toContain("rising steps");
  });
});
