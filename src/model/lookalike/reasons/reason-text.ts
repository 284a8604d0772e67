import type { Reason } from "./reasons.js";

/** Reasons as one cell of a file: "employees = 600: value ×2.29; industry = Retail: win ×0.81". */
export function reasonsText(reasons: readonly Reason[]): string {
  return reasons
    .map(
      ({ field, value, multiplier, part }) =>
        `${field} = ${value}: ${part === "win" ? "win" : "value"} ×${multiplier.toFixed(2)}`,
    )
    .join("; ");
}
