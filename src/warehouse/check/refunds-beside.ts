import { type Engine, number } from "../engine.js";
import { amountOf } from "../parse/money.js";
import type { MappedColumn } from "../read/map-columns.js";
import { yamlWord } from "../settings/yaml-words.js";
import { refundColumn } from "./telling-columns.js";
import type { TypedFile } from "./type-table.js";

/**
 * A warning where a column that is not read holds what was paid back of transactions that count in full, with the
 * settings that take it off.
 */
export async function refundsBeside(engine: Engine, file: TypedFile): Promise<string[]> {
  const refund = refundColumn(file);
  const amount = file.map.columns.find(({ contract }) => contract.name === "amount");
  if (refund === undefined || amount === undefined) return [];
  const { judged, others } = file.parts;
  const mark = file.formats.marks.get(amount.index) ?? ".";
  const unstaged =
    others === null
      ? ""
      : `UNION ALL SELECT refund, amount FROM ${others.table} WHERE NOT doubtful AND amount > 0`;
  const [row] = await engine.rows(
    `SELECT count(*) AS rows, CAST(coalesce(sum(refund), 0) AS DOUBLE) AS money FROM (
       SELECT ${amountOf(`stage.c${refund.index}`, mark)} AS refund, amount
       FROM ${judged} AS typed JOIN ${file.stage} AS stage ON stage.record = typed.record
       WHERE problem IS NULL AND exclusion IS NULL AND amount > 0 ${unstaged}
     ) AS told WHERE refund > 0`,
  );
  const rows = row === undefined ? 0 : number(row, "rows");
  if (row === undefined || rows === 0) return [];
  const money = number(row, "money").toFixed(2);
  return [
    `${refund.header} is not read: ${rows} ${rows === 1 ? "row counts" : "rows count"} in full, of which it holds ${money} as written. If that was paid back, write columns: { transactions: { amount: ${less(amount, refund.header)} } } in targeting.yaml`,
  ];
}

/** The settings of an amount with one column more that is taken off. */
function less({ header, made }: MappedColumn, further: string): string {
  const listed = (headers: readonly string[]): string => `[${headers.map(yamlWord).join(", ")}]`;
  const parts = {
    product: (made?.product ?? []).map((part) => part.header),
    sum: made === null ? [header] : made.sum.map((part) => part.header),
    less: [...(made?.less ?? []).map((part) => part.header), further],
  };
  const written = Object.entries(parts).filter(([, headers]) => headers.length > 0);
  return `{ ${written.map(([key, headers]) => `${key}: ${listed(headers)}`).join(", ")} }`;
}
