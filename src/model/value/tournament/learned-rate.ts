import type { ClientHistory } from "../client-history.js";
import { type Behaviour, type ClientTraits, clientPredictors, orderBehaviour } from "./client-predictors.js";
import { VARIANCE_POWER } from "./deviance.js";
import { fitRateRegression, regressionMean } from "./rate-regression.js";
import { outcomeBetween, type Snapshot } from "./snapshot.js";

/** Expected orders or revenue of clients over the days to come. */
export type Prediction = (histories: readonly ClientHistory[], days: number) => Float64Array;

/** How fast business dwindles may lie this far from not at all, on a log scale of time. */
const DWINDLING_DEVIATION = 0.3;

/**
 * A regression of what came on what was known: it learns from every earlier snapshot and all that came from it
 * until each later one, the length of that time among its predictors, so that it may be asked for longer times
 * than it has seen. `behaviour` says what it sees of what clients did. Nothing after the last snapshot is used. Null
 * when nothing came.
 */
export function learnRate(
  snapshots: readonly Snapshot[],
  measure: "orders" | "revenue",
  traits: ClientTraits,
  behaviour: Behaviour = orderBehaviour,
): Prediction | null {
  const spans = snapshots.flatMap((from, index) =>
    snapshots.slice(index + 1).map((to) => ({ from, outcome: outcomeBetween(from, to) })),
  );
  const histories = snapshots.slice(0, -1).flatMap((snapshot) => snapshot.histories);
  if (spans.length === 0 || histories.length === 0) return null;
  const middleLogDays = spans.reduce((sum, { outcome }) => sum + Math.log(outcome.days), 0) / spans.length;
  const { of, priorDeviations } = clientPredictors(histories, traits, behaviour, Math.exp(middleLogDays));
  const row = (history: ClientHistory, days: number): Float64Array => {
    const predictors = of(history, days);
    const all = new Float64Array(predictors.length + 1);
    all.set(predictors);
    all[predictors.length] = Math.log(days) - middleLogDays;
    return all;
  };
  const fit = fitRateRegression(
    {
      predictors: spans.flatMap(({ from, outcome }) =>
        from.histories.map((history) => row(history, outcome.days)),
      ),
      offsets: Float64Array.from(
        spans.flatMap(({ from, outcome }) => from.histories.map(() => Math.log(outcome.days))),
      ),
      targets: Float64Array.from(spans.flatMap(({ outcome }) => [...outcome[measure]])),
    },
    VARIANCE_POWER[measure],
    [...priorDeviations, DWINDLING_DEVIATION],
  );
  if (fit === null) return null;
  return (clients, days) =>
    Float64Array.from(clients, (history) => regressionMean(fit, row(history, days), Math.log(days)));
}
