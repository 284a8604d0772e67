import { accountPages } from "../account-pages.js";
import { publishPages, writePageWhenMain } from "../publication.js";
import { accountSchema } from "../published/account.js";

export const account = publishPages("accounts/[id].json", accountSchema, accountPages);
await writePageWhenMain(import.meta.url, account);
