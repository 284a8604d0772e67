import { sampleCorrelation } from "simple-statistics";
import { accuracy } from "../../src/model/value/accuracy/accuracy.js";
import type { Verdict } from "../../src/model/value/tournament/contest.js";
import { COMPETING_MODELS } from "../../src/model/value/tournament/order-contest.js";
import { repeatTournament } from "../../src/model/value/tournament/repeat-tournament.js";
import { rollingOrigins } from "../../src/model/value/tournament/rolling-origins.js";
import { outcomeBetween } from "../../src/model/value/tournament/snapshot.js";
import type { ResultTable } from "../measurement.js";
import { firstDayOf, type OrderBook, snapshotOf } from "./_order-books.js";

/** The tournament on a book up to `asOf`, what it expects of the time until `until`, and what came, which chose nothing. */
export function holdoutOf(book: OrderBook, asOf: string, until: string) {
  const plan = rollingOrigins(firstDayOf(book), asOf);
  const snapshots = [...plan.origins, asOf].map((day) => snapshotOf(book, day));
  const tournament = repeatTournament(COMPETING_MODELS, snapshots, { accounts: [], features: [] });
  const now = snapshotOf(book, asOf);
  const came = outcomeBetween(now, snapshotOf(book, until));
  return { plan, tournament, now, came, ahead: tournament.ahead(came.days) };
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
