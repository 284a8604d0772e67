import { defineStep } from "../run/step.js";
import { capacityOf } from "./capacity.js";
import { prospectRows } from "./prospect-rows.js";

/** How many of the ranked prospects are of the kind to avoid; null where no kind is named. */
export interface AvoidedOnList {
  readonly ranked: number;
  /** Of the first `first`, which the team can work. */
  readonly listed: number;
  readonly first: number;
}

export const avoidedOnList = defineStep("avoided-on-list", async (context): Promise<AvoidedOnList | null> => {
  const rows = await prospectRows(context);
  const first = Math.min(capacityOf(context.settings), rows.length);
  if (!rows.some(({ avoid }) => avoid !== null)) return null;
  return {
    ranked: rows.filter(({ avoid }) => avoid).length,
    listed: rows.slice(0, first).filter(({ avoid }) => avoid).length,
    first,
  };
});
