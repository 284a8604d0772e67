import type { Account } from "../account.js";
import { fieldKey } from "./field-meaning.js";
import { categoryOf } from "./read-firmographic.js";

const DATES_A_FIELD = /_(as_of|as_at|date|dated|dated_on|on|at|updated|updated_on|updated_at)$/;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}/;

/**
 * Share of the clients for which the field is dated after their sale, of those for which it is dated at all: by its
 * own value where that is an ISO date, else by a field named for it ("employees_as_of" dates "employees"). 0 where nothing
 * is dated; what has no date cannot be judged.
 */
export function shareDatedAfterSale(
  clients: readonly Account[],
  field: string,
  saleDates: ReadonlyMap<string, string>,
): number {
  const dating = clients[0] ? datingField(clients[0], field) : null;
  let dated = 0;
  let late = 0;
  for (const client of clients) {
    const sale = saleDates.get(client.accountId);
    const day = dayOf(client, field) ?? (dating === null ? null : dayOf(client, dating));
    if (sale === undefined || day === null) continue;
    dated++;
    if (day > sale.slice(0, 10)) late++;
  }
  return dated > 0 ? late / dated : 0;
}

/** Every account of a run carries the same fields, so one tells which field dates another. */
function datingField({ firmographics }: Account, field: string): string | null {
  const key = fieldKey(field);
  return (
    Object.keys(firmographics).find((other) => {
      const otherKey = fieldKey(other);
      return otherKey !== key && otherKey.replace(DATES_A_FIELD, "") === key;
    }) ?? null
  );
}

function dayOf(account: Account, field: string): string | null {
  const text = categoryOf(account, field);
  return text !== null && ISO_DAY.test(text) ? text.slice(0, 10) : null;
}
