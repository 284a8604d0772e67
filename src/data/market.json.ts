import { shownMarket } from "./audience/shown-market.js";
import { notReady } from "./published/common.js";
import { marketSchema } from "./published/market.js";
import { publishJson, writeWhenMain } from "./run/publication.js";

export const market = publishJson("market.json", marketSchema.or(notReady), shownMarket);
await writeWhenMain(import.meta.url, market);
