import { addMonths } from "../numerics/calendar.js";
import type { ClientLife } from "./life.js";
import { MARGIN_BY_KIND } from "./product-range.js";
import { DAYS_A_YEAR } from "./timeline.js";
import { DISCOUNT_RATE, HORIZON_MONTHS } from "./world-settings.js";

/** Margin of the first 60 months of a life, EUR, discounted to its first day. */
export function realisedClv(life: ClientLife, startDay: number): number {
  const endDay = addMonths(startDay, HORIZON_MONTHS);
  return life.purchases
    .filter(({ day }) => day < endDay)
    .reduce((value, { day, kind, amount }) => {
      const discount = (1 + DISCOUNT_RATE) ** (-(day - startDay) / DAYS_A_YEAR);
      return value + amount * MARGIN_BY_KIND[kind] * discount;
    }, 0);
}
