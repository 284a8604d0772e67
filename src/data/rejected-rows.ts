import { mayShow } from "./audience.js";
import { inputs } from "./inputs.js";
import type { RejectedRow } from "./published/quality.js";
import { defineStep } from "./step.js";

/** Every rejected row that the inputs list, by file and line; none for an audience that may not see names. */
export const rejectedRows = defineStep("rejected-rows", async (context): Promise<readonly RejectedRow[]> => {
  if (!mayShow(context.audience, "name")) return [];
  const { quality } = await inputs(context);
  return quality.files
    .flatMap(({ rejects }) => rejects)
    .map(({ column, value, ...reject }) => ({ ...reject, column: column ?? "", value: value ?? "" }))
    .sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
});
