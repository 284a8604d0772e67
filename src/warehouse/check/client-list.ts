import { type Engine, number, text } from "../engine.js";
import { headerKey } from "../read/header.js";
import { typedName } from "./column-names.js";
import type { TypedFile } from "./type-table.js";

/** Fewer clients than this, or than these shares of all, are no matter. */
const LEAST_CLIENTS = 10;
const SHARE_WITHOUT_BOOKS = 0.05;
const SHARE_ALIKE = 0.1;

/** A value that more clients share than this names a chain, a provider of mail or nothing. */
const MOST_ALIKE = 5;

const OF_ONE_COMPANY = /^(name|domain|website|phone|telephone|telefon|address|street|billingstreet|email)$/;

/**
 * Warnings on the list of clients as a whole: many that bring nothing to the books (`client_days`), and many that share a
 * name, domain, phone, address or the like with one to four others, as one client that is listed several times does.
 */
export async function clientListWarnings(engine: Engine, clients: TypedFile): Promise<string[]> {
  const shared = clients.map.columns.filter(({ header, contract }) =>
    [header, contract.name].some((name) => OF_ONE_COMPANY.test(headerKey(name))),
  );
  const alike = shared.map(
    (column) =>
      `coalesce(count(*) OVER (PARTITION BY lower(${typedName("clients", column)})) BETWEEN 2 AND ${MOST_ALIKE} AND ${typedName("clients", column)} IS NOT NULL, false)`,
  );
  const [row] = await engine.rows(
    `SELECT count(*) AS clients, count(*) FILTER (WHERE unknown) AS unknown, count(*) FILTER (WHERE alike) AS alike,
       coalesce(min(client_id) FILTER (WHERE unknown), '') AS example, coalesce(min(client_id) FILTER (WHERE alike), '') AS twin
     FROM (
       SELECT client_id, client_id NOT IN (SELECT client_id FROM client_days) AS unknown, ${["false", ...alike].join(" OR ")} AS alike
       FROM ${clients.accepted}
     ) AS listed`,
  );
  if (row === undefined) return [];
  const [all, unknown, twins] = [number(row, "clients"), number(row, "unknown"), number(row, "alike")];
  const isMuch = (some: number, share: number): boolean => some >= LEAST_CLIENTS && some >= share * all;
  const columns = new Intl.ListFormat("en-GB", { type: "disjunction" }).format(
    shared.map(({ header }) => header),
  );
  return [
    ...(isMuch(unknown, SHARE_WITHOUT_BOOKS)
      ? [
          `${unknown} of ${all} clients, such as ${JSON.stringify(text(row, "example"))}, have neither a transaction nor a contract and take part in no figure: are books missing, or do they belong into prospects?`,
        ]
      : []),
    ...(isMuch(twins, SHARE_ALIKE)
      ? [
          `${twins} of ${all} clients, such as ${JSON.stringify(text(row, "twin"))}, share their ${columns} with another, and each counts as a client of its own: is one listed several times? Then write one client_id in all of its rows`,
        ]
      : []),
  ];
}
