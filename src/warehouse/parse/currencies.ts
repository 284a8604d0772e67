import { literal, literals } from "../sql.js";
import { CURRENCY, isPlain, isWritten } from "./money.js";

/** The currencies that a symbol may stand for: the first unless the row or the settings name another of them. */
const SYMBOLS: ReadonlyMap<string, readonly [string, ...string[]]> = new Map([
  ["€", ["EUR"]],
  ["£", ["GBP"]],
  ["¥", ["JPY", "CNY"]],
  ["₹", ["INR"]],
  ["zł", ["PLN"]],
  ["Kč", ["CZK"]],
  ["kr", ["SEK", "NOK", "DKK", "ISK"]],
  ["US$", ["USD"]],
  ["NZ$", ["NZD"]],
  ["HK$", ["HKD"]],
  ["S$", ["SGD"]],
  ["A$", ["AUD"]],
  ["C$", ["CAD"]],
  ["R$", ["BRL"]],
  ["$", ["USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"]],
]);

/** Names of currencies that systems write instead of their codes, in lower case. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["euro", "EUR"],
  ["us dollar", "USD"],
  ["u.s. dollar", "USD"],
  ["british pound", "GBP"],
  ["pound sterling", "GBP"],
  ["swiss franc", "CHF"],
  ["canadian dollar", "CAD"],
  ["australian dollar", "AUD"],
  ["japanese yen", "JPY"],
  ["swedish krona", "SEK"],
  ["norwegian krone", "NOK"],
  ["danish krone", "DKK"],
  ["polish zloty", "PLN"],
  ["indian rupee", "INR"],
]);

/** The currencies that the settings name. */
export interface NamedCurrencies {
  /** Of the report; null: not known yet. */
  readonly currency: string | null;
  /** Report currency for one unit. */
  readonly exchangeRates: Readonly<Record<string, number>>;
}

/** The currency that a cell of a currency column names, whatever the case of its letters; null: it names none. */
export function currencyCode(cell: string, named: NamedCurrencies): string | null {
  const choice = SYMBOLS.get(cell);
  if (choice !== undefined) return chosen(choice, named);
  const code = NAMES.get(cell.toLowerCase()) ?? cell.toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? code : null;
}

/** SQL: the same in the engine, save that a text that names no currency is given as it is, in capitals. */
export function statedCurrency(cell: string, named: NamedCurrencies): string {
  const cases = [...SYMBOLS].map(
    ([symbol, choice]) => `WHEN ${literal(symbol)} THEN ${literal(chosen(choice, named))}`,
  );
  const names = [...NAMES].map(([name, code]) => `WHEN ${literal(name)} THEN ${literal(code)}`);
  return `CASE ${cell} ${cases.join(" ")} ELSE CASE lower(${cell}) ${names.join(" ")} ELSE upper(${cell}) END END`;
}

/** SQL: true where a text is a currency's code. */
export function isCurrencyCode(text: string): string {
  return `regexp_full_match(${text}, '[A-Z]{3}')`;
}

/** SQL: true where a text is the code of a currency that is in use somewhere. */
export function isCurrencyInUse(text: string): string {
  return `list_contains([${literals(Intl.supportedValuesOf("currency"))}], ${text})`;
}

/** SQL: the currency that an amount names, or NULL; `stated` is SQL of the one that the row's currency column names. */
export function currencyOf(cell: string, stated: string | null, named: NamedCurrencies): string {
  const found = `regexp_extract(${cell}, ${literal(CURRENCY)})`;
  const cases = [...SYMBOLS].map(([symbol, choice]) => {
    const usual = literal(chosen(choice, named));
    const currency =
      stated === null
        ? usual
        : `CASE WHEN ${stated} IN (${literals(choice)}) THEN ${stated} ELSE ${usual} END`;
    return `WHEN ${literal(symbol)} THEN ${currency}`;
  });
  return `CASE WHEN ${isPlain(cell)} OR NOT ${isWritten(cell)} THEN NULL ELSE
    CASE ${found} ${cases.join(" ")} ELSE nullif(${found}, '') END END`;
}

function chosen(
  choice: readonly [string, ...string[]],
  { currency, exchangeRates }: NamedCurrencies,
): string {
  const named =
    choice.find((code) => code === currency) ?? choice.find((code) => Object.hasOwn(exchangeRates, code));
  return named ?? choice[0];
}
