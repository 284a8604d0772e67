import type { SpendLine } from "../model/economics/spend-line.js";

/** What the page on the budget is made of, as far as its components use it. */
export interface BudgetData {
  readonly lines: readonly SpendLine[];
  /** The same with every channel by segment; null where that says no more. */
  readonly bySegment: readonly SpendLine[] | null;
  readonly months: { readonly from: string; readonly to: string } | null;
  readonly arrivals: "deals" | "clients";
  readonly measure: string | null;
  readonly unmatched: { readonly spendOnly: readonly string[]; readonly clientsOnly: readonly string[] };
  readonly nothingToKeep: boolean;
}
