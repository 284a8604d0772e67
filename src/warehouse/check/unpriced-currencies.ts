import { type Engine, number, text } from "../engine.js";
import type { InputProblem } from "../input-error.js";
import { isCurrencyInUse } from "../parse/currencies.js";
import { amountOf } from "../parse/money.js";
import { stagedRows } from "../read/stage-file.js";
import { literal } from "../sql.js";
import { isPriced, type Rates, rowCurrency } from "./row-currency.js";
import type { TypedFile } from "./type-table.js";

/**
 * A problem for each currency in use that is not the report's and has no rate: a report without what was sold in it
 * would look whole. Texts that are no currency are faults of their rows, and no problem here. `isStated`: the settings
 * name the report's currency.
 */
export async function unpricedCurrencies(
  engine: Engine,
  file: TypedFile,
  rates: Rates,
  isStated: boolean,
): Promise<readonly InputProblem[]> {
  const problems: InputProblem[] = [];
  if (stagedRows(file) === 0) return problems;
  const faulty = await engine.rows(
    `SELECT DISTINCT problem_column AS header FROM ${file.parts.judged}
     WHERE exclusion IS NULL AND problem_column IS NOT NULL`,
  );
  const headers = new Set(faulty.map((row) => text(row, "header")));
  for (const { contract, header, index } of file.map.columns) {
    if (contract.type !== "amount" || !headers.has(header)) continue;
    const cell = `stage.c${index}`;
    const rows = await engine.rows(
      `SELECT currency, count(*) AS rows, sum(amount) AS money FROM (
         SELECT ${rowCurrency(file, `c${index}`, rates)} AS currency,
           ${amountOf(cell, file.formats.marks.get(index) ?? ".")} AS amount
         FROM ${file.parts.judged} AS judged JOIN ${file.stage} AS stage ON stage.record = judged.record
         WHERE judged.exclusion IS NULL AND judged.problem_column = ${literal(header)}
       ) AS faulty
       WHERE amount IS NOT NULL AND NOT ${isPriced("currency", rates)} AND ${isCurrencyInUse("currency")}
       GROUP BY currency ORDER BY currency`,
    );
    for (const row of rows) {
      const currency = text(row, "currency");
      const count = number(row, "rows");
      const money = number(row, "money").toLocaleString("en-GB", { minimumFractionDigits: 2 });
      const rate = `exchangeRates: { ${currency}: … }`;
      const remedy = `${isStated ? "" : `set currency: ${currency} in targeting.yaml if that is the report's; else `}set ${rate} in targeting.yaml, the ${rates.currency} that one ${currency} is worth`;
      problems.push({
        file: file.file,
        column: header,
        key: `exchangeRates.${currency}`,
        value: currency,
        expected: [rates.currency, ...Object.keys(rates.exchangeRates)].join(", "),
        remedy,
        message: `${count} ${count === 1 ? "row" : "rows"}, ${money} ${currency} together, ${count === 1 ? "is" : "are"} in ${currency} and the report is in ${rates.currency}; ${remedy}`,
      });
    }
  }
  return problems;
}
