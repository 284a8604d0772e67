import { type Engine, number } from "../engine.js";
import { yamlWord } from "../settings/yaml-words.js";
import { documentColumn, lineKey } from "./telling-columns.js";
import type { TypedFile } from "./type-table.js";

/** Two equal lines of one invoice are the business of some; this share of the rows is asked about. */
const SHARE_OF_ROWS = 0.1;

/**
 * A warning where accepted transactions without an id repeat the invoice, client, day and amount of another, in a column
 * that is not read: as a file with one row per line of an invoice does that has the invoice's total in each.
 */
export async function repeatedDocuments(
  engine: Engine,
  file: TypedFile,
  currency: string,
): Promise<string[]> {
  const [document, key] = [documentColumn(file), lineKey(file)];
  if (document === undefined || key === null) return [];
  const { judged, others } = file.parts;
  const unstaged =
    others === null ? "" : `UNION ALL SELECT line_key, amount FROM ${others.table} WHERE NOT doubtful`;
  const [row] = await engine.rows(
    `WITH keyed AS (
       SELECT ${key} AS line_key, amount
       FROM ${judged} AS typed JOIN ${file.stage} AS stage ON stage.record = typed.record
       WHERE problem IS NULL AND exclusion IS NULL ${unstaged}
     ), alike AS (
       SELECT count(*) AS rows, amount FROM keyed WHERE line_key IS NOT NULL GROUP BY line_key, amount
     )
     SELECT coalesce(sum(rows), 0) AS rows, coalesce(sum(rows - 1), 0) AS repeated,
       CAST(coalesce(sum((rows - 1) * amount), 0) AS DOUBLE) AS money FROM alike`,
  );
  const [rows, repeated] = row === undefined ? [0, 0] : [number(row, "rows"), number(row, "repeated")];
  if (row === undefined || repeated === 0 || !(repeated >= SHARE_OF_ROWS * rows)) return [];
  return [
    `${repeated} of ${rows} rows have the same ${document.header}, client, day and amount as an earlier row, and count, with ${number(row, "money").toFixed(2)} ${currency}: is it one row per line of an invoice, with the invoice's total in each? Then write columns: { transactions: { transaction_id: ${yamlWord(document.header)} } } in targeting.yaml, which counts each once, or read amount from the line's`,
  ];
}
