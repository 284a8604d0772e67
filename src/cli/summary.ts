import type { RunSummary } from "../data/run/run-summary.js";
import { oneLine } from "../warehouse/one-line.js";

/** What closes a command: the figures that a person would check first, what was written, and how long it took. */
export interface CommandSummary extends RunSummary {
  /** What was written, e.g. "Report              dist". */
  readonly result: string;
  readonly seconds: number;
}

const warningsShown = 8;

/** The closing summary as text. */
export function describeSummary(summary: CommandSummary): string {
  const count = (value: number) => value.toLocaleString("en-GB");
  const shown = summary.warnings.slice(0, warningsShown).map((warning) => `    ${oneLine(warning)}`);
  const more = summary.warnings.length - shown.length;
  return [
    `  Rows read           ${count(summary.rowsRead)} (${count(summary.rowsRejected)} rejected, ${count(summary.rowsExcluded)} excluded)`,
    `  Clients             ${count(summary.clients)}`,
    `  High-value clients  ${count(summary.highValueClients)}`,
    `  Prospects scored    ${count(summary.prospectsScored)}`,
    `  Warnings            ${count(summary.warnings.length)}`,
    ...shown,
    ...(more > 0 ? [`    and ${count(more)} more on the data quality page`] : []),
    `  ${summary.result}`,
    `  Time                ${summary.seconds.toFixed(1)} s`,
  ].join("\n");
}
