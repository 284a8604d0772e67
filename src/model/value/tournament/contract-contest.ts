import { DAYS_A_MONTH } from "../../numerics/calendar.js";
import { BASELINES, baselineRevenue } from "../accuracy/baselines.js";
import { fitValueModels } from "../fit-value-models.js";
import { expectedRevenue } from "../forecast/expected-revenue.js";
import { forecastCalendar } from "../forecast/forecast-calendar.js";
import type { ClientTraits } from "./client-predictors.js";
import type { ContestField, Entrant } from "./contest.js";
import { contractBehaviour } from "./contract-behaviour.js";
import { learnRate } from "./learned-rate.js";
import { REGRESSION } from "./order-contest.js";
import { remembered } from "./remembered.js";
import { type Outcomes, outcomesOf, type Snapshot } from "./snapshot.js";

/** Renewals of live contracts and orders beside them. */
export const CONTRACT_MODEL = "contract model";

/** A rule that knows what a client brings is one of those that are blended. */
const BLENDED_RULE = "last 12 months";

/**
 * Who predicts the revenue of clients under contract: the contract model, a regression on the state of their contracts
 * learned on earlier origins, trivial rules; the first two and the last 12 months' revenue are blended.
 */
export const CONTRACT_ENTRANTS: readonly Entrant[] = [
  { name: CONTRACT_MODEL, kind: "model", blended: true },
  { name: REGRESSION, kind: "regression", blended: true },
  ...BASELINES.map((name): Entrant => ({ name, kind: "rule", blended: name === BLENDED_RULE })),
];

/** Revenue that the contract model, fitted to the clients of a snapshot, expects of each over a number of days. */
export function contractModelPredictor(
  { asOf, histories }: Snapshot,
  traits: ClientTraits | null = null,
): (days: number) => Float64Array {
  const fit = fitValueModels(histories, undefined, traits);
  return (days) => {
    const horizonMonths = Math.max(1, Math.ceil(days / DAYS_A_MONTH - 0.1));
    const calendar = forecastCalendar({ asOf, horizonMonths, discountRateAnnual: 0 });
    const revenueOf = expectedRevenue(fit, calendar);
    return Float64Array.from(histories, (history) => untilDay(revenueOf(history), calendar.monthEnds, days));
  };
}

/** The contest for revenue of clients under contract; each snapshot knows what was known then, the last one is the present. */
export function contractField(snapshots: readonly Snapshot[], traits: ClientTraits): ContestField {
  const outcomes = outcomesOf(snapshots);
  const predictors = snapshots.map((_, day) =>
    contractPredictor(snapshots.slice(0, day + 1), outcomes, traits),
  );
  return {
    days: snapshots.map(({ asOf }) => asOf),
    predict: remembered((day, ahead) => predictors[day]?.(ahead) ?? new Map()),
    actual: (day, until) => outcomes(day, until).revenue,
  };
}

function contractPredictor(
  snapshots: readonly Snapshot[],
  outcomes: Outcomes,
  traits: ClientTraits,
): (days: number) => Map<string, Float64Array> {
  const now = snapshots.at(-1);
  if (now === undefined) return () => new Map();
  const model = contractModelPredictor(now, traits);
  const learned = learnRate(snapshots, outcomes, "revenue", traits, contractBehaviour);
  return (days) => {
    const predictions = new Map([[CONTRACT_MODEL, model(days)]]);
    if (learned !== null) predictions.set(REGRESSION, learned(now.histories, days));
    for (const rule of BASELINES) {
      predictions.set(rule, Float64Array.from(baselineRevenue(rule, now.histories, days / DAYS_A_MONTH)));
    }
    return predictions;
  };
}

/** A running total by the ends of months, on a day between two of them in proportion. */
function untilDay(totals: ArrayLike<number>, monthEnds: readonly number[], day: number): number {
  const month = monthEnds.findIndex((end) => day <= end);
  const end = monthEnds[month] ?? day;
  const [start, before] = [monthEnds[month - 1] ?? 0, totals[month - 1] ?? 0];
  const total = totals[month] ?? totals[totals.length - 1] ?? 0;
  return month < 0 ? total : before + ((total - before) * (day - start)) / Math.max(1, end - start);
}
