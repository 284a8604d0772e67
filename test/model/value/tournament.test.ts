import { randomLcg, randomPoisson } from "d3";
import { describe, expect, it } from "vitest";
import { addMonths, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { blend, blendWeights } from "../../../src/model/value/tournament/blend.js";
import { USUAL_WAYS } from "../../../src/model/value/tournament/chosen-ways.js";
import { type ContestField, type Entrant, runContest } from "../../../src/model/value/tournament/contest.js";
import { meanDeviance } from "../../../src/model/value/tournament/deviance.js";
import { evenlySpaced } from "../../../src/model/value/tournament/evenly-spaced.js";
import { lookBack } from "../../../src/model/value/tournament/look-back.js";
import { COMPETING_MODELS } from "../../../src/model/value/tournament/order-contest.js";
import { originTotals } from "../../../src/model/value/tournament/origin-totals.js";
import { fitRateRegression, regressionMean } from "../../../src/model/value/tournament/rate-regression.js";
import { repeatTournament } from "../../../src/model/value/tournament/repeat-tournament.js";
import { repeatVerdict } from "../../../src/model/value/tournament/repeat-verdict.js";
import { rollingOrigins } from "../../../src/model/value/tournament/rolling-origins.js";
import { outcomeBetween, type Snapshot } from "../../../src/model/value/tournament/snapshot.js";
import { commonShock } from "../../../src/model/value/uncertainty/common-shock.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import { OPTIONS, orderingClient } from "./client-histories.js";

const NO_TRAITS = { accounts: [], features: [] };

interface Round {
  readonly actual: Float64Array;
  readonly predictions: ReadonlyMap<string, Float64Array>;
}

/** A day for each round and the present; what came and what was predicted do not go with the time ahead. */
function fieldOf(rounds: readonly Round[]): ContestField {
  return {
    days: Array.from({ length: rounds.length + 1 }, (_, day) => `202${day}-01-01`),
    predict: (day) => rounds[day]?.predictions ?? new Map(),
    actual: (day) => rounds[day]?.actual ?? new Float64Array(0),
  };
}

/** Poisson counts of clients of different means, two predictors of them, and what came. */
function planted(rounds: number, clients: number): { entrants: Entrant[]; rounds: Round[] } {
  const random = randomLcg(5);
  const entrants: Entrant[] = [
    { name: "right", kind: "model", blended: true },
    { name: "wrong", kind: "model", blended: true },
    { name: "zero", kind: "rule", blended: false },
  ];
  return {
    entrants,
    rounds: Array.from({ length: rounds }, () => {
      const means = Float64Array.from({ length: clients }, () => 0.2 + 3 * random());
      return {
        actual: means.map((mean) => randomPoisson.source(random)(mean)()),
        predictions: new Map([
          ["right", means],
          ["wrong", means.map((_, index) => means[(index + 1) % clients] ?? 1)],
          ["zero", new Float64Array(clients)],
        ]),
      };
    }),
  };
}

describe("rolling origins", () => {
  it("are chosen from the length of the data, half a window from one to the next", () => {
    expect(rollingOrigins("2019-12-31", "2025-12-31")).toEqual({
      windowMonths: 12,
      stepMonths: 6,
      minimumHistoryMonths: 24,
      origins: [
        "2021-12-31",
        "2022-06-30",
        "2022-12-31",
        "2023-06-30",
        "2023-12-31",
        "2024-06-30",
        "2024-12-31",
      ],
      apart: ["2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31"],
      yearsApart: [],
      caution: null,
    });
    const months = rollingOrigins("1997-01-01", "1997-09-30");
    expect(months).toMatchObject({ windowMonths: 1, stepMonths: 0.5, minimumHistoryMonths: 2 });
    expect(months.origins.slice(-3)).toEqual(["1997-07-30", "1997-08-15", "1997-08-30"]);
    expect(months.apart).toHaveLength(6);
    expect(rollingOrigins("2024-01-01", "2024-03-15").caution).toMatch("only one window");
    const few = rollingOrigins("2006-01-02", "2006-12-31");
    expect(few.origins).toHaveLength(7);
    expect(few.apart).toEqual(["2006-04-30", "2006-06-30", "2006-08-31", "2006-10-31"]);
    expect(rollingOrigins("2024-01-01", "2024-01-20")).toMatchObject({ origins: [] });
    expect(rollingOrigins("2024-01-01", "2024-01-20").caution).toMatch("too short");
  });

  it("read outcomes off a later snapshot", () => {
    const days: [string, number][] = [
      ["2024-01-01", 10],
      ["2024-02-01", 20],
      ["2024-05-01", 40],
    ];
    const at = (asOf: string, seen: number): Snapshot => ({
      asOf,
      histories: [
        orderingClient("a", days.slice(0, seen), {}, asOf),
        orderingClient("b", [["2024-01-05", 1]], {}, asOf),
      ],
    });
    const { days: length, orders, revenue } = outcomeBetween(at("2024-03-01", 2), at("2024-06-01", 3));
    expect(length).toBe(92);
    expect([...orders]).toEqual([1, 0]);
    expect([...revenue]).toEqual([40, 0]);
  });
});

describe("thinning", () => {
  it("takes evenly spaced ones, and all where they are not more", () => {
    expect(evenlySpaced(10, 4)).toEqual([0, 2, 5, 7]);
    expect(evenlySpaced(3, 8)).toEqual([0, 1, 2]);
    expect(evenlySpaced(0, 8)).toEqual([]);
  });
});

describe("deviance", () => {
  it("is worked by hand", () => {
    expect(meanDeviance([1, 2], [0, 4], 1)).toBeCloseTo((2 * 1 + 2 * (4 * Math.log(2) - 2)) / 2, 12);
    expect(meanDeviance([4], [9], 1.5)).toBeCloseTo(2 * (-4 * 3 + (9 * 2) / 2 + 2 * 2), 12);
    expect(meanDeviance([3], [3], 1.5)).toBeCloseTo(0, 12);
    expect(meanDeviance([], [], 1)).toBe(0);
  });

  it("lets who predicts nothing lose, but not for ever", () => {
    expect(Number.isFinite(meanDeviance([0, 0], [0, 4], 1.5))).toBe(true);
  });
});

describe("regression of a rate", () => {
  it("finds the planted coefficients of counts over different times", () => {
    const random = randomLcg(3);
    const rows = Array.from({ length: 4000 }, () => ({ x: 2 * random() - 1, days: 10 + 90 * random() }));
    const fit = fitRateRegression(
      {
        predictors: rows.map(({ x }) => Float64Array.of(x)),
        offsets: Float64Array.from(rows, ({ days }) => Math.log(days)),
        targets: Float64Array.from(rows, ({ x, days }) =>
          randomPoisson.source(random)(days * Math.exp(-3 + 0.8 * x))(),
        ),
      },
      1,
      [10],
    );
    expect(Math.abs((fit?.constant ?? 0) + 3)).toBeLessThan(0.03);
    expect(Math.abs((fit?.coefficients[0] ?? 0) - 0.8)).toBeLessThan(0.04);
    expect(fit && regressionMean(fit, Float64Array.of(0), 0)).toBeCloseTo(Math.exp(fit?.constant ?? 0), 12);
  });

  it("has nothing to learn where nothing came", () => {
    const none = {
      predictors: [Float64Array.of(1)],
      offsets: Float64Array.of(0),
      targets: Float64Array.of(0),
    };
    expect(fitRateRegression(none, 1, [1])).toBeNull();
  });
});

describe("blends", () => {
  it("average in money, and in logs at the level of money", () => {
    const members = [
      [1, 8],
      [4, 2],
    ];
    expect([...blend(members, [0.5, 0.5], "money")]).toEqual([2.5, 5]);
    const [first = 0, second = 0] = blend(members, [0.5, 0.5], "logs");
    expect(first / second).toBeCloseTo(0.5, 12);
    expect(first + second).toBeCloseTo(7.5, 12);
  });

  it("weigh equally without a round, and otherwise by what predicted well", () => {
    expect(blendWeights([], 4, "money", 1)).toEqual([0.25, 0.25, 0.25, 0.25]);
    const { rounds } = planted(2, 400);
    const weights = blendWeights(
      rounds.map(({ predictions, actual }) => ({
        members: ["right", "wrong"].map((name) => predictions.get(name) ?? []),
        actual,
      })),
      2,
      "logs",
      1,
    );
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(weights.every((weight) => weight >= 0)).toBe(true);
    expect(weights[0]).toBeGreaterThan(0.9);
  });
});

describe("a contest", () => {
  it("chooses the best on the earlier rounds and never looks at the last", () => {
    const { entrants, rounds } = planted(4, 300);
    const verdict = runContest(entrants, fieldOf(rounds), 1);
    expect(["right", "blend in money", "blend in logs"]).toContain(verdict.chosen);
    expect(verdict.choosingRounds).toEqual([0, 1, 2]);
    const spoiled = rounds.map((round, index) =>
      index < 3 ? round : { ...round, actual: round.actual.map((value) => 10 - value) },
    );
    expect(runContest(entrants, fieldOf(spoiled), 1).chosen).toBe(verdict.chosen);
  });

  it("judges earlier days on all that came until the last one, and that on what came until the present", () => {
    const { entrants, rounds } = planted(4, 10);
    const field = fieldOf(rounds);
    const judged: number[][] = [];
    const ahead: number[] = [];
    const verdict = runContest(
      entrants,
      {
        ...field,
        actual: (day, until) => {
          judged.push([day, until]);
          return field.actual(day, until);
        },
        predict: (day, days) => {
          ahead.push(days);
          return field.predict(day, days);
        },
      },
      1,
    );
    expect(judged.slice(-4)).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
      [3, 4],
    ]);
    expect(ahead.slice(-4)).toEqual([1096, 730, 365, 365]);
    // A blend on a day knows nothing of what came after it.
    expect([...(verdict.predict(0, 365).get("blend in money") ?? [])]).toEqual([
      ...blend(
        ["right", "wrong"].map((name) => rounds[0]?.predictions.get(name) ?? new Float64Array(0)),
        [0.5, 0.5],
        "money",
      ),
    ]);
  });

  it("lets a trivial rule win where it is right", () => {
    const { entrants, rounds } = planted(3, 200);
    const swapped = rounds.map(({ actual, predictions }) => ({
      actual,
      predictions: new Map([
        ["zero", predictions.get("right") ?? new Float64Array(0)],
        ["right", (predictions.get("right") ?? new Float64Array(0)).map((mean) => 3 * mean)],
        ["wrong", (predictions.get("wrong") ?? new Float64Array(0)).map((mean) => 5 * mean)],
      ]),
    }));
    expect(runContest(entrants, fieldOf(swapped), 1).chosen).toBe("zero");
  });

  it("prefers a blend to what was lucky with a few clients, in however many rounds the same came of them", () => {
    const { rounds } = planted(1, 300);
    const [{ actual, predictions } = { actual: new Float64Array(0), predictions: new Map() }] = rounds;
    const right: Float64Array = predictions.get("right") ?? new Float64Array(0);
    const surprises = [...actual.keys()]
      .sort(
        (a, b) => Math.abs((right[b] ?? 0) - (actual[b] ?? 0)) - Math.abs((right[a] ?? 0) - (actual[a] ?? 0)),
      )
      .slice(0, 2);
    const lucky = right.map((mean, client) => (surprises.includes(client) ? (actual[client] ?? 0) : mean));
    const same = Array.from({ length: 5 }, () => ({
      actual,
      predictions: new Map([
        ["right", right],
        ["twin", right],
        ["lucky", lucky],
      ]),
    }));
    const verdict = runContest(
      [
        { name: "right", kind: "model", blended: true },
        { name: "twin", kind: "model", blended: true },
        { name: "lucky", kind: "rule", blended: false },
      ],
      fieldOf(same),
      1,
    );
    const lossOf = (one: string) => verdict.standings.find(({ name }) => name === one)?.choosingLoss ?? 0;
    expect(lossOf("lucky")).toBeLessThan(lossOf("blend in money"));
    expect(verdict.chosen).toMatch(/^blend/);
  });

  it("does not count days after which nothing came: neither the choice nor the averages learn from them", () => {
    const { entrants, rounds } = planted(4, 300);
    const silent = rounds.map((round, index) =>
      index === 1 ? { ...round, actual: new Float64Array(300) } : round,
    );
    const field = fieldOf(silent);
    // Nothing came after the second day, until whichever later one.
    const verdict = runContest(
      entrants,
      { ...field, actual: (day) => silent[day]?.actual ?? new Float64Array(0) },
      1,
    );
    expect(verdict.choosingRounds).toEqual([0, 2]);
    expect(verdict.standings.map(({ losses }) => losses[1])).toEqual(verdict.standings.map(() => null));
    expect(["right", "blend in money", "blend in logs"]).toContain(verdict.chosen);
    const weights = verdict.weights.get("blend in money");
    expect(weights?.find(({ name }) => name === "right")?.weight).toBeGreaterThan(0.7);
  });

  it("chooses nothing with a single round", () => {
    const { entrants, rounds } = planted(1, 50);
    expect(runContest(entrants, fieldOf(rounds), 1).chosen).toBeNull();
  });
});

describe("the verdict on repeat business", () => {
  /** Clients that buy every month, each its own amount, and one in three that stops. */
  function months(clients: number, asOf: string): Snapshot {
    const start = epochDayOf("2022-01-05");
    return {
      asOf,
      histories: Array.from({ length: clients }, (_, client) => {
        const last = client % 3 === 0 ? 4 + (client % 7) : 60;
        const days = Array.from({ length: last }, (_, month) =>
          isoDateOf(addMonths(start + (client % 20), (1 + (client % 4)) * month)),
        )
          .filter((day) => day <= asOf)
          .map((day): [string, number] => [day, 50 + 10 * (client % 9)]);
        return orderingClient(`client ${client}`, days, {}, asOf);
      }),
    };
  }
  /** Clients that all bought a few times in 2021 and never again. */
  function gone(clients: number, asOf: string): Snapshot {
    return {
      asOf,
      histories: Array.from({ length: clients }, (_, client) =>
        orderingClient(
          `client ${client}`,
          Array.from({ length: 2 + (client % 3) }, (__, order): [string, number] => [
            isoDateOf(addMonths(epochDayOf("2021-01-03") + (client % 20), (client % 4) + 2 * order)),
            50 + client,
          ]),
          {},
          asOf,
        ),
      ),
    };
  }
  const snapshots = ["2022-12-31", "2023-04-30", "2023-08-31", "2023-12-31"].map((asOf) => months(60, asOf));
  const verdict = repeatVerdict(snapshots, NO_TRAITS);

  it("names models, weights, accuracy on the last origin and a factor for each client", () => {
    expect(verdict?.origins).toEqual(["2022-12-31", "2023-04-30", "2023-08-31"]);
    expect(verdict?.orders.choosingOrigins).toEqual(["2023-04-30"]);
    expect(verdict?.revenue.chosen).not.toBeNull();
    const chosen = verdict?.revenue.rows.find(({ name }) => name === verdict.revenue.chosen);
    expect(Math.abs(chosen?.accuracy?.totalBias ?? 1)).toBeLessThan(0.25);
    expect(verdict?.revenue.calibration).toHaveLength(10);
    expect(Object.values(verdict?.factors ?? {})).toHaveLength(60);
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });

  it("expects of each client's next 12 months what the winner does, whoever won", () => {
    const stopping = ["2022-12-31", "2023-04-30", "2023-08-31", "2023-12-31"].map((asOf) => gone(60, asOf));
    const stopped = repeatVerdict(stopping, NO_TRAITS);
    for (const [days, told] of [
      [snapshots, verdict],
      [stopping, stopped],
    ] as const) {
      const histories = days.at(-1)?.histories ?? [];
      if (told === null) throw new Error("no verdict");
      const fit = fitValueModels(histories, { repeatModel: told.model });
      const values = valueClients(
        histories,
        { ...fit, orderFactors: told.factors },
        { ...OPTIONS, asOf: "2023-12-31", draws: 5 },
      );
      const winner = repeatTournament(COMPETING_MODELS, days, NO_TRAITS)
        .ahead(365)
        .revenue.get(told.revenue.chosen ?? "");
      // 12 months from the end of 2023 have 366 days.
      values.forEach(({ expectedRevenue12m, clientId }, index) => {
        const expected = winner?.[index] ?? Number.NaN;
        expect(Math.abs(expectedRevenue12m - expected), clientId).toBeLessThanOrEqual(0.01 * expected);
      });
    }
    expect(stopped?.revenue.chosen).toMatch(/^zero/);
  });

  it("carries values by a model that lets one-time buyers leave, and blends none that lets nobody leave", () => {
    expect(["pareto-nbd", "mbg-cnbd-k"]).toContain(verdict?.model);
    const members = verdict?.orders.weights.flatMap((one) => one.members.map(({ name }) => name)) ?? [];
    expect(members).toContain("BG/CNBD-k");
    expect(members).not.toContain("NBD");
  });

  it("looks back at the portfolio from every day as the last one is judged", () => {
    const ways = { ...USUAL_WAYS, repeat: verdict };
    const totals = originTotals(snapshots, 4, ways, 3);
    expect(totals.map(({ origin }) => origin)).toEqual(verdict?.origins);
    const look = lookBack(snapshots, 4, { totals, revenueSince: [] }, ways, { seed: 3, draws: 48 });
    expect(totals.at(-1)?.predicted).toBeCloseTo(look?.last.total.predicted ?? 0, 6);
    expect(totals.at(-1)?.actual).toBeCloseTo(look?.last.total.actual ?? 0, 6);
    const [few, many] = [totals.at(-1)?.deviation ?? 0, look?.last.total.deviation ?? 0];
    expect(Math.abs(few / many - 1)).toBeLessThan(0.3);
    expect(commonShock(totals, 4)?.origins).toBe(3);
    expect(
      lookBack(snapshots.slice(-1), 4, { totals, revenueSince: [] }, USUAL_WAYS, { seed: 3, draws: 8 }),
    ).toBeNull();
  });

  it("is not given for few clients or a single snapshot", () => {
    expect(repeatVerdict(snapshots.slice(-1), NO_TRAITS)).toBeNull();
    expect(
      repeatVerdict(
        snapshots.map(({ asOf }) => months(8, asOf)),
        NO_TRAITS,
      ),
    ).toBeNull();
  });
});
