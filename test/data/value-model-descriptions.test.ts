import { deviation, randomLcg, randomNormal } from "d3";
import { describe, expect, it } from "vitest";
import { describeFirmographicEffects } from "../../src/data/method/describe-firmographic-effects.js";
import { withoutTwins } from "../../src/data/method/published-tournament.js";
import { describeValueModels } from "../../src/data/method/value-model-descriptions.js";
import { addMonths, epochDayOf, isoDateOf } from "../../src/model/numerics/calendar.js";
import { expansionDraws } from "../../src/model/value/expansion/expansion-draws.js";
import { expectedRatioError, fitExpansion } from "../../src/model/value/expansion/fit-expansion.js";
import { fitValueModels } from "../../src/model/value/fit-value-models.js";
import type { ContestTable } from "../../src/model/value/tournament/contest-table.js";
import { AS_OF, contractClient, contractLine, orderingClient } from "../model/value/client-histories.js";

const EMPTY: ContestTable = {
  chosen: null,
  kind: null,
  choosingOrigins: [],
  rows: [],
  weights: [],
  calibration: [],
};

/** Yearly contracts for two products that end at different paces, large ones later than small ones. */
function contractClients(count: number) {
  const random = randomLcg(3);
  return Array.from({ length: count }, (_, index) => {
    const first = epochDayOf("2015-01-10") + 7 * (index % 400);
    const [product, size] = [index % 2 === 0 ? "Gold" : "Tin", index % 5];
    const churn = (product === "Gold" ? 0.1 : 0.4) * 0.7 ** size;
    const due = Math.floor((epochDayOf(AS_OF) - first) / 366);
    const lasted = Math.floor(Math.log(1 - random()) / Math.log(1 - churn));
    const terms = 1 + Math.min(due, lasted);
    const startedOn = isoDateOf(first);
    return contractClient(
      `client ${index}`,
      startedOn,
      [contractLine(startedOn, terms, 12, 100 * 3 ** size, lasted < due, { product })],
      { repeatDays: index % 3, ageDays: addMonths(first, 12 * terms) - first },
    );
  });
}

describe("how models are described", () => {
  const fit = fitValueModels(contractClients(600));

  it("gives size, pools and growth their standard errors, and says what is fixed", () => {
    const models = describeValueModels(fit);
    const longOf = (all: typeof models) => all.find(({ name }) => name.endsWith("terms from 6 months"));
    const row = (name: string, of = longOf(models)) => of?.parameters.find((one) => one.name === name);
    const [size, gold, tin] = [row("size"), row("Gold, 12 months"), row("Tin, 12 months")];
    expect((size?.value ?? 0) + 3 * (size?.standardError ?? 9)).toBeLessThan(0);
    expect(size?.standardError ?? 9).toBeLessThan(0.3);
    const apart = (tin?.value ?? 0) - (gold?.value ?? 0);
    expect(apart).toBeGreaterThan(3 * ((gold?.standardError ?? 9) + (tin?.standardError ?? 9)) * 0.5);
    expect(row("growth")).toMatchObject({ value: 1, standardError: null, withoutError: "fixed" });
    expect(row("alpha")?.withoutError).toBeNull();
    expect(row("passing")).toMatchObject({ value: 0, standardError: null, withoutError: "fixed" });
    const passing = { share: 0.8, estimate: 0.8, standardError: 0.1, lines: 50 };
    const long = longOf(
      describeValueModels({
        ...fit,
        expansion: { ...fit.expansion, long: { ...fit.expansion.long, passing } },
      }),
    );
    expect(row("passing", long)).toMatchObject({ value: 0.8, standardError: 0.1, withoutError: null });
    expect(long?.warnings.join()).toMatch(/swing around a level: 80% .* not at its last bill/);
    const beside = models.find(({ name }) => name === "NBD: orders beside a contract");
    expect(beside?.parameters.find(({ name }) => name === "memory")).toMatchObject({
      standardError: null,
      withoutError: "fixed",
    });
  });

  it("shows what firmographics and clients do to renewals, in units of a reader", () => {
    const { long } = fit.renewals;
    const logCovariance = [0.01, 0.01, 0.01, 0.04].map((variance, row) =>
      [0, 1, 2, 3].map((column) => (row === column ? variance : 0)),
    );
    const firmographics = { names: ["industry: Steel"], units: [2], weights: [0.25], rows: {} };
    const clients = { deviation: 0.7, deviationError: 0.1, shifts: {} };
    const tied = { ...long, logCovariance, covariateWeights: [-0.3], firmographics, clients };
    const models = describeValueModels({ ...fit, renewals: { ...fit.renewals, long: tied } });
    const rows = models.find(({ name }) => name.endsWith("terms from 6 months"))?.parameters ?? [];
    expect(rows.find(({ name }) => name === "size")?.standardError).toBeCloseTo(0.1, 12);
    expect(rows.find(({ name }) => name === "industry: Steel")).toMatchObject({
      value: 0.5,
      standardError: 0.4,
      meaning: expect.stringMatching(/^change in the log-odds of ending for such clients/),
    });
    expect(rows.find(({ name }) => name === "clients")).toMatchObject({
      value: 0.7,
      standardError: 0.1,
      meaning: expect.stringMatching(/contracts of one client end, or stay, together/),
    });
  });

  it("knows growth as well as draws from the same renewals spread", () => {
    const normal = randomNormal.source(randomLcg(8))(0.1, 0.2);
    const logs = Array.from({ length: 60 }, () => Math.abs(normal()));
    const moments = { count: 60, sum: 0, squares: 0 };
    for (const log of logs) {
      moments.sum += log;
      moments.squares += log ** 2;
    }
    const down = { count: 20, sum: -3, squares: 0.6 };
    const changes = fitExpansion([{ flat: 120, up: moments, down }], 12);
    const draw = expansionDraws(changes, randomLcg(6));
    const spread = deviation(Array.from({ length: 3000 }, () => draw().expectedRatio)) ?? 0;
    expect(Math.abs((expectedRatioError(changes) ?? 0) / spread - 1)).toBeLessThan(0.1);
    expect(expectedRatioError(fitExpansion([], 12))).toBeNull();
  });

  it("shows what firmographics do with errors, or why nothing is said", () => {
    const effect = {
      name: "industry: Steel",
      onRate: 0.4,
      onRateError: 0.1,
      onAttrition: -0.2,
      onAttritionError: null,
    };
    const { parameters } = describeFirmographicEffects({
      clients: 500,
      logLikelihood: -9,
      effects: [effect],
      reason: null,
    });
    expect(parameters).toMatchObject([
      { name: "industry: Steel, on orders", standardError: 0.1, withoutError: null },
      { name: "industry: Steel, on leaving", standardError: null, withoutError: "not known" },
    ]);
    expect(parameters[0]?.meaning).toMatch("1.49 times as often");
    const none = describeFirmographicEffects({
      clients: 99,
      logLikelihood: null,
      effects: [],
      reason: "Too few.",
    });
    expect(none).toMatchObject({ n: 0, parameters: [], warnings: ["Too few."] });
  });

  it("calls what nothing was learned for assumed, and says why order value is lognormal", () => {
    const once = Array.from({ length: 30 }, (_, index) => orderingClient(`c${index}`, [["2024-03-01", 50]]));
    const [assumed] = describeValueModels(fitValueModels(once));
    expect(assumed?.n).toBe(0);
    expect(assumed?.parameters.map(({ withoutError }) => withoutError)).toEqual(Array(4).fill("assumed"));
    const day = (order: number) => `2024-05-${String(order + 1).padStart(2, "0")}`;
    const alike = Array.from({ length: 60 }, (_, index) =>
      orderingClient(
        `c${index}`,
        Array.from({ length: 3 + (index % 6) }, (__, order) => [
          day(order),
          (100 + 15 * index) * (0.98 + 0.02 * (order % 3)),
        ]),
      ),
    );
    const learned = fitValueModels(alike);
    const reason = /One client's orders differ from their mean by/;
    expect(learned.warnings.join()).not.toMatch(reason);
    expect(
      describeValueModels(learned)
        .flatMap(({ warnings }) => warnings)
        .join(),
    ).toMatch(reason);
  });

  it("leaves out the row of a model with firmographics that has none", () => {
    const row = (name: string, losses: number[]) => ({
      name,
      kind: "model" as const,
      losses,
      choosingLoss: 1,
      accuracy: null,
    });
    const named = (losses: number[]) =>
      withoutTwins({
        ...EMPTY,
        rows: [
          row("Pareto/NBD × own mean order", [1, 2]),
          row("Pareto/NBD with firmographics × own mean order", losses),
        ],
      }).rows.length;
    expect([named([1, 2]), named([1, 3])]).toEqual([1, 2]);
  });
});
