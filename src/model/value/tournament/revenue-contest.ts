import { DAYS_A_MONTH } from "../../numerics/calendar.js";
import { BASELINES, baselineRevenue } from "../accuracy/baselines.js";
import type { ClientHistory } from "../client-history.js";
import {
  expectedOrderRevenue,
  fitOrderValue,
  type OrderValueFit,
  withGammaGamma,
  withLognormal,
} from "../orders/order-value.js";
import type { ClientTraits } from "./client-predictors.js";
import type { ContestField, Entrant, Verdict } from "./contest.js";
import { learnRate } from "./learned-rate.js";
import { REGRESSION } from "./order-contest.js";
import { remembered } from "./remembered.js";
import type { Outcomes, Snapshot } from "./snapshot.js";
import type { EntrantKind } from "./standing.js";

/** What one order day of each client is taken to bring. */
const ORDER_VALUES = [
  "expected order value",
  "gamma-gamma order value",
  "lognormal order value",
  "own mean order",
] as const;

type OrderValueRule = (typeof ORDER_VALUES)[number];

/** Who predicts orders, as the contest for orders left them. */
interface OrderPredictor {
  readonly name: string;
  readonly kind: EntrantKind;
}

/**
 * Who predicts revenue: every model of orders with expected order values; the predictor that won orders with
 * each rule for an order's value, and a regression on revenue, which are blended (but for gamma-gamma by itself: as a
 * member it gained nothing where orders are lognormal, and is the expected value where they are not); trivial rules.
 */
export function revenueEntrants(models: readonly string[], orders: OrderPredictor): Entrant[] {
  return [
    ...ORDER_VALUES.map(
      (rule): Entrant => ({
        name: entrantName(orders.name, rule),
        kind: orders.kind === "blend" ? "model" : orders.kind,
        blended: rule !== "gamma-gamma order value",
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

/** Revenue expected of the clients of the last snapshot over any number of days, given the order days, by entrant. */
function revenuePredictor(
  models: readonly string[],
  winner: string,
  snapshots: readonly Snapshot[],
  outcomes: Outcomes,
  traits: ClientTraits,
): (orders: ReadonlyMap<string, Float64Array>, days: number) => Map<string, Float64Array> {
  const histories = snapshots.at(-1)?.histories ?? [];
  const fit = fitOrderValue(histories);
  const values = new Map(ORDER_VALUES.map((rule) => [rule, orderValues(rule, fit, histories)] as const));
  const learned = learnRate(snapshots, outcomes, "revenue", traits);
  return (orders, days) => {
    const predictions = new Map<string, Float64Array>();
    const add = (name: string, rule: OrderValueRule): void => {
      const count = orders.get(name);
      if (count === undefined) return;
      predictions.set(
        entrantName(name, rule),
        count.map((expected, index) => expected * (values.get(rule)?.[index] ?? 0)),
      );
    };
    for (const rule of ORDER_VALUES) add(winner, rule);
    for (const name of models) if (name !== winner) add(name, "expected order value");
    if (learned !== null) predictions.set(REGRESSION, learned(histories, days));
    for (const rule of BASELINES) {
      predictions.set(rule, Float64Array.from(baselineRevenue(rule, histories, days / DAYS_A_MONTH)));
    }
    return predictions;
  };
}

/** The contest for revenue, on top of that for orders. */
export function revenueField(
  models: readonly string[],
  winner: string,
  orders: Verdict,
  snapshots: readonly Snapshot[],
  outcomes: Outcomes,
  traits: ClientTraits,
): ContestField {
  const predictors = snapshots.map((_, day) =>
    revenuePredictor(models, winner, snapshots.slice(0, day + 1), outcomes, traits),
  );
  return {
    days: snapshots.map(({ asOf }) => asOf),
    predict: remembered((day, ahead) => predictors[day]?.(orders.predict(day, ahead), ahead) ?? new Map()),
    actual: (day, until) => outcomes(day, until).revenue,
  };
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
  const used =
    rule === "lognormal order value"
      ? withLognormal(fit, histories)
      : rule === "gamma-gamma order value"
        ? withGammaGamma(fit)
        : fit;
  return histories.map(({ orders }) =>
    rule === "own mean order" && orders.meanRevenue !== null
      ? used.realisedShare * orders.meanRevenue
      : expectedOrderRevenue(used, orders),
  );
}
