import { DAYS_A_MONTH } from "../../numerics/calendar.js";
import { BASELINES, baselineRevenue } from "../accuracy/baselines.js";
import type { ClientHistory } from "../client-history.js";
import { expectedOrderRevenue, fitOrderValue, type OrderValueFit } from "../order-value.js";
import type { ClientTraits } from "./client-predictors.js";
import { type Entrant, type EntrantKind, predictionOf, type Round, type Verdict } from "./contest.js";
import { learnRate } from "./learned-rate.js";
import { REGRESSION } from "./order-contest.js";
import { outcomeBetween, type Snapshot } from "./snapshot.js";

/** What one order day of each client is taken to bring. */
const ORDER_VALUES = ["expected order value", "own mean order"] as const;

type OrderValueRule = (typeof ORDER_VALUES)[number];

/** Who predicts orders, as the contest for orders left them. */
interface OrderPredictor {
  readonly name: string;
  readonly kind: EntrantKind;
}

/**
 * Who predicts revenue: every model of orders with expected order values; the predictor that won orders with
 * each rule for an order's value, and a regression on revenue, which are blended; trivial rules.
 */
export function revenueEntrants(models: readonly string[], orders: OrderPredictor): Entrant[] {
  return [
    ...ORDER_VALUES.map(
      (rule): Entrant => ({
        name: entrantName(orders.name, rule),
        kind: orders.kind === "blend" ? "model" : orders.kind,
        blended: true,
      }),
    ),
    { name: REGRESSION, kind: "regression", blended: true },
    ...models
      .filter((name) => name !== orders.name)
      .map(
        (name): Entrant => ({
          name: expectedValueEntrant(name),
          kind: "model",
          blended: false,
        }),
      ),
    ...BASELINES.map((name): Entrant => ({ name, kind: "rule", blended: false })),
  ];
}

/**
 * Revenue expected of the clients of the last snapshot over the next `days`, by entrant; `orders` are the order days
 * expected of them, by predictor.
 */
export function revenuePredictions(
  models: readonly string[],
  winner: string,
  orders: ReadonlyMap<string, Float64Array>,
  snapshots: readonly Snapshot[],
  days: number,
  traits: ClientTraits,
): Map<string, Float64Array> {
  const histories = snapshots.at(-1)?.histories ?? [];
  const fit = fitOrderValue(histories);
  const predictions = new Map<string, Float64Array>();
  const add = (name: string, rule: OrderValueRule): void => {
    const count = orders.get(name);
    if (count === undefined) return;
    const values = orderValues(rule, fit, histories);
    predictions.set(
      entrantName(name, rule),
      count.map((expected, index) => expected * (values[index] ?? 0)),
    );
  };
  for (const rule of ORDER_VALUES) add(winner, rule);
  for (const name of models) if (name !== winner) add(name, "expected order value");
  const learned = learnRate(snapshots, "revenue", traits);
  if (learned !== null) predictions.set(REGRESSION, learned(histories, days));
  for (const rule of BASELINES) {
    predictions.set(rule, Float64Array.from(baselineRevenue(rule, histories, days / DAYS_A_MONTH)));
  }
  return predictions;
}

/** The rounds of the contest for revenue, on top of that for orders, round by round. */
export function revenueRounds(
  models: readonly string[],
  winner: string,
  orders: Verdict,
  snapshots: readonly Snapshot[],
  traits: ClientTraits,
): Round[] {
  return snapshots.slice(0, -1).flatMap((from, index): Round[] => {
    const to = snapshots[index + 1];
    const predicted = orders.predictions[index];
    if (to === undefined || predicted === undefined) return [];
    const { revenue, days } = outcomeBetween(from, to);
    const seen = snapshots.slice(0, index + 1);
    const predictions = revenuePredictions(models, winner, predicted, seen, days, traits);
    return [{ origin: from.asOf, actual: revenue, predictions }];
  });
}

/** Order days expected ahead by every predictor and the blends. */
export function withBlends(
  verdict: Verdict,
  predictions: ReadonlyMap<string, Float64Array>,
): Map<string, Float64Array> {
  const all = new Map(predictions);
  for (const { name } of verdict.standings) {
    const predicted = predictionOf(name, verdict, predictions);
    if (predicted !== undefined) all.set(name, predicted);
  }
  return all;
}

/** The entrant of a model of orders with expected order values. */
export function expectedValueEntrant(orders: string): string {
  return entrantName(orders, "expected order value");
}

function entrantName(orders: string, rule: OrderValueRule): string {
  return `${orders} × ${rule}`;
}

function orderValues(
  rule: OrderValueRule,
  fit: OrderValueFit | null,
  histories: readonly ClientHistory[],
): number[] {
  if (fit === null) return histories.map(() => 0);
  return histories.map(({ orders }) =>
    rule === "own mean order" && orders.meanRevenue !== null
      ? fit.realisedShare * orders.meanRevenue
      : expectedOrderRevenue(fit, orders),
  );
}
