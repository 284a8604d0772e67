import { impactPage } from "./impact-page.js";
import { publishJson, writeWhenMain } from "./publication.js";
import { notReady } from "./published/common.js";
import { impactSchema } from "./published/impact.js";

export const impact = publishJson("impact.json", impactSchema.or(notReady), impactPage);
await writeWhenMain(import.meta.url, impact);
