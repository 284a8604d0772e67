import { DAYS_A_YEAR, daysBetween } from "../../numerics/calendar.js";
import { quarterNumber, quarterStart } from "../../numerics/quarter.js";

/** Clients younger than this say too little of their pace. */
const YOUNGEST_DAYS = 180;

/**
 * What each client was worth on the first day of a quarter as far as it could be told then: its margin until then,
 * carried on at that pace over the horizon, margin · horizonMonths / 12 / max(1, years as a client).
 *
 * Not discounted. Clients of less than half a year are left out, and those without a purchase before the cut.
 */
export function worthAtCut(
  purchases: readonly { readonly clientId: string; readonly quarter: string; readonly margin: number }[],
  firstOn: ReadonlyMap<string, string>,
  cut: string,
  horizonMonths: number,
): ReadonlyMap<string, number> {
  const margins = new Map<string, number>();
  for (const { clientId, quarter, margin } of purchases) {
    if (quarterStart(quarterNumber(quarter)) >= cut) continue;
    margins.set(clientId, (margins.get(clientId) ?? 0) + margin);
  }
  return new Map(
    [...margins].flatMap(([clientId, margin]) => {
      const days = daysBetween(firstOn.get(clientId) ?? cut, cut);
      const years = Math.max(days / DAYS_A_YEAR, 1);
      return days >= YOUNGEST_DAYS ? [[clientId, (margin * horizonMonths) / 12 / years] as const] : [];
    }),
  );
}
