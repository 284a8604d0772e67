import { type Engine, number, text } from "../engine.js";
import type { InputProblem } from "../input-error.js";
import { isCurrencyInUse } from "../parse/currencies.js";
import { partsOf } from "../read/amount-parts.js";
import { stagedRows } from "../read/stage-file.js";
import { literals } from "../sql.js";
import { amountOfColumn, rowsWithAmounts } from "./column-amounts.js";
import { currencyColumn, isPriced, type Rates } from "./row-currency.js";
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
  for (const column of file.map.columns) {
    const { contract, header } = column;
    const faultyHeaders = partsOf(column).map((part) => part.header);
    if (contract.type !== "amount" || !faultyHeaders.some((each) => headers.has(each))) continue;
    const faultyRows = `(SELECT * FROM ${file.stage} WHERE record IN (
      SELECT record FROM ${file.parts.judged}
      WHERE exclusion IS NULL AND problem_column IN (${literals(faultyHeaders)})))`;
    const rows = await engine.rows(
      `SELECT currency, count(*) AS rows, sum(amount) AS money FROM (
         SELECT ${currencyColumn(column)} AS currency, ${amountOfColumn(column, file.formats)} AS amount
         FROM ${rowsWithAmounts(file, file.formats, rates, faultyRows)}
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
