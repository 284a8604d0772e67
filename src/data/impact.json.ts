import { notReady } from "./published/common.js";
import { impactSchema } from "./published/impact.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { impactPage } from "./sales/impact-page.js";

export const impact = publishJson("impact.json", impactSchema.or(notReady), impactPage);
await writeWhenMain(import.meta.url, impact);
