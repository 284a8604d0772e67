import { marketPage } from "./market-page.js";
import { publishJson, writeWhenMain } from "./publication.js";
import { notReady } from "./published/common.js";
import { marketSchema } from "./published/market.js";

export const market = publishJson("market.json", marketSchema.or(notReady), marketPage);
await writeWhenMain(import.meta.url, market);
