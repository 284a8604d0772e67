import { accountPages } from "../key-accounts/account-pages.js";
import { accountSchema } from "../published/account.js";
import { publishPages, writePageWhenMain } from "../run/publication.js";

export const account = publishPages("accounts/[id].json", accountSchema, accountPages);
await writePageWhenMain(import.meta.url, account);
