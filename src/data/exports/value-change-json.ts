import { defineStep } from "../run/step.js";
import { valueChange } from "../value/value-change.js";
import { jsonFile } from "./json-file.js";

/** `exports/value-change.json`: the bridge from the previous report's client value to this one's, client by client. */
export const valueChangeExport = defineStep("value-change-export", async (context): Promise<string> => {
  const change = await valueChange(context);
  if (change.status !== "ready") return jsonFile(change);
  const { status, previous, separated, settingChanges, readingChanged, clv, totalValue } = change;
  return jsonFile({
    status,
    previous: { asOf: previous.asOf, version: previous.version, digest: previous.digest },
    separated,
    settingChanges,
    readingChanged,
    clv,
    totalValue,
  });
});
