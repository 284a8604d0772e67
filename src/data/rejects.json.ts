import { publishJson, writeWhenMain } from "./publication.js";
import { rejectsSchema } from "./published/quality.js";
import { rejectedRows } from "./rejected-rows.js";
import { defineStep } from "./step.js";

const listed = defineStep("rejects", async (context) => [...(await rejectedRows(context))]);

export const rejects = publishJson("rejects.json", rejectsSchema, listed);
await writeWhenMain(import.meta.url, rejects);
