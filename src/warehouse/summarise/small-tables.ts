import type { TypedFile } from "../check/type-table.js";
import { type Engine, number, numberOrNull, text, textOrNull } from "../engine.js";
import type { ProductRecord, SpendRecord } from "../inputs.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";

/** Spend by month, channel (as the settings name it), kind, purpose and segment, in that order. */
export async function readSpend(
  engine: Engine,
  file: TypedFile | undefined,
  settings: Settings,
): Promise<SpendRecord[]> {
  if (file === undefined) return [];
  const named = "coalesce(alias.name, spend.channel)";
  const aliases = Object.entries(settings.channels).map(
    ([exported, name]) => `(${literal(exported)}, ${literal(name)})`,
  );
  const rows = await engine.rows(
    `SELECT substr(CAST(spend.month AS VARCHAR), 1, 7) AS month, ${named} AS channel, spend.kind, spend.purpose,
       spend.segment, sum(spend.amount) AS amount
     FROM ${file.accepted} AS spend
     LEFT JOIN (VALUES ${["(CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR))", ...aliases].join(", ")}) AS alias(exported, name)
       ON alias.exported = spend.channel
     GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3 NULLS FIRST, 4 NULLS FIRST, 5 NULLS FIRST`,
  );
  return rows.map((row) => ({
    month: text(row, "month"),
    channel: text(row, "channel"),
    kind: textOrNull(row, "kind"),
    purpose: textOrNull(row, "purpose"),
    segment: textOrNull(row, "segment"),
    amount: number(row, "amount"),
  }));
}

/** Accepted products, ordered by name. */
export async function readProducts(engine: Engine, file: TypedFile | undefined): Promise<ProductRecord[]> {
  if (file === undefined) return [];
  const rows = await engine.rows(
    `SELECT product, category, list_price, margin FROM ${file.accepted} ORDER BY product`,
  );
  return rows.map((row) => ({
    product: text(row, "product"),
    category: textOrNull(row, "category"),
    listPrice: numberOrNull(row, "list_price"),
    margin: numberOrNull(row, "margin"),
  }));
}
