import { mean, randomGamma, randomLcg } from "d3";
import { epochDayOf, isoDateOf } from "../../src/model/numerics/calendar.js";
import { noticeOrderRounds } from "../../src/model/value/bg-bb/notice-order-rounds.js";
import { orderForecaster } from "../../src/model/value/orders/order-forecaster.js";
import { fitRepeatOrders } from "../../src/model/value/repeat/fit-repeat-orders.js";
import { repeatModel } from "../../src/model/value/repeat/repeat-models.js";
import { meanDeviance, VARIANCE_POWER } from "../../src/model/value/tournament/deviance.js";
import { outcomeBetween } from "../../src/model/value/tournament/snapshot.js";
import type { ResultTable } from "../measurement.js";
import { knownOn, simulateRounds } from "../model/value/simulate-rounds.js";
import { cdnowBook, groceryBook, type OrderBook, snapshotOf } from "./_order-books.js";

const PLANTED = { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 };
const REPLICATIONS = 40;
const AS_OF = "2024-12-31";

function roundsBook(months: readonly number[], clients: number, lastsDays: number, replication: number) {
  const openings = Array.from({ length: 7 }, (_, year) =>
    months.map((month) => `${2018 + year}-${String(month).padStart(2, "0")}-04`),
  ).flat();
  const seed = (replication + 0.5) / REPLICATIONS;
  return simulateRounds({ clients, openings, lastsDays, parameters: PLANTED, seed });
}

/** Orders on any day: gaps are Erlang, rates differ or are alike, clients leave after six years in the mean. */
function anyDayBook(
  regularity: number,
  gapMonths: number,
  wonOverMonths: number,
  alike: boolean,
  seed: number,
) {
  const random = randomLcg(seed);
  const start = epochDayOf("2018-01-01");
  return Array.from({ length: 400 }, () => {
    const pace = alike ? 1 : randomGamma.source(random)(3)() / 3;
    const gap = randomGamma.source(random)(regularity, (gapMonths * 30.4) / regularity / pace);
    const first = start + 30.4 * wonOverMonths * random();
    const end = Math.min(first - 72 * 30.4 * Math.log(1 - random()), epochDayOf(AS_OF));
    const days: string[] = [];
    for (let day = first; day < end; day += gap()) days.push(isoDateOf(Math.floor(day)));
    return days;
  });
}

function noticed(): ResultTable {
  const real = (name: string, book: OrderBook, asOf: string) => {
    const { histories } = snapshotOf(book, asOf);
    return [`${name}, ${asOf}`, histories.length, 1, noticeOrderRounds(histories) === null ? 0 : 1, "none"];
  };
  const anyDay = [1, 2, 4, 8, 20, 60].map((regularity) => {
    const books = [2, 6, 12, 24, 48].flatMap((gapMonths) =>
      [1, 3, 12, 60].flatMap((wonOver) =>
        [true, false].map((alike) => anyDayBook(regularity, gapMonths, wonOver, alike, gapMonths / 49)),
      ),
    );
    const found = books.filter((book) => noticeOrderRounds(knownOn(book, AS_OF)) !== null).length;
    return [`simulated, on any day, Erlang-${regularity}`, 400, books.length, found, "none"];
  });
  const inRounds = (
    [
      [[10], 60, 20],
      [[10], 120, 20],
      [[10], 120, 90],
      [[10], 1000, 120],
      [[3, 9], 120, 25],
      [[1, 4, 7, 10], 120, 15],
      [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 120, 4],
    ] as const
  ).map(([months, clients, lastsDays]) => {
    const found = Array.from({ length: REPLICATIONS }, (_, replication) =>
      noticeOrderRounds(knownOn(roundsBook(months, clients, lastsDays, replication), "2025-03-31")),
    ).filter((rounds) => rounds?.everyMonths === 12 / months.length).length;
    const name = `simulated, ${months.length} a year, each within ${lastsDays} days`;
    return [name, clients, REPLICATIONS, found, "all"];
  });
  return {
    title: "Where rounds are noticed",
    columns: ["order book", "clients", "books", "noticed (as they are)", "should be"],
    rows: [
      real("CDNOW sample", cdnowBook("sample"), "1998-06-30"),
      real("CDNOW master", cdnowBook("master"), "1998-06-30"),
      real("Grocery", groceryBook(), "2006-12-31"),
      real("Grocery", groceryBook(), "2007-12-30"),
      ...anyDay,
      ...inRounds,
    ],
    note: "Books on any day: mean gaps of 2 to 48 months, clients won over 1 to 60 months, alike or not in how often they order. Books in rounds: seven years, α 1.2, β 0.75, γ 0.66, δ 2.78.",
  };
}

function foretold(): ResultTable {
  const models = (["bg-bb", "pareto-nbd", "mbg-cnbd-k", "nbd"] as const).map(repeatModel);
  const results = Array.from({ length: REPLICATIONS }, (_, replication) => {
    const orderDays = roundsBook([10], 150, 20, replication);
    const book: OrderBook = new Map(
      orderDays.map((days, client) => [`c${client}`, new Map(days.map((day) => [day, 100]))]),
    );
    const [earlier, later] = [snapshotOf(book, "2022-12-31"), snapshotOf(book, "2024-12-31")];
    const { orders, days } = outcomeBetween(earlier, later);
    const level = mean(orders) ?? 0;
    const worst = meanDeviance(new Float64Array(orders.length).fill(level), orders, VARIANCE_POWER.orders);
    return models.map((model) => {
      const fit = fitRepeatOrders(model, earlier.histories, earlier.histories);
      if (fit === null) return null;
      const expected = Float64Array.from(earlier.histories, (history) =>
        orderForecaster(fit)(history).until(days),
      );
      return {
        loss: meanDeviance(expected, orders, VARIANCE_POWER.orders) / worst,
        total: (mean(expected) ?? 0) / level,
      };
    });
  });
  return {
    title: "Orders of the next two yearly fairs, foretold from the first five",
    columns: ["model", "mean error", "best of all", "expected / came, mean", "books"],
    rows: models.map(({ label }, model) => {
      const own = results.flatMap((row) => row[model] ?? []);
      const best = results.filter((row) =>
        row.every((other) => other === null || (row[model]?.loss ?? 9) <= other.loss),
      ).length;
      return [
        label,
        (mean(own, ({ loss }) => loss) ?? 0).toFixed(3),
        `${best} of ${results.length}`,
        (mean(own, ({ total }) => total) ?? 0).toFixed(3),
        own.length,
      ];
    }),
    note: "150 clients. Error: deviance as a share of that of the same guess for each; 0 is perfect.",
  };
}

/** Are order rounds noticed where they are, and only there, and does BG/BB foretell them better? */
export default async function studyOrderRounds(): Promise<readonly ResultTable[]> {
  return [noticed(), foretold()];
}
