import type { ClientHistory } from "../client-history.js";
import { wholeHistories } from "../fit-value-models.js";
import { purchaseHistoryOf } from "../order-history.js";
import type { RepeatModel, RepeatModelName } from "../repeat/repeat-model.js";
import { repeatForecaster, repeatModel } from "../repeat/repeat-models.js";
import { DAYS_A_WEEK } from "../value-fit.js";
import type { ClientTraits } from "./client-predictors.js";
import type { Entrant, Round } from "./contest.js";
import { learnRate } from "./learned-rate.js";
import { outcomeBetween, type Snapshot } from "./snapshot.js";

export const REGRESSION = "regression on what clients did and are";

/**
 * The models that compete for order days that may fall on any day; the k of (M)BG/CNBD-k is chosen by likelihood,
 * and k = 1 is (M)BG/NBD.
 */
export const COMPETING_MODELS: readonly RepeatModel[] = (
  ["pareto-nbd", "mbg-cnbd-k", "bg-cnbd-k", "nbd"] satisfies RepeatModelName[]
).map(repeatModel);

/** The trivial rules for order days. */
const ORDER_RULES = ["zero", "mean", "run rate"] as const;

/** Who predicts order days: the models, a regression learned on earlier origins, trivial rules. */
export function orderEntrants(models: readonly RepeatModel[]): Entrant[] {
  return [
    ...models.map(({ label }): Entrant => ({ name: label, kind: "model", blended: true })),
    { name: REGRESSION, kind: "regression", blended: true },
    ...ORDER_RULES.map((name): Entrant => ({ name, kind: "rule", blended: false })),
  ];
}

/**
 * Order days expected of the clients of the last snapshot over the next `days`, by entrant. The regression learns
 * from all snapshots; it is absent with one. A model that cannot be fitted (nobody bought twice) is absent.
 */
export function orderPredictions(
  models: readonly RepeatModel[],
  snapshots: readonly Snapshot[],
  days: number,
  traits: ClientTraits,
): Map<string, Float64Array> {
  const histories = snapshots.at(-1)?.histories ?? [];
  const predictions = new Map<string, Float64Array>();
  const repeats = histories.map((history) => purchaseHistoryOf(history.orders));
  const sample = wholeHistories(histories, ({ orders }) => (orders.repeatDays > 0 ? 1 : 0));
  for (const model of models) {
    const fit = model.fit(sample.map((history) => purchaseHistoryOf(history.orders)));
    if (fit === null) continue;
    const { expectedPurchases } = repeatForecaster(fit);
    predictions.set(
      model.label,
      Float64Array.from(repeats, (history) => expectedPurchases(history, days / DAYS_A_WEEK)),
    );
  }
  const learned = learnRate(snapshots, "orders", traits);
  if (learned !== null) predictions.set(REGRESSION, learned(histories, days));
  for (const rule of ORDER_RULES) predictions.set(rule, ruleOrders(rule, histories, days));
  return predictions;
}

/** The rounds of the contest for order days: one a snapshot but the last, each ending on the next. */
export function orderRounds(
  models: readonly RepeatModel[],
  snapshots: readonly Snapshot[],
  traits: ClientTraits,
): Round[] {
  return snapshots.slice(0, -1).flatMap((from, index): Round[] => {
    const to = snapshots[index + 1];
    if (to === undefined) return [];
    const { orders, days } = outcomeBetween(from, to);
    const predictions = orderPredictions(models, snapshots.slice(0, index + 1), days, traits);
    return [{ origin: from.asOf, actual: orders, predictions }];
  });
}

function ruleOrders(
  rule: (typeof ORDER_RULES)[number],
  histories: readonly ClientHistory[],
  days: number,
): Float64Array {
  const exposure = ({ orders }: ClientHistory): number => Math.max(30, orders.ageDays);
  if (rule === "zero") return new Float64Array(histories.length);
  if (rule === "run rate") {
    return Float64Array.from(histories, (history) => (history.orders.repeatDays / exposure(history)) * days);
  }
  const repeats = histories.reduce((sum, { orders }) => sum + orders.repeatDays, 0);
  const time = histories.reduce((sum, history) => sum + exposure(history), 0);
  return new Float64Array(histories.length).fill(time > 0 ? (repeats / time) * days : 0);
}
