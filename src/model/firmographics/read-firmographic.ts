import type { Account, FirmographicValue } from "../account.js";

/** The value of a field as given; null when the account lacks it, also for names such as "constructor". */
function firmographicOf(account: Account, field: string): FirmographicValue {
  const value = account.firmographics[field];
  // What every object inherits is neither text nor a number.
  return typeof value === "string" || typeof value === "number" ? value : null;
}

/** The field read as a category: trimmed text, a number as its digits; null when missing, blank or not finite. */
export function categoryOf(account: Account, field: string): string | null {
  const value = firmographicOf(account, field);
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : null;
  const text = value?.trim();
  return text ? text : null;
}

/** The field read as a measure: a finite number; null when missing, infinite or text. */
export function measureOf(account: Account, field: string): number | null {
  const value = firmographicOf(account, field);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
