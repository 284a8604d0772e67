/** A coefficient between −1 and 1 with two decimals and a true minus; nothing is never below zero. */
export function twoDecimals(value: unknown): string {
  return Number(value)
    .toFixed(2)
    .replace(/^-(?!0\.00$)/, "−")
    .replace(/^-/, "");
}
