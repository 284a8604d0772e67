import { isoDateOf } from "../numerics/calendar.js";
import { substream } from "../numerics/substream.js";
import type { Vendor } from "./deal.js";
import { closedDayOf, type Opportunity } from "./opportunities.js";
import { lazyTable, type Table } from "./table.js";

/** What a rep booked in a year against the quota. */
export interface Attainment {
  readonly owner: string;
  readonly year: string;
  readonly quota: number;
  readonly booked: number;
}

/**
 * Quotas such that the hunter meets each, and the others miss about half of theirs.
 * Quotas come from bookings rather than the reverse, so that the hunter's record does not hang on luck.
 */
export function attainments(vendor: Vendor, opportunities: readonly Opportunity[]): readonly Attainment[] {
  const booked = new Map<string, number>();
  for (const opportunity of opportunities) {
    const closedDay = closedDayOf(opportunity);
    if (opportunity.stage !== "won" || closedDay === null) continue;
    const key = `${opportunity.deal.seller}/${isoDateOf(closedDay).slice(0, 4)}`;
    booked.set(key, (booked.get(key) ?? 0) + opportunity.amount);
  }
  const { reps } = vendor.salesForce;
  const allBooked = [...booked.values()].reduce((sum, amount) => sum + amount, 0);
  const years = ["2019", "2020", "2021", "2022", "2023", "2024", "2025"];
  const typical = allBooked / (reps.length * years.length);
  return reps.flatMap(({ name: owner }, seller) => {
    const random = substream(vendor.size.seed, `quotas of ${seller}`);
    return years.map((year) => {
      const amount = booked.get(`${seller}/${year}`) ?? 0;
      const isHunter = vendor.size.planted && seller === 0;
      const reached = isHunter ? 1.04 + 0.3 * random() : 0.7 + 0.6 * random();
      const quota = Math.max(isHunter ? 1000 : typical / 2, amount / reached);
      return { owner, year, quota: Math.round(quota / 1000) * 1000, booked: Math.round(amount) };
    });
  });
}

/** Quotas by calendar year, EUR of new business. */
export function quotasTable(records: readonly Attainment[]): Table {
  return lazyTable(["owner", "period", "quota"], function* () {
    for (const { owner, year, quota } of records) yield [owner, year, quota];
  });
}
