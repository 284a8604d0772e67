import { type Engine, number, text } from "../engine.js";
import type { ControlResult } from "../inputs.js";
import { literal } from "../sql.js";
import { AFTER_AS_OF } from "./as-of.js";
import type { TypedFile } from "./type-table.js";

/** SQL of the accepted transactions, those after the as-of date too, since finance counted them. */
export function controlledTransactions({ typed }: TypedFile): string {
  return `SELECT date AS day, amount, client_id FROM ${typed}
     WHERE problem IS NULL AND (exclusion IS NULL OR exclusion = ${literal(AFTER_AS_OF)})`;
}

/** The same of the contract terms that began by the as-of date: what the report counts where there are no transactions. */
export const CONTROLLED_TERMS = "SELECT starts_on AS day, amount, client_id FROM terms";

/**
 * Finance's totals against the books: SQL of rows with day, amount and client_id. Revenue must agree to the cent,
 * invoices (terms of contracts) and clients exactly.
 */
export async function compareControls(
  engine: Engine,
  controls: TypedFile,
  books: string,
): Promise<ControlResult[]> {
  const year = "CAST(extract(year FROM day) AS VARCHAR)";
  const periods = [
    year,
    `${year} || '-Q' || CAST(extract(quarter FROM day) AS VARCHAR)`,
    "substr(CAST(day AS VARCHAR), 1, 7)",
  ];
  const totals = periods.map(
    (period) => `SELECT ${period} AS period, sum(amount) AS revenue, count(*) AS invoices,
       count(DISTINCT client_id) AS clients
     FROM (${books}) AS books GROUP BY 1`,
  );
  const rows = await engine.rows(
    `SELECT control.period, control.measure, control.value AS expected, coalesce(total.revenue, 0) AS revenue,
       coalesce(total.invoices, 0) AS invoices, coalesce(total.clients, 0) AS clients
     FROM ${controls.typed} AS control
     LEFT JOIN (${totals.join(" UNION ALL ")}) AS total ON total.period = control.period
     WHERE control.problem IS NULL AND control.exclusion IS NULL
     ORDER BY control.record`,
  );
  return rows.map((row) => {
    const measure = measureOf(text(row, "measure"));
    const expected = number(row, "expected");
    const actual = number(row, measure);
    const difference = Math.round((actual - expected) * 100) / 100;
    return { period: text(row, "period"), measure, expected, actual, difference, met: difference === 0 };
  });
}

function measureOf(name: string): ControlResult["measure"] {
  if (name === "revenue" || name === "invoices" || name === "clients") return name;
  throw new Error(`unknown measure: ${name}`);
}
