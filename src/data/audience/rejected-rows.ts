import type { Reject } from "../../warehouse/inputs.js";
import type { RejectedRow } from "../published/quality.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { type Audience, mayShow } from "./audience.js";
import { shownWarning } from "./shown-warnings.js";

/** The rejects that output for the audience may carry: none without names, and values of the columns that it may see. */
export function shownRejects(audience: Audience | null, rejects: readonly Reject[]): readonly Reject[] {
  if (audience === null) return rejects;
  if (!mayShow(audience, "name")) return [];
  return rejects.map((reject) => ({
    ...reject,
    value: reject.column !== null && mayShow(audience, reject.column) ? reject.value : null,
    reason: shownWarning(audience, reject.reason),
  }));
}

/** Every rejected row that the inputs list and the audience may see, by file and line. */
export const rejectedRows = defineStep("rejected-rows", async (context): Promise<readonly RejectedRow[]> => {
  const { quality } = await inputs(context);
  return quality.files
    .flatMap(({ rejects }) => shownRejects(context.audience, rejects))
    .map(({ column, value, ...reject }) => ({ ...reject, column: column ?? "", value: value ?? "" }))
    .sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
});
