import type { ClientHistory } from "../client-history.js";
import { wholeHistories } from "../fit-value-models.js";
import { type ExpectedOrders, orderForecaster } from "../orders/order-forecaster.js";
import { fitRepeatOrders } from "../repeat/fit-repeat-orders.js";
import type { RepeatModel, RepeatModelName } from "../repeat/repeat-model.js";
import { repeatModel } from "../repeat/repeat-models.js";
import { DAYS_A_WEEK } from "../value-fit.js";
import type { ClientTraits } from "./client-predictors.js";
import type { ContestField, Entrant } from "./contest.js";
import { COVARIATE_MODEL, covariatePredictor, PLAIN_OF_COVARIATES } from "./covariate-predictor.js";
import { learnRate } from "./learned-rate.js";
import { remembered } from "./remembered.js";
import type { Outcomes, Snapshot } from "./snapshot.js";

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

/**
 * Who predicts order days: the models, a regression learned on earlier origins, trivial rules. NBD is no member of
 * the blends: the others become it where nobody leaves, and where somebody does it would only raise every client.
 */
export function orderEntrants(models: readonly RepeatModel[], traits: ClientTraits): Entrant[] {
  const covariates = traits.features.length > 0 && models.some(({ label }) => label === PLAIN_OF_COVARIATES);
  return [
    ...models.map(({ name, label }): Entrant => ({ name: label, kind: "model", blended: name !== "nbd" })),
    ...(covariates ? [{ name: COVARIATE_MODEL, kind: "model", blended: false } as const] : []),
    { name: REGRESSION, kind: "regression", blended: true },
    ...ORDER_RULES.map((name): Entrant => ({ name, kind: "rule", blended: false })),
  ];
}

/**
 * Order days expected of the clients of the last snapshot over any number of days, by entrant. The regression learns
 * from all snapshots; it is absent with one. A model that cannot be fitted (nobody bought twice) is absent.
 */
function orderPredictor(
  models: readonly RepeatModel[],
  snapshots: readonly Snapshot[],
  outcomes: Outcomes,
  traits: ClientTraits,
): (days: number) => Map<string, Float64Array> {
  const histories = snapshots.at(-1)?.histories ?? [];
  const sample = wholeHistories(histories, ({ orders }) => (orders.repeatDays > 0 ? 1 : 0));
  const forecasts = models.flatMap((model): [string, ExpectedOrders[]][] => {
    const fit = fitRepeatOrders(model, sample, histories);
    return fit === null ? [] : [[model.label, histories.map(orderForecaster(fit))]];
  });
  const withTraits = covariatePredictor(histories, sample, traits);
  const learned = learnRate(snapshots, outcomes, "orders", traits);
  return (days) => {
    const predictions = new Map<string, Float64Array>();
    const ahead = days / DAYS_A_WEEK;
    for (const [label, clients] of forecasts) {
      predictions.set(
        label,
        Float64Array.from(clients, ({ until }) => until(days)),
      );
    }
    const plain = predictions.get(PLAIN_OF_COVARIATES);
    const fitted = withTraits?.(ahead) ?? plain;
    if (fitted !== undefined) predictions.set(COVARIATE_MODEL, fitted);
    if (learned !== null) predictions.set(REGRESSION, learned(histories, days));
    for (const rule of ORDER_RULES) predictions.set(rule, ruleOrders(rule, histories, days));
    return predictions;
  };
}

/** The contest for order days: each snapshot knows what was known then, the last one is the present. */
export function orderField(
  models: readonly RepeatModel[],
  snapshots: readonly Snapshot[],
  outcomes: Outcomes,
  traits: ClientTraits,
): ContestField {
  const predictors = snapshots.map((_, day) =>
    orderPredictor(models, snapshots.slice(0, day + 1), outcomes, traits),
  );
  return {
    days: snapshots.map(({ asOf }) => asOf),
    predict: remembered((day, ahead) => predictors[day]?.(ahead) ?? new Map()),
    actual: (day, until) => outcomes(day, until).orders,
  };
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
