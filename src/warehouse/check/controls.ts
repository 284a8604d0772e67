import { type Engine, number, text } from "../engine.js";
import type { ControlResult } from "../inputs.js";
import { literal } from "../sql.js";
import { AFTER_AS_OF, type TypedFile } from "./type-table.js";

/**
 * Finance's totals against the books: accepted rows, those after the as-of date too,
 * since finance counted them. Revenue must agree to the cent, invoices and clients exactly.
 */
export async function compareControls(
  engine: Engine,
  controls: TypedFile,
  books: TypedFile,
): Promise<ControlResult[]> {
  const day = books.table === "contracts" ? '"start"' : '"date"';
  const year = `CAST(extract(year FROM ${day}) AS VARCHAR)`;
  const periods = [
    year,
    `${year} || '-Q' || CAST(extract(quarter FROM ${day}) AS VARCHAR)`,
    `substr(CAST(${day} AS VARCHAR), 1, 7)`,
  ];
  const totals = periods.map(
    (period) => `SELECT ${period} AS period, sum(amount) AS revenue, count(*) AS invoices,
       count(DISTINCT client_id) AS clients
     FROM ${books.rows}
     WHERE problem IS NULL AND (exclusion IS NULL OR exclusion = ${literal(AFTER_AS_OF)})
     GROUP BY 1`,
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
