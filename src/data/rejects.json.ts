import { rejectedRows } from "./audience/rejected-rows.js";
import { rejectsSchema } from "./published/quality.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";

const listed = defineStep("rejects", async (context) => [...(await rejectedRows(context))]);

export const rejects = publishJson("rejects.json", rejectsSchema, listed);
await writeWhenMain(import.meta.url, rejects);
