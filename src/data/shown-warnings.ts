import type { InputQuality } from "../warehouse/inputs.js";
import type { Audience } from "./audience.js";

/** What stands for a value that is not shown. */
const LEFT_OUT = "“…”";

/** A warning as output for the audience may carry it: values of cells stand in quotes, and are left out. */
export function shownWarning(audience: Audience | null, warning: string): string {
  return audience === null ? warning : warning.replaceAll(/"(?:[^"\\]|\\.)*"/g, LEFT_OUT);
}

/** What reading found, with the warnings that output for the audience may carry. */
export function withShownWarnings(audience: Audience | null, quality: InputQuality): InputQuality {
  const shown = (warnings: readonly string[]): string[] => [
    ...new Set(warnings.map((one) => shownWarning(audience, one))),
  ];
  return {
    ...quality,
    warnings: shown(quality.warnings),
    files: quality.files.map((file) => ({ ...file, warnings: shown(file.warnings) })),
  };
}
