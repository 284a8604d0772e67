import { sampleCorrelation } from "simple-statistics";
import { addMonths, epochDayOf, isoDateOf } from "../../src/model/numerics/calendar.js";
import { accuracy } from "../../src/model/value/accuracy/accuracy.js";
import { backtestValue } from "../../src/model/value/accuracy/backtest-value.js";
import {
  expectedOrderRevenue,
  fitOrderValue,
  withGammaGamma,
} from "../../src/model/value/orders/order-value.js";
import { paretoNbdModel } from "../../src/model/value/pareto-nbd/pareto-nbd-model.js";
import { USUAL_WAYS } from "../../src/model/value/tournament/chosen-ways.js";
import type { Verdict } from "../../src/model/value/tournament/contest.js";
import { COMPETING_MODELS } from "../../src/model/value/tournament/order-contest.js";
import { originTotals } from "../../src/model/value/tournament/origin-totals.js";
import { repeatTournament } from "../../src/model/value/tournament/repeat-tournament.js";
import { repeatVerdict } from "../../src/model/value/tournament/repeat-verdict.js";
import { rollingOrigins } from "../../src/model/value/tournament/rolling-origins.js";
import { outcomeBetween, type Snapshot } from "../../src/model/value/tournament/snapshot.js";
import { commonShock } from "../../src/model/value/uncertainty/common-shock.js";
import { DEFAULT_DRAWS } from "../../src/model/value/value-options.js";
import type { ResultTable } from "../measurement.js";
import { firstDayOf, type OrderBook, snapshotOf } from "./_order-books.js";

const NO_TRAITS = { accounts: [], features: [] };
const SEED = 7;

/** The tournament on a book up to `asOf`, what it expects of the time until `until`, and what came, which chose nothing. */
export function holdoutOf(book: OrderBook, asOf: string, until: string) {
  const plan = rollingOrigins(firstDayOf(book), asOf);
  const snapshots = [...plan.origins, asOf].map((day) => snapshotOf(book, day));
  const tournament = repeatTournament(COMPETING_MODELS, snapshots, NO_TRAITS);
  const now = snapshotOf(book, asOf);
  const came = outcomeBetween(now, snapshotOf(book, until));
  return { plan, tournament, now, came, ahead: tournament.ahead(came.days) };
}

/** Revenue expected of each client by Pareto/NBD × gamma-gamma, as other libraries have it. */
export function paretoTimesGammaGamma(
  { histories }: Snapshot,
  orders: ReadonlyMap<string, Float64Array>,
): number[] {
  const fit = fitOrderValue(histories);
  const orderValue = fit && withGammaGamma(fit);
  const expected = orders.get(paretoNbdModel.label);
  return histories.map(
    (history, index) => (expected?.[index] ?? 0) * expectedOrderRevenue(orderValue, history.orders),
  );
}

/**
 * A book's clients as a report of `asOf` shows them, each with what is expected of it and the middle of its simulated
 * futures, on the `months` after it: the mean is judged by bias and squared error, the middle by absolute error.
 */
export function reportTable(title: string, book: OrderBook, asOf: string, months: number): ResultTable {
  const plan = rollingOrigins(firstDayOf(book), asOf);
  const known = new Map([...plan.origins, asOf].map((day) => [day, snapshotOf(book, day)]));
  const at = (days: readonly string[]) => days.flatMap((day) => known.get(day) ?? []);
  const verdict = repeatVerdict(at([...plan.origins, asOf]), NO_TRAITS);
  const totals = originTotals(
    at([...plan.apart, asOf]),
    plan.windowMonths,
    { ...USUAL_WAYS, repeat: verdict },
    SEED,
  );
  const until = isoDateOf(addMonths(epochDayOf(asOf), months));
  const now = snapshotOf(book, asOf);
  const { revenue } = outcomeBetween(now, snapshotOf(book, until));
  const { rows, predictive } = backtestValue(
    now.histories,
    new Map(now.histories.map(({ clientId }, index) => [clientId, revenue[index] ?? 0])),
    {
      origin: asOf,
      holdoutMonths: months,
      seed: SEED,
      draws: DEFAULT_DRAWS,
      ...(verdict === null ? {} : { models: { repeatModel: verdict.model } }),
      orderFactors: verdict?.factors ?? {},
      shock: commonShock(totals, plan.windowMonths),
    },
  );
  const [expected] = rows;
  const shown = [
    ["what is expected", expected],
    ["the middle of its range", predictive?.middle],
  ] as const;
  const held = predictive?.coverage.map(
    ({ nominal, measured }) => `${Math.round(100 * nominal)} %: ${(100 * measured).toFixed(1)} %`,
  );
  return {
    title: `${title}: what a report of ${asOf} shows of each client, and what came until ${until}`,
    columns: ["", "bias %", "RMSE", "MAE", "Gini"],
    rows: shown.flatMap(([name, all]) =>
      all === undefined
        ? []
        : [
            [
              name,
              ((all.totalBias ?? Number.NaN) * 100).toFixed(1),
              (all.rootMeanSquareError ?? Number.NaN).toFixed(4),
              (all.meanAbsoluteError ?? Number.NaN).toFixed(4),
              (all.normalisedGini ?? Number.NaN).toFixed(4),
            ],
          ],
    ),
    note: `Absolute error asks for medians, bias and squared error for means. Held by intervals of ${held?.join(", ")}.`,
  };
}

/** The tournament on a book up to `asOf`, and its candidates on what came until `until`, which chose nothing. */
export function holdoutTables(
  title: string,
  book: OrderBook,
  asOf: string,
  until: string,
  measures: readonly ("orders" | "revenue")[],
): ResultTable[] {
  const { plan, tournament, now, came, ahead } = holdoutOf(book, asOf, until);
  const repeaters = [...now.histories.keys()].filter(
    (index) => (now.histories[index]?.orders.repeatDays ?? 0) > 0,
  );
  const figure = (value: number | null | undefined, digits = 4): string =>
    value === null || value === undefined || !Number.isFinite(value) ? "–" : value.toFixed(digits);
  return measures.map((measure): ResultTable => {
    const verdict: Verdict = tournament[measure];
    const actual = [...came[measure]];
    const weights = verdict.weights.get(verdict.chosen ?? "") ?? [];
    return {
      title: `${title}: ${measure} until ${until}`,
      columns: [
        "",
        "loss inside",
        "bias %",
        "RMSE",
        "MAE",
        "r",
        "Spearman, repeaters",
        "Gini",
        "top 10 %, lift",
      ],
      rows: verdict.standings.flatMap(({ name, choosingLoss }) => {
        const predicted = ahead[measure].get(name);
        if (predicted === undefined) return [];
        const all = accuracy([...predicted], actual);
        const again = accuracy(
          repeaters.map((index) => predicted[index] ?? 0),
          repeaters.map((index) => actual[index] ?? 0),
        );
        return [
          [
            name === verdict.chosen ? `**${name}** (chosen)` : name,
            figure(choosingLoss),
            figure((all.totalBias ?? Number.NaN) * 100, 1),
            figure(all.rootMeanSquareError),
            figure(all.meanAbsoluteError),
            figure(sampleCorrelation([...predicted], actual)),
            figure(again.spearman),
            figure(all.normalisedGini),
            figure((all.topDecileShare ?? Number.NaN) * 10, 3),
          ],
        ];
      }),
      note: `Chosen on the origins ${verdict.choosingRounds.map((round) => plan.origins[round]).join(", ")}, windows of ${plan.windowMonths} months. ${
        weights.length > 0
          ? `Weights: ${weights.map(({ name, weight }) => `${name} ${weight.toFixed(2)}`).join(", ")}.`
          : ""
      }`,
    };
  });
}
