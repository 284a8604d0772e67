import { prospectScores } from "../prospects/prospect-scores.js";
import { accounts } from "../targeting/accounts.js";
import { icpFinding } from "../targeting/icp-finding.js";
import { clientValues } from "../value/client-values.js";
import { intervalWarnings } from "../value/interval-warnings.js";
import { inputs } from "./inputs.js";
import type { RunContext } from "./run-context.js";

/** The figures that close a command. */
export interface RunSummary {
  readonly rowsRead: number;
  readonly rowsRejected: number;
  readonly rowsExcluded: number;
  readonly clients: number;
  readonly highValueClients: number;
  readonly prospectsScored: number;
  readonly warnings: readonly string[];
}

export async function runSummary(context: RunContext): Promise<RunSummary> {
  const { quality } = await inputs(context);
  const { fit, values } = await clientValues(context);
  const { caution } = await accounts(context);
  const { current } = await icpFinding(context);
  const scored = await prospectScores(context);
  const rows = (verdict: "read" | "rejected" | "excluded") =>
    quality.files.reduce((sum, file) => sum + file.rows[verdict], 0);
  const unmet = quality.controls.filter((control) => !control.met).length;
  return {
    rowsRead: rows("read"),
    rowsRejected: rows("rejected"),
    rowsExcluded: rows("excluded"),
    clients: values.length,
    highValueClients: values.filter((value) => value.highValue).length,
    prospectsScored: scored?.scores.filter((score) => score.excluded === null).length ?? 0,
    warnings: [
      ...quality.warnings,
      ...quality.files.flatMap(({ file, warnings }) => warnings.map((warning) => `${file}: ${warning}`)),
      ...(unmet > 0 ? [`${unmet} of ${quality.controls.length} of finance's controls are not met`] : []),
      ...fit.warnings,
      ...(await intervalWarnings(context)),
      ...(current?.warnings ?? []).map((warning) => `current profile: ${warning}`),
      ...(caution === null ? [] : [caution]),
    ],
  };
}
