import type { Firmographics, FirmographicValue } from "../../model/account.js";
import type { TypedFile } from "../check/type-table.js";
import { type Engine, type EngineRow, number, text, textOrNull } from "../engine.js";
import type { ClientRecord, FillRate, ProspectRecord, ProspectStatus } from "../inputs.js";
import { literal } from "../sql.js";
import type { FirmographicField } from "./firmographic-fields.js";
import { meaningful, WORDS_OF_NOTHING } from "./text-profiles.js";

/** By field: a text in lower case → the spelling it is written in most often. */
export type Spellings = readonly ReadonlyMap<string, string>[];

/**
 * Accepted clients, ordered by id; without a clients file, those of the books, known by their id only.
 * A day after the as-of date on which one is said to have become a client is left blank.
 */
export async function readClients(
  engine: Engine,
  file: TypedFile | undefined,
  fields: readonly FirmographicField[],
  spellings: Spellings,
  asOf: string,
): Promise<ClientRecord[]> {
  const rows =
    file === undefined
      ? await engine.rows(
          `SELECT client_id, NULL AS name, NULL AS domain, NULL AS acquired_on, NULL AS acquisition_channel,
             NULL AS owner, NULL AS success_owner, NULL AS parent_id, NULL AS referred_by
           FROM client_days ORDER BY client_id`,
        )
      : await engine.rows(
          accountQuery(
            file,
            "client_id",
            fields,
            `CASE WHEN acquired_on <= DATE ${literal(asOf)} THEN CAST(acquired_on AS VARCHAR) END AS acquired_on`,
          ),
        );
  return rows.map((row) => ({
    accountId: text(row, "client_id"),
    name: textOrNull(row, "name") ?? text(row, "client_id"),
    firmographics: firmographicsOf(row, file, fields, spellings),
    acquiredOn: textOrNull(row, "acquired_on"),
    acquisitionChannel: textOrNull(row, "acquisition_channel"),
    owner: textOrNull(row, "owner"),
    successOwner: textOrNull(row, "success_owner"),
    parentId: textOrNull(row, "parent_id"),
    referredBy: textOrNull(row, "referred_by"),
    domain: textOrNull(row, "domain"),
  }));
}

/** Accepted prospects, ordered by id. */
export async function readProspects(
  engine: Engine,
  file: TypedFile | undefined,
  fields: readonly FirmographicField[],
  spellings: Spellings,
): Promise<ProspectRecord[]> {
  if (file === undefined) return [];
  const rows = await engine.rows(accountQuery(file, "prospect_id", fields, "status"));
  return rows.map((row) => ({
    accountId: text(row, "prospect_id"),
    name: textOrNull(row, "name") ?? text(row, "prospect_id"),
    firmographics: firmographicsOf(row, file, fields, spellings),
    status: statusOf(row),
    acquisitionChannel: textOrNull(row, "acquisition_channel"),
    owner: textOrNull(row, "owner"),
    parentId: textOrNull(row, "parent_id"),
    domain: textOrNull(row, "domain"),
  }));
}

/** For each text field, the spellings that differ in case or spaces only and are to be one. */
export async function readSpellings(
  engine: Engine,
  fields: readonly FirmographicField[],
): Promise<Spellings> {
  const files = new Set(fields.flatMap(({ sources }) => sources.map(({ file }) => file)));
  const used = [...files].flatMap((file) => {
    const values = fields.flatMap(({ kind, sources }, index) => {
      const source = kind === "text" ? sources.find((each) => each.file === file) : undefined;
      return source === undefined ? [] : [{ name: `s${index}`, value: source.value }];
    });
    if (values.length === 0) return [];
    const columns = values.map(({ name, value }) => `${value} AS ${name}`).join(", ");
    return `SELECT field, ${meaningful("value")} AS value FROM (
      UNPIVOT (SELECT ${columns} FROM ${file.accepted}) ON ${values.map(({ name }) => name).join(", ")}
      INTO NAME field VALUE value)`;
  });
  const spellings = fields.map(() => new Map<string, string>());
  if (used.length === 0) return spellings;
  const rows = await engine.rows(
    `SELECT field, lower(value) AS key, value, count(*) AS rows FROM (${used.join(" UNION ALL ")}) AS used
     WHERE value IS NOT NULL GROUP BY field, value
     QUALIFY count(*) OVER (PARTITION BY field, lower(value)) > 1 ORDER BY field, key, rows DESC, value`,
  );
  for (const row of rows) {
    const ofField = spellings[Number(text(row, "field").slice(1))];
    const key = text(row, "key");
    if (ofField !== undefined && !ofField.has(key)) ofField.set(key, text(row, "value"));
  }
  return spellings;
}

/** How full each field is, clients and prospects side by side. */
export function fillRates(
  fields: readonly FirmographicField[],
  clients: readonly ClientRecord[] | null,
  prospects: readonly ProspectRecord[] | null,
): FillRate[] {
  const rate = (
    accounts: readonly { firmographics: Firmographics }[] | null,
    name: string,
  ): number | null => {
    if (accounts === null || accounts.length === 0) return null;
    const filled = accounts.filter(({ firmographics }) => (firmographics[name] ?? null) !== null).length;
    return filled / accounts.length;
  };
  return fields.map(({ name, kind }) => ({
    field: name,
    kind,
    clients: rate(clients, name),
    prospects: rate(prospects, name),
  }));
}

function accountQuery(
  file: TypedFile,
  id: string,
  fields: readonly FirmographicField[],
  ofTable: string,
): string {
  const values = fields.map((field, index) => {
    const source = field.sources.find((each) => each.file === file);
    if (source === undefined) return `NULL AS v${index}`;
    const { value } = source;
    return `${field.kind === "text" ? meaningful(value, "of_nothing") : value} AS v${index}`;
  });
  return `SELECT "${id}", name, domain, acquisition_channel, owner, success_owner, parent_id, referred_by, ${ofTable}
      ${values.map((value) => `, ${value}`).join("")}
    FROM (SELECT *, ${WORDS_OF_NOTHING} AS of_nothing FROM ${file.accepted}) AS account ORDER BY "${id}"`;
}

function firmographicsOf(
  row: EngineRow,
  file: TypedFile | undefined,
  fields: readonly FirmographicField[],
  spellings: Spellings,
): Firmographics {
  const entries = fields.map(({ name, kind }, index): [string, FirmographicValue] => {
    if (file === undefined || row[`v${index}`] === null) return [name, null];
    if (kind === "number") return [name, number(row, `v${index}`)];
    const value = text(row, `v${index}`);
    return [name, spellings[index]?.get(value.toLowerCase()) ?? value];
  });
  return Object.fromEntries(entries);
}

function statusOf(row: EngineRow): ProspectStatus {
  const status = textOrNull(row, "status");
  switch (status) {
    case null:
    case "open":
      return "open";
    case "customer":
    case "competitor":
    case "do-not-contact":
      return status;
    default:
      throw new Error(`unknown prospect status: ${status}`);
  }
}
