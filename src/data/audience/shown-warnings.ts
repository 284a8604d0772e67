import type { Audience } from "./audience.js";

/** What stands for a value that is not shown. */
const LEFT_OUT = "“…”";

/** A warning as output for the audience may carry it: values of cells stand in quotes, and are left out. */
export function shownWarning(audience: Audience | null, warning: string): string {
  return audience === null ? warning : warning.replaceAll(/"(?:[^"\\]|\\.)*"/g, LEFT_OUT);
}

/** The different ones of them. */
export function shownWarnings(audience: Audience | null, warnings: readonly string[]): string[] {
  return [...new Set(warnings.map((one) => shownWarning(audience, one)))];
}
