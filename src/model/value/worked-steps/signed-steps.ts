import { isoDateOf } from "../../numerics/calendar.js";
import { billedWithin } from "../billing.js";
import { figure, type ValueStep, type Workings } from "./value-step.js";

/** What is left to bill of each contract's latest term, within the horizon: no chance hangs on it. */
export function signedSteps({ forecast, calendar, margins }: Workings): ValueStep[] {
  const { asOfDay, horizonEnd } = calendar;
  const horizon = { afterDay: 0, lastDay: horizonEnd };
  return (forecast.signed ?? []).map((signed) => {
    const margin = margins.signed[signed.kind];
    const revenue = signed.revenue * billedWithin(signed, { ...horizon, discounted: false }, calendar);
    const discounted = signed.revenue * billedWithin(signed, { ...horizon, discounted: true }, calendar);
    return {
      kind: "residual part",
      label: `Signed and not yet billed, until ${isoDateOf(asOfDay + Math.min(signed.lastDay, horizonEnd))}`,
      formula: `${figure(revenue)}, evenly over the days, × margin ${figure(margin)} × discount ${figure(discounted / revenue)}`,
      value: margin * discounted,
      unit: "money",
    };
  });
}
