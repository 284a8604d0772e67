import type { Engine } from "../engine.js";
import { text } from "../engine.js";
import { currencyOf } from "../parse/money.js";
import type { StagedFile } from "../read/stage-file.js";
import type { Settings } from "../settings/settings.js";

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
  const named = books === undefined ? null : namedCurrency(books);
  if (books === undefined || named === null) return { currency: WITHOUT_ANY, warnings: [] };
  const where = books.selected === null ? "" : `WHERE ${books.selected}`;
  const rows = await engine.rows(
    `SELECT currency FROM (
       SELECT ${named} AS currency, 1 AS rows FROM ${books.stage} ${where}
       UNION ALL SELECT $1, $2
     ) AS named
     WHERE currency IS NOT NULL GROUP BY currency ORDER BY sum(rows) DESC, currency`,
    [books.unstaged.currency?.toUpperCase() ?? null, books.unstaged.rows],
  );
  const found = rows
    .map((row) => text(row, "currency"))
    .filter((currency) => !Object.hasOwn(settings.exchangeRates, currency));
  const [first = WITHOUT_ANY] = found;
  const warnings =
    found.length > 1
      ? [
          `${books.file} names ${found.length} currencies without a rate (${found.slice(0, 5).join(", ")}); reported in ${first}: set currency and exchangeRates`,
        ]
      : [];
  return { currency: first, warnings };
}

/** SQL: the currency that a row names, in its currency column or in its amount; null when it can name none. */
function namedCurrency(staged: StagedFile): string | null {
  const column = (name: string): string | undefined => {
    const mapped = staged.map.columns.find(({ contract }) => contract.name === name);
    return mapped === undefined ? undefined : `c${mapped.index}`;
  };
  const stated = column("currency");
  const amount = column("amount");
  const parts = [
    ...(stated === undefined ? [] : [`upper(${stated})`]),
    ...(amount === undefined ? [] : [currencyOf(amount)]),
  ];
  return parts.length === 0 ? null : `coalesce(${parts.join(", ")})`;
}
