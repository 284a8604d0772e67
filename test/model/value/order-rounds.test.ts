import { randomGamma, randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import { epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import { bgBbModel } from "../../../src/model/value/bg-bb/bg-bb-model.js";
import { noticeOrderRounds } from "../../../src/model/value/bg-bb/notice-order-rounds.js";
import type { OrderRounds } from "../../../src/model/value/bg-bb/order-rounds.js";
import { roundForecaster } from "../../../src/model/value/bg-bb/round-forecaster.js";
import { roundHistoryOf } from "../../../src/model/value/bg-bb/round-history.js";
import type { ClientHistory } from "../../../src/model/value/client-history.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { forecastCalendar } from "../../../src/model/value/forecast/forecast-calendar.js";
import { nbdRepeatModel } from "../../../src/model/value/nbd/nbd-repeat-model.js";
import { orderDaySimulator } from "../../../src/model/value/orders/order-day-simulator.js";
import { silentBuyers } from "../../../src/model/value/orders/silence.js";
import { repeatTournament } from "../../../src/model/value/tournament/repeat-tournament.js";
import { clientForecaster, valueClients } from "../../../src/model/value/value-clients.js";
import { OPTIONS, orderingClient } from "./client-histories.js";
import { knownOn, simulateRounds } from "./simulate-rounds.js";

const PLANTED = { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 };

/** First days of rounds in these months, from 2018 on. */
function openings(years: number, months: readonly number[], day = "05"): string[] {
  return Array.from({ length: years }, (_, year) =>
    months.map((month) => `${2018 + year}-${String(month).padStart(2, "0")}-${day}`),
  ).flat();
}

function fair(clients: number, years: number, seed = 0.3): string[][] {
  return simulateRounds({
    clients,
    openings: openings(years, [10]),
    lastsDays: 20,
    parameters: PLANTED,
    seed,
  });
}

describe("orders in rounds are noticed", () => {
  it.each([
    [12, openings(7, [10]), 20, 120],
    [12, openings(5, [9]), 90, 150],
    [6, openings(5, [3, 9]), 25, 150],
    [3, openings(4, [1, 4, 7, 10]), 15, 150],
    [1, openings(2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "01"), 4, 150],
  ])("every %i months", (everyMonths, dates, lastsDays, clients) => {
    const book = simulateRounds({ clients, openings: dates, lastsDays, parameters: PLANTED, seed: 0.3 });
    const histories = knownOn(book, `${dates.at(-1)?.slice(0, 4)}-12-31`);
    const rounds = noticeOrderRounds(histories);
    expect(rounds?.everyMonths).toBe(everyMonths);
    expect(rounds?.closesAfter).toBeLessThanOrEqual(lastsDays / 28);
    expect(noticeOrderRounds([...histories].reverse())).toEqual(rounds);
  });

  it("in October, whether clients were won at the fair or long before it, and with a few odd orders", () => {
    const won = fair(200, 7).map((days, client) => [
      isoDateOf(epochDayOf(days[0] ?? "") - 30 - ((client * 37) % 190)),
      ...days,
      ...(client % 60 === 0 ? [isoDateOf(epochDayOf(days.at(-1) ?? "") + 12)] : []),
    ]);
    const rounds = noticeOrderRounds(knownOn(won, "2024-12-31"));
    expect(rounds?.opens).toBeGreaterThan(9);
    expect((rounds?.opens ?? 12) + (rounds?.closesAfter ?? 12)).toBeLessThan(10);
  });

  it("not in too few rounds, or of too few clients", () => {
    expect(noticeOrderRounds(knownOn(fair(150, 3), "2020-12-31"))).toBeNull();
    expect(noticeOrderRounds(knownOn(fair(25, 7), "2024-12-31"))).toBeNull();
    expect(noticeOrderRounds([])).toBeNull();
  });

  /** Gaps of so many months in the mean, Erlang of that regularity; each client from its own day of the first months. */
  function anyDay(regularity: number, gapMonths: number, wonOverMonths: number): ClientHistory[] {
    const random = randomLcg(0.7);
    const start = epochDayOf("2018-01-01");
    const book = Array.from({ length: 200 }, () => {
      const pace = regularity > 4 ? 1 : randomGamma.source(random)(3)() / 3;
      const gap = randomGamma.source(random)(regularity, (gapMonths * 30) / regularity / pace);
      const stays = -60 * 30 * Math.log(1 - random());
      const days: string[] = [];
      const first = start + 30 * wonOverMonths * random();
      for (let day = first; day < Math.min(first + stays, start + 2550); day += gap()) {
        days.push(isoDateOf(Math.floor(day)));
      }
      return days;
    });
    return knownOn(book, "2024-12-31");
  }

  it.each([1, 2, 12, 50])("not of buyers at any time, of regularity %i", (regularity) => {
    for (const gapMonths of [2, 6, 12, 30]) {
      expect(noticeOrderRounds(anyDay(regularity, gapMonths, 60)), `${gapMonths} months`).toBeNull();
    }
    expect(noticeOrderRounds(anyDay(regularity, 3, 3))).toBeNull();
  });
});

/** A fair of the first half of October. */
const OCTOBER: OrderRounds = { everyMonths: 12, opens: 9, halfAfter: 0.25, closesAfter: 0.5 };

function client(days: readonly string[], asOf: string): ClientHistory {
  return orderingClient(
    "a",
    days.map((day) => [day, 100] as const),
    {},
    asOf,
  );
}

describe("histories in rounds", () => {
  it.each([
    ["three of four, none since", ["2020-10-03", "2021-10-12", "2023-10-01"], "2024-09-30", [2, 3, 3]],
    ["missed the latest, closed round", ["2020-10-03", "2023-10-01"], "2024-10-20", [1, 3, 4]],
    ["an open round is no miss yet", ["2020-10-03", "2023-10-01"], "2024-10-08", [1, 3, 3]],
    ["an open round counts for who ordered", ["2020-10-03", "2024-10-07"], "2024-10-08", [1, 4, 4]],
    ["won in spring: the next fair is its first chance", ["2021-05-20"], "2024-10-20", [0, 0, 4]],
    ["two orders of one round are one", ["2022-10-02", "2022-10-09"], "2024-10-20", [0, 0, 2]],
    ["late orders belong to the round before", ["2022-10-02", "2023-12-09"], "2023-12-20", [1, 1, 1]],
  ])("%s", (_, days, asOf, [repeats, recency, age]) => {
    const { firstRound, ...history } = roundHistoryOf(client(days, asOf), OCTOBER);
    expect(history).toEqual({ repeats, recency, age });
  });
});

describe("the contest of ways to predict", () => {
  it("finds BG/BB better than a model of orders on any day, from what was known then", () => {
    const book = fair(100, 8);
    const days = ["2022-12-31", "2023-12-31", "2025-12-31"];
    const snapshots = days.map((asOf) => ({ asOf, histories: knownOn(book, asOf) }));
    const { orders } = repeatTournament([nbdRepeatModel, bgBbModel], snapshots, {
      accounts: [],
      features: [],
    });
    const losses = (row: string) =>
      orders.standings.find(({ name }) => name === row)?.losses.map(Number) ?? [];
    const [ours, theirs] = [losses("BG/BB"), losses("NBD")];
    expect(ours).toHaveLength(2);
    ours.forEach((loss, origin) => {
      expect(loss).toBeLessThan(theirs[origin] ?? 0);
    });
  });
});

describe("forecasts in rounds", () => {
  const { process, expectedIfActive, active } = roundForecaster(PLANTED, OCTOBER);
  const days = [0, 60, 120, 180, 240, 300, 365, 730, 1095];

  it("expects of a client what BG/BB does, in the days of the rounds alone", () => {
    const own = process(client(["2020-10-03", "2021-10-12", "2023-10-01"], "2023-12-31"));
    const expected = expectedIfActive(own, [270, 281, 290, 366]);
    // Its next fair is 9 months ahead, its chance of ordering there (1.2 + 2) / (1.2 + 0.75 + 3).
    expect(expected[0]).toBe(0);
    expect(expected[1]).toBeCloseTo(expected[3] ? expected[3] / 2 : Number.NaN, 1);
    expect(expected[2]).toBeCloseTo(3.2 / 4.95, 12);
    expect(expected[3]).toBeCloseTo(3.2 / 4.95, 12);
    // It leaves evenly from one fair to the next: none had time to before the latest, which it took.
    const staying = [3, 4].map((rounds) => (2.78 + rounds) / (0.66 + 2.78 + rounds));
    const [toNext = 0, toSecond = 0] = staying;
    const chances = active(own, [0, 274, 457, 639]);
    expect(chances[0]).toBeCloseTo(1 - (1 - toNext) * (92 / 366), 4);
    expect(chances[1]).toBeCloseTo(toNext, 3);
    expect(chances[2]).toBeCloseTo((toNext * (1 + toSecond)) / 2, 3);
    expect(chances[3]).toBeCloseTo(toNext * toSecond, 3);
  });

  it("expects of who has not ordered in an open round what is left of its chance", () => {
    const own = process(client(["2020-10-03", "2021-10-12", "2022-10-01"], "2023-10-08"));
    // Eight of 15½ days are over: half of the orders come in the first 7¾.
    const past = 1 / 2 + (8 - 7.75) / 7.75 / 2;
    const chance = (own.alive * 3.2) / (1.2 + 0.75 + 2);
    const left = (chance * (1 - past)) / (1 - chance * past);
    expect(own.alive * (expectedIfActive(own, [30])[0] ?? 0)).toBeCloseTo(left, 10);
  });

  it("takes who missed no round for more likely active, and the longer silent for less", () => {
    const alive = (taken: readonly string[]): number => process(client(taken, "2023-12-31")).alive;
    const fairs = ["2019-10-05", "2020-10-05", "2021-10-05", "2022-10-05", "2023-10-05"];
    expect(alive(fairs)).toBeGreaterThan(alive(fairs.slice(0, 4)));
    expect(alive(fairs.slice(0, 4))).toBeGreaterThan(alive(fairs.slice(0, 3)));
    expect(alive(fairs.slice(0, 3))).toBeGreaterThan(alive(fairs.slice(0, 1)));
  });

  it.each(["2023-12-31", "2023-10-06"])("simulates as many orders as it expects, on %s", (asOf) => {
    const own = process(client(["2020-10-03", "2021-10-12", "2022-10-01"], asOf));
    const expected = expectedIfActive(own, days);
    const random = randomLcg(0.4);
    const simulate = orderDaySimulator(own, random);
    const came = days.map(() => 0);
    for (let draw = 0; draw < 4000; draw += 1) {
      let before = 0;
      simulate(1095, (day, worth) => {
        expect(day).toBeGreaterThan(before);
        before = day;
        days.forEach((until, index) => {
          if (day <= until) came[index] = (came[index] ?? 0) + worth;
        });
      });
    }
    came.forEach((orders, index) => {
      expect(Math.abs(orders / 4000 - (expected[index] ?? 0)), `${days[index]} days`).toBeLessThan(0.04);
    });
  });
});

describe("a portfolio that orders once a year", () => {
  const histories = knownOn(fair(600, 8), "2025-12-31");
  const options = { ...OPTIONS, asOf: "2025-12-31" };
  const fit = fitValueModels(histories, { repeatModel: "bg-bb" });

  it("gets BG/BB, with the planted parameters within three standard errors", () => {
    const { model, parameters, standardErrors } = fit.repeatOrders ?? {};
    expect(model).toBe("bg-bb");
    for (const [name, value] of Object.entries(PLANTED)) {
      const error = standardErrors?.[name] ?? Number.NaN;
      expect(Math.abs((parameters?.[name] ?? Number.NaN) - value), name).toBeLessThan(3 * error);
    }
  });

  it("expects orders in Octobers alone, and a little less each year", () => {
    const { forecast } = clientForecaster(fit, forecastCalendar(options));
    const months = new Float64Array(60);
    for (const history of histories) {
      Array.from(forecast(history).ordersByMonth).forEach((orders, month) => {
        months[month] = (months[month] ?? 0) + orders;
      });
    }
    const years = [9, 21, 33, 45, 57];
    const inOctober = years.map((month) => months[month] ?? 0);
    expect(inOctober.reduce((sum, orders) => sum + orders, 0)).toBeCloseTo(
      months.reduce((sum, orders) => sum + orders, 0),
      9,
    );
    inOctober.slice(1).forEach((orders, index) => {
      expect(orders).toBeLessThan(inOctober[index] ?? 0);
      expect(orders).toBeGreaterThan(0.7 * (inOctober[index] ?? 0));
    });
  });

  it("values clients without a fault, their costs to serve and silence too", () => {
    const some = histories.slice(0, 40).map((history) => ({ ...history, costToServeAMonth: 1 }));
    for (const value of valueClients(some, fit, { ...options, draws: 40 })) {
      expect(
        Object.values(value)
          .filter((one) => typeof one === "number")
          .every(Number.isFinite),
      ).toBe(true);
      expect(value.residualLow).toBeLessThanOrEqual(value.residualHigh);
    }
    const [once, regular] = silentBuyers(histories, fit, options);
    expect(once?.points.map(({ months }) => months)).toEqual([3, 15, 27, 39, 51, 63]);
    expect(regular?.monthsBetween).toBe(12);
    for (const buyer of [once, regular]) {
      const chances = buyer?.points.map(({ pActive }) => pActive) ?? [];
      expect([...chances].sort((a, b) => b - a)).toEqual(chances);
    }
  });

  it("falls back on the usual model where orders come at any time", () => {
    const anyDay = histories.slice(0, 50).map((history) => ({
      ...history,
      orders: { ...history.orders, shortestGapDays: 20 },
    }));
    expect(fitValueModels(anyDay, { repeatModel: "bg-bb" }).repeatOrders?.rounds).toBeUndefined();
  });
});
