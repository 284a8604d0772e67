import { publishJson, writeWhenMain } from "./publication.js";
import { notReady } from "./published/common.js";
import { marketSchema } from "./published/market.js";
import { shownMarket } from "./shown-market.js";

export const market = publishJson("market.json", marketSchema.or(notReady), shownMarket);
await writeWhenMain(import.meta.url, market);
