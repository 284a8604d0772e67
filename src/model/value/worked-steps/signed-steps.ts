import { isoDateOf } from "../../numerics/calendar.js";
import { plural } from "../../words/plural.js";
import { billedWithin } from "../contracts/billing.js";
import { figure, type ValueStep, type Workings } from "./value-step.js";

/** What is left to bill of each contract's latest term, and its terms ahead, within the horizon: no chance hangs on them. */
export function signedSteps({ forecast, calendar, margins }: Workings): ValueStep[] {
  const { asOfDay, horizonEnd } = calendar;
  const horizon = { afterDay: 0, lastDay: horizonEnd };
  return (forecast.signed ?? []).flatMap(({ kind, revenue: all, days }): ValueStep[] => {
    const margin = margins.signed[kind];
    const due = days.filter((day) => day <= horizonEnd);
    const revenue = (all * due.length) / days.length;
    const discounted = all * billedWithin(days, { ...horizon, discounted: true }, calendar);
    return due.length === 0
      ? []
      : [
          {
            kind: "residual part",
            label: `Signed and not yet billed, until ${isoDateOf(asOfDay + (due.at(-1) ?? 0))}`,
            formula: `${figure(revenue)} in ${plural(due.length, "part")} × margin ${figure(margin)} × discount ${figure(discounted / revenue)}`,
            value: margin * discounted,
            unit: "money",
          },
        ];
  });
}
