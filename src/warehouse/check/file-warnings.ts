import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { TableName } from "../contract/table-contract.js";
import { type Engine, number, text } from "../engine.js";
import { choiceOf } from "../parse/choices.js";
import { stagedRows } from "../read/stage-file.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";
import type { CheckedFiles } from "./check-files.js";
import { clientListWarnings } from "./client-list.js";
import { closedWithoutOutcome } from "./closed-without-outcome.js";
import { typedName } from "./column-names.js";
import { unknownStatuses } from "./contract-statuses.js";
import { overlaps, repeatedLines } from "./duplicates.js";
import { nearIds } from "./near-ids.js";
import { noRevenue } from "./no-revenue.js";
import { refundsBeside } from "./refunds-beside.js";
import { repeatedDocuments } from "./repeated-documents.js";
import { repeatedRows } from "./repeated-rows.js";
import type { TypedFile } from "./type-table.js";

/** Accepted rows with something to know about: cells left blank, links that lead nowhere, outcomes that are not said. */
export async function fileWarnings(
  engine: Engine,
  file: TypedFile,
  { files, asOf, currency }: Pick<CheckedFiles, "files" | "asOf" | "currency">,
  { outcomes }: Pick<Settings, "outcomes">,
): Promise<string[]> {
  return [
    ...(await unreadCells(engine, file)),
    ...(await unnamed(engine, file)),
    ...(await nearIds(engine, file, files)),
    ...(file.table === "clients" ? await clientListWarnings(engine, file) : []),
    ...(await acquiredLater(engine, file, asOf.date)),
    ...(await circlesOfParents(engine, file)),
    ...(await unlinked(engine, file, files)),
    ...(await withoutProduct(engine, file, files)),
    ...(await noRevenue(engine, file, currency)),
    ...(await refundsBeside(engine, file)),
    ...(await repeatedRows(engine, file, currency)),
    ...(await repeatedDocuments(engine, file, currency)),
    ...(await repeatedLines(engine, file, currency)),
    ...(await overlaps(engine, file)),
    ...(await closedWithoutOutcome(engine, file, asOf.date, outcomes)),
    ...(await unknownStatuses(engine, file)),
  ];
}

async function unreadCells(engine: Engine, file: TypedFile): Promise<string[]> {
  const warnings: string[] = [];
  if (stagedRows(file) === 0) return warnings;
  for (const column of file.map.columns) {
    const { fallback, choices = [], type } = column.contract;
    if (fallback === undefined) continue;
    const cell = `stage.c${column.index}`;
    const value = type === "choice" ? choiceOf(cell, choices) : `typed.${typedName(file.table, column)}`;
    const bad = `${cell} IS NOT NULL AND ${value} IS NULL`;
    const [row] = await engine.rows(
      `SELECT count(*) AS rows, coalesce(min(${cell}), '') AS example
       FROM ${file.parts.judged} AS typed JOIN ${file.stage} AS stage ON stage.record = typed.record
       WHERE typed.problem IS NULL AND typed.exclusion IS NULL AND ${bad}`,
    );
    if (row === undefined || number(row, "rows") === 0) continue;
    const rows = number(row, "rows");
    const became =
      fallback === "other"
        ? `${rows === 1 ? "counts" : "count"} as "other" (known: ${choices.join(", ")})`
        : `cannot be read and ${rows === 1 ? "is" : "are"} left blank`;
    warnings.push(
      `${column.header}: ${counted(rows, "value")} such as ${JSON.stringify(text(row, "example"))} ${became}`,
    );
  }
  return warnings;
}

async function unnamed(engine: Engine, file: TypedFile): Promise<string[]> {
  if (!INPUT_CONTRACT[file.table].open) return [];
  const [row] = await engine.rows(
    `SELECT count(*) AS rows FROM ${file.typed} WHERE problem IS NULL AND exclusion IS NULL AND name IS NULL`,
  );
  const rows = row === undefined ? 0 : number(row, "rows");
  return rows === 0
    ? []
    : [
        rows === 1
          ? "1 row has no name and is shown by its id"
          : `${rows} rows have no name and are shown by their id`,
      ];
}

async function acquiredLater(engine: Engine, file: TypedFile, asOf: string): Promise<string[]> {
  if (file.table !== "clients") return [];
  const [row] = await engine.rows(
    `SELECT count(*) AS rows, coalesce(min(client_id), '') AS example FROM ${file.accepted} WHERE acquired_on > DATE ${literal(asOf)}`,
  );
  const rows = row === undefined ? 0 : number(row, "rows");
  if (row === undefined || rows === 0) return [];
  return [
    `acquired_on: ${counted(rows, "client")} such as ${JSON.stringify(text(row, "example"))} bought or signed by the as-of date and ${rows === 1 ? "is" : "are"} said to have been won after it; the day is left blank`,
  ];
}

/** A longer chain of parents is looked at no further. */
const LONGEST_CHAIN = 20;

async function circlesOfParents(engine: Engine, file: TypedFile): Promise<string[]> {
  const { id, columns } = INPUT_CONTRACT[file.table];
  if (id === undefined || !columns.some(({ name }) => name === "parent_id")) return [];
  const links = `SELECT "${id}" AS account, parent_id AS parent FROM ${file.typed}
    WHERE problem IS NULL AND exclusion IS NULL AND parent_id IS NOT NULL AND parent_id <> "${id}"`;
  const [row] = await engine.rows(
    `WITH RECURSIVE links AS (${links}), up (account, parent, steps) AS (
       SELECT account, parent, 1 FROM links
       UNION ALL
       SELECT up.account, links.parent, up.steps + 1 FROM up JOIN links ON links.account = up.parent
       WHERE up.parent <> up.account AND up.steps < ${LONGEST_CHAIN}
     )
     SELECT count(DISTINCT account) AS accounts, coalesce(min(account), '') AS example
     FROM up WHERE parent = account`,
  );
  const accounts = row === undefined ? 0 : number(row, "accounts");
  if (row === undefined || accounts === 0) return [];
  return [
    `parent_id: ${accounts} accounts such as ${JSON.stringify(text(row, "example"))} are their own parents by way of others; each circle counts as one group of companies`,
  ];
}

async function unlinked(
  engine: Engine,
  file: TypedFile,
  files: ReadonlyMap<TableName, TypedFile>,
): Promise<string[]> {
  if (file.table !== "opportunities" && file.table !== "leads") return [];
  const known = (["clients", "prospects"] as const).flatMap((table) => {
    const accounts = files.get(table);
    const id = INPUT_CONTRACT[table].id;
    return accounts === undefined ? [] : [`SELECT "${id}" FROM ${accounts.typed} WHERE "${id}" IS NOT NULL`];
  });
  const unknown = known.length === 0 ? "false" : `account_id NOT IN (${known.join(" UNION ALL ")})`;
  const [row] = await engine.rows(
    `SELECT count(*) AS rows, count(*) FILTER (WHERE account_id IS NULL) AS without,
       count(*) FILTER (WHERE account_id IS NOT NULL AND ${unknown}) AS unknown
     FROM ${file.typed} WHERE exclusion IS NULL`,
  );
  if (row === undefined) return [];
  const of = `of ${number(row, "rows")} ${file.table}`;
  const warnings: string[] = [];
  const name = (rows: number) => `${rows} ${of} ${rows === 1 ? "names" : "name"}`;
  if (number(row, "without") > 0) warnings.push(`${name(number(row, "without"))} no account`);
  if (number(row, "unknown") > 0) {
    warnings.push(`${name(number(row, "unknown"))} an account that neither clients nor prospects list`);
  }
  return warnings;
}

async function withoutProduct(
  engine: Engine,
  file: TypedFile,
  files: ReadonlyMap<TableName, TypedFile>,
): Promise<string[]> {
  const products = files.get("products");
  if (products === undefined || file.table === "products") return [];
  if (!INPUT_CONTRACT[file.table].columns.some(({ name }) => name === "product")) return [];
  const rows = await engine.rows(
    `SELECT product, count(*) AS rows FROM ${file.typed}
     WHERE problem IS NULL AND exclusion IS NULL AND product IS NOT NULL
       AND product NOT IN (SELECT product FROM ${products.typed} WHERE product IS NOT NULL)
     GROUP BY product ORDER BY rows DESC, product LIMIT 5`,
  );
  return rows.map(
    (row) =>
      `${counted(number(row, "rows"), "row")} ${number(row, "rows") === 1 ? "names" : "name"} product ${JSON.stringify(text(row, "product"))}, which ${products.file} does not list`,
  );
}

function counted(rows: number, noun: string): string {
  return `${rows} ${noun}${rows === 1 ? "" : "s"}`;
}
