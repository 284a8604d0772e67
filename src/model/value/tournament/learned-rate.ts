import type { ClientHistory } from "../client-history.js";
import { type Behaviour, type ClientTraits, clientPredictors, orderBehaviour } from "./client-predictors.js";
import { VARIANCE_POWER } from "./deviance.js";
import { evenlySpaced } from "./evenly-spaced.js";
import { fitRateRegression, regressionMean } from "./rate-regression.js";
import type { Outcomes, Snapshot } from "./snapshot.js";

/** Expected orders or revenue of clients over the days to come. */
export type Prediction = (histories: readonly ClientHistory[], days: number) => Float64Array;

/** How fast business dwindles may lie this far from not at all, on a log scale of time. */
const DWINDLING_DEVIATION = 0.3;

/** More rows than this would tell next to nothing more. */
const MOST_ROWS = 200_000;

/**
 * A regression of what came on what was known: it learns from every earlier snapshot and all that came from it
 * until each later one (`outcomes`), the length of that time among its predictors, so that it may be asked for longer
 * times than it has seen. `behaviour` says what it sees of what clients did. Of more than 200,000 rows it takes evenly
 * spaced clients. Nothing after the last snapshot is used. Null when nothing came.
 */
export function learnRate(
  snapshots: readonly Snapshot[],
  outcomes: Outcomes,
  measure: "orders" | "revenue",
  traits: ClientTraits,
  behaviour: Behaviour = orderBehaviour,
): Prediction | null {
  const histories = snapshots.slice(0, -1).flatMap((snapshot) => snapshot.histories);
  if (histories.length === 0) return null;
  const spans = snapshots.flatMap(({ histories: clients }, from) =>
    snapshots.slice(from + 1).map((_, later) => ({ clients, outcome: outcomes(from, from + 1 + later) })),
  );
  const middleLogDays = spans.reduce((sum, { outcome }) => sum + Math.log(outcome.days), 0) / spans.length;
  const { of, priorDeviations } = clientPredictors(histories, traits, behaviour, Math.exp(middleLogDays));
  const row = (history: ClientHistory, days: number): Float64Array =>
    Float64Array.of(...of(history, days), Math.log(days) - middleLogDays);
  const share = MOST_ROWS / spans.reduce((sum, { clients }) => sum + clients.length, 0);
  const rows = spans.flatMap(({ clients, outcome: { days, [measure]: came } }) =>
    evenlySpaced(clients.length, Math.ceil(share * clients.length)).flatMap((client) => {
      const history = clients[client];
      return history === undefined
        ? []
        : [{ predictors: row(history, days), logDays: Math.log(days), target: came[client] ?? 0 }];
    }),
  );
  const fit = fitRateRegression(
    {
      predictors: rows.map(({ predictors }) => predictors),
      offsets: Float64Array.from(rows, ({ logDays }) => logDays),
      targets: Float64Array.from(rows, ({ target }) => target),
    },
    VARIANCE_POWER[measure],
    [...priorDeviations, DWINDLING_DEVIATION],
  );
  if (fit === null) return null;
  return (clients, days) =>
    Float64Array.from(clients, (history) => regressionMean(fit, row(history, days), Math.log(days)));
}
