import { headerKey } from "../../warehouse/read/header.js";

/** Whom a report is for: the columns that its settings allow them to see, by their keys as headers. */
export interface Audience {
  readonly name: string;
  readonly columns: readonly string[];
}

/** True when output for the audience may carry the column of an account; without an audience everything may. */
export function mayShow(audience: Audience | null, column: string): boolean {
  return audience === null || audience.columns.includes(headerKey(column));
}

/** What an account is called in output for the audience: its id where names are not allowed. */
export function shownName(
  audience: Audience | null,
  account: { readonly accountId: string; readonly name: string },
): string {
  return mayShow(audience, "name") ? account.name : account.accountId;
}
