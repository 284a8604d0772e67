import { mean, randomLcg, sum } from "d3";
import { describe, expect, it } from "vitest";
import { type AccountTable, tabulateAccounts } from "../../../src/model/lookalike/encoding/account-table.js";
import { levelEffects } from "../../../src/model/lookalike/value/level-effects.js";
import {
  fitValueModel,
  predictValue,
  type ValueModel,
} from "../../../src/model/lookalike/value/value-model.js";
import { type PlantedWorld, plantedWorld } from "./planted-world.js";

describe("expected CLV if won", () => {
  const world = plantedWorld({ clients: 420, prospects: 1000, seed: 0.42 });
  const [clients, prospects] = tablesOf(world);
  const model = valueModelOf(world, clients);

  it("recovers the planted drivers and leaves the noise fields at 1", () => {
    const regression = model.stage.regression;
    if (regression === null) throw new Error("420 clients carry a regression");
    const effects = levelEffects(regression.model, clients, "value", model.choice.trust);
    const of = (field: string, level: string): number =>
      effects.find((effect) => effect.field === field && effect.level === level)?.multiplier ?? Number.NaN;
    expect(of("industry", "logistics")).toBeGreaterThan(1.4);
    expect(of("industry", "media")).toBeLessThan(0.8);
    expect(of("technology", "sap") / of("technology", "none")).toBeGreaterThan(1.4);
    for (const effect of effects.filter(({ field }) =>
      ["cloud", "ownership", "foundedYear"].includes(field),
    )) {
      expect(Math.abs(Math.log(effect.multiplier))).toBeLessThan(0.2);
    }
    const worthAt = (employees: number): number => {
      const average = Object.fromEntries(world.features.map(({ name }) => [name, null]));
      const account = {
        firmographics: { ...average, industry: "finance", employees, annualRevenue: 150_000 * employees },
      };
      const [, table] = tabulateAccounts(world.features, [world.clients, [account]]);
      return table ? (predictValue(model, table).expected[0] ?? 0) : 0;
    };
    expect(worthAt(200)).toBeGreaterThan(worthAt(15) * 1.3);
    expect(worthAt(200)).toBeGreaterThan(worthAt(1200) * 1.1);
  });

  it("gives each multiplier an interval over refits, which leaves 1 out for what was planted and holds it for most noise", () => {
    const regression = model.stage.regression;
    if (regression === null) throw new Error("420 clients carry a regression");
    const random = randomLcg(0.3);
    const refits = Array.from({ length: 20 }, () => regression.refit(random));
    const effects = levelEffects(regression.model, clients, "value", model.choice.trust, refits);
    for (const { multiplier, low, high } of effects) {
      expect(low).toBeLessThanOrEqual(multiplier);
      expect(high).toBeGreaterThanOrEqual(multiplier);
    }
    const of = (field: string, level: string) =>
      effects.find((effect) => effect.field === field && effect.level === level);
    expect(of("industry", "logistics")?.low).toBeGreaterThan(1);
    expect(of("industry", "media")?.high).toBeLessThan(1);
    const noise = effects.filter(({ field }) => ["cloud", "ownership", "foundedYear"].includes(field));
    const holding = noise.filter(({ low, high }) => (low ?? 2) <= 1 && (high ?? 0) >= 1);
    expect(holding.length / noise.length).toBeGreaterThan(0.6);
    const [without] = levelEffects(regression.model, clients, "value", model.choice.trust);
    expect([without?.low, without?.high]).toEqual([null, null]);
  });

  it("adds up: left-out predictions of the clients to their total, of the prospects near theirs", () => {
    const total = sum(world.clients, (client) => client.clv);
    expect(sum(model.leaveOneOut) / total).toBeCloseTo(1, 9);
    const predicted = sum(predictValue(model, prospects).expected);
    const truth = sum(world.truth, (one) => one.expectedClv);
    expect(predicted / truth).toBeGreaterThan(0.85);
    expect(predicted / truth).toBeLessThan(1.15);
  });

  it("finds most of what the oracle finds, and much more than size does", () => {
    const truth = world.truth.map((one) => one.expectedClv);
    const own = captured(predictValue(model, prospects).expected, truth);
    const best = captured(truth, truth);
    const size = captured(
      world.prospects.map((prospect) => Number(prospect.firmographics.employees ?? 100)),
      truth,
    );
    expect(own / best).toBeGreaterThan(0.85);
    expect(size / best).toBeLessThan(0.4);
  });

  it("prints what each way of predicting did on held-out clients", () => {
    expect(model.choice.trials.map((trial) => trial.stage)).toEqual([
      "portfolio mean",
      "nearest neighbours",
      "regression of log CLV",
      "regression of mean CLV",
    ]);
    expect(model.choice.trust).toBeGreaterThan(0.7);
  });

  it("finds nothing when CLV is shuffled over the clients", () => {
    const random = randomLcg(0.8);
    const shuffled = world.clients
      .map(({ clv }) => ({ clv, draw: random() }))
      .sort((a, b) => a.draw - b.draw);
    const clv = Float64Array.from(shuffled, (one) => one.clv);
    const control = fitValueModel({ ...inputOf(world, clients), clv });
    const predicted = predictValue(control, prospects).expected;
    const spread = Math.max(...predicted) / Math.min(...predicted);
    const real = predictValue(model, prospects).expected;
    expect(spread).toBeLessThan(2);
    expect(Math.max(...real) / Math.min(...real)).toBeGreaterThan(5);
    expect(
      captured(
        predicted,
        world.truth.map((one) => one.expectedClv),
      ),
    ).toBeLessThan(0.18);
  });
});

describe("few clients", () => {
  it("starts with the nearest neighbours and draws differences together", () => {
    const world = plantedWorld({ clients: 14, prospects: 200, seed: 0.9 });
    const [clients, prospects] = tablesOf(world);
    const model = valueModelOf(world, clients);
    expect(["nearest neighbours", "portfolio mean"]).toContain(model.choice.stage);
    const { expected, base, logFactors } = predictValue(model, prospects);
    const factors = model.factorNames.length;
    for (const [row, value] of expected.entries()) {
      const product = Math.exp(sum(logFactors.subarray(row * factors, (row + 1) * factors)));
      expect((base * product) / value).toBeCloseTo(1, 9);
    }
  });
});

describe("intervals of small books", () => {
  it("hold the expected CLV, however few clients there are and however many bring a loss", () => {
    for (const count of [4, 5, 6, 7, 8, 9, 12, 21, 32]) {
      for (const losses of [0, 1, 2, 3]) {
        const planted = plantedWorld({ clients: count, prospects: 10, seed: count / 33, signal: 0 });
        const world = { ...planted, features: planted.features.slice(0, 2) };
        const [clients, prospects] = tablesOf(world);
        const { expected, low, high } = predictValue(
          fitValueModel({
            ...inputOf(world, clients),
            clv: Float64Array.from(world.clients, ({ clv }, row) => (row < losses ? -50 : clv)),
            deviations: new Float64Array(count).fill(0.3),
          }),
          prospects,
        );
        for (const [row, value] of expected.entries()) {
          expect(low[row], `${count} clients, ${losses} with a loss`).toBeLessThanOrEqual(value);
          expect(high[row], `${count} clients, ${losses} with a loss`).toBeGreaterThanOrEqual(value);
        }
      }
    }
  }, 30_000);
});

describe("clients that bring a loss", () => {
  const world = plantedWorld({ clients: 240, prospects: 400, seed: 0.15 });
  const loses = (industry: unknown): boolean => industry === "retail" || industry === "media";
  const random = randomLcg(0.33);
  const clientsWithLosses = world.clients.map((client) => ({
    ...client,
    clv: random() < (loses(client.firmographics.industry) ? 0.6 : 0.08) ? -2000 : client.clv,
  }));
  const [clients, prospects] = tablesOf(world);
  const clv = Float64Array.from(clientsWithLosses, (client) => client.clv);
  const model = fitValueModel({ ...inputOf(world, clients), clv });
  const predicted = predictValue(model, prospects);

  it("still adds up, and expects less of accounts that are like them", () => {
    expect(sum(model.leaveOneOut) / sum(clv)).toBeCloseTo(1, 9);
    expect(model.lossMakingClients).toBe(clv.filter((value) => value < 0).length);
    const of = (isLosing: boolean): number =>
      mean(
        [...predicted.expected].filter(
          (_, row) => loses(world.prospects[row]?.firmographics.industry) === isLosing,
        ),
      ) ?? 0;
    expect(of(true)).toBeLessThan(of(false) * 0.6);
  });

  it("lets the interval reach the losses where they are likely", () => {
    const lows = [...predicted.low].filter((_, row) => loses(world.prospects[row]?.firmographics.industry));
    expect(lows.filter((low) => low === -2000).length / lows.length).toBeGreaterThan(0.9);
    for (const [row, low] of predicted.low.entries())
      expect(low).toBeLessThanOrEqual(predicted.high[row] ?? 0);
  });
});

describe("80 % intervals of realised CLV", () => {
  it("cover 77 to 83 % of unseen accounts over worlds of 40 to 128 clients", () => {
    const shares = Array.from({ length: 12 }, (_, at) => {
      const world = plantedWorld({ clients: 40 + 8 * at, prospects: 300, seed: (at * 0.0413 + 0.17) % 1 });
      const [clients, prospects] = tablesOf(world);
      const { low, high } = predictValue(valueModelOf(world, clients), prospects);
      const isCovered = (row: number, clv: number): boolean =>
        clv >= (low[row] ?? 0) && clv <= (high[row] ?? 0);
      return mean(world.truth, ({ clv }, row) => (isCovered(row, clv) ? 1 : 0)) ?? 0;
    });
    expect(mean(shares)).toBeGreaterThan(0.77);
    expect(mean(shares)).toBeLessThan(0.83);
  }, 30_000);
});

function tablesOf(world: PlantedWorld): [AccountTable, AccountTable] {
  const [clients, prospects] = tabulateAccounts(world.features, [world.clients, world.prospects]);
  if (!clients || !prospects) throw new Error("two lists give two tables");
  return [clients, prospects];
}

function inputOf(world: PlantedWorld, table: AccountTable) {
  return {
    table,
    clv: Float64Array.from(world.clients, (client) => client.clv),
    deviations: new Float64Array(world.clients.length),
    groupIds: world.clients.map((client) => client.groupId),
    seed: 0.5,
    repeats: 1,
  };
}

function valueModelOf(world: PlantedWorld, table: AccountTable): ValueModel {
  return fitValueModel(inputOf(world, table));
}

/** Share of the value in the tenth with the highest scores. */
function captured(scores: ArrayLike<number>, values: readonly number[]): number {
  const order = [...values.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  return sum(order.slice(0, values.length / 10), (row) => values[row] ?? 0) / sum(values);
}
