import type { Engine } from "../engine.js";
import { text } from "../engine.js";
import { currencyCode, isCurrencyCode, type NamedCurrencies } from "../parse/currencies.js";
import { type StagedFile, stagedRows } from "../read/stage-file.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";
import { rowCurrency, statedBy } from "./row-currency.js";

const WITHOUT_ANY = "EUR";

export interface ReportCurrency {
  readonly currency: string;
  readonly warnings: readonly string[];
}

/**
 * The currency of the report: the one of the settings, else the one that most rows of the books name
 * and that has no exchange rate, else EUR.
 */
export async function reportCurrency(
  engine: Engine,
  files: readonly StagedFile[],
  settings: Settings,
): Promise<ReportCurrency> {
  if (settings.currency !== null) return { currency: settings.currency, warnings: [] };
  const books =
    files.find(({ table }) => table === "transactions") ?? files.find(({ table }) => table === "contracts");
  const known = { currency: null, exchangeRates: settings.exchangeRates };
  if (books === undefined) return { currency: WITHOUT_ANY, warnings: [] };
  const stated = statedBy(books, known);
  const named = namedCurrency(books, stated === null ? null : "stated", known);
  if (named === null) return { currency: WITHOUT_ANY, warnings: [TAKEN] };
  const found = (await currenciesOf(engine, books, stated, named, known)).filter(
    (currency) => !Object.hasOwn(settings.exchangeRates, currency),
  );
  const [first = WITHOUT_ANY] = found;
  const warnings =
    found.length > 1
      ? [
          `${books.file} names ${found.length} currencies without a rate (${found.slice(0, 5).join(", ")}); reported in ${first}: set currency and exchangeRates`,
        ]
      : found.length === 0
        ? [TAKEN]
        : [];
  return { currency: first, warnings };
}

const TAKEN = `the report's currency is taken to be ${WITHOUT_ANY}, since the books name none without a rate: write currency: ${WITHOUT_ANY}, or the code of yours, in targeting.yaml`;

/** The currencies that the books name, the most frequent first. `named` is SQL of that of a staged row. */
async function currenciesOf(
  engine: Engine,
  books: StagedFile,
  stated: string | null,
  named: string,
  known: NamedCurrencies,
): Promise<readonly string[]> {
  const { currency, rows: unstaged } = books.unstaged;
  const ofUnstaged = currency === null ? null : currencyCode(currency, known);
  if (stagedRows(books) === 0) return ofUnstaged === null ? [] : [ofUnstaged];
  const where = books.selected === null ? "" : `WHERE ${books.selected}`;
  const rows = await engine.rows(
    `SELECT currency FROM (
       SELECT ${named} AS currency, 1 AS rows
       FROM (SELECT *, ${stated ?? "NULL"} AS stated FROM ${books.stage} ${where}) AS stage
       UNION ALL SELECT ${ofUnstaged === null ? "NULL" : literal(ofUnstaged)}, ${unstaged}
     ) AS named
     WHERE ${isCurrencyCode("currency")} GROUP BY currency ORDER BY sum(rows) DESC, currency`,
  );
  return rows.map((row) => text(row, "currency"));
}

/** SQL: the currency that a row of the books names, with that of its currency column in `stated`; null when it can name none. */
function namedCurrency(books: StagedFile, stated: string | null, known: NamedCurrencies): string | null {
  const amount = books.map.columns.find(({ contract }) => contract.name === "amount");
  return amount === undefined ? null : rowCurrency(amount, stated, known);
}
