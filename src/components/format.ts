import type { Interval } from "../data/published/common.js";
import type { Report } from "../data/published/report.js";

/** What amounts of money are written by. */
export type MoneyFacts = Pick<Report, "currency" | "locale">;

/** The same, with how far ahead value counts. */
export type HorizonFacts = MoneyFacts & Pick<Report, "horizonMonths">;

export interface Formatter {
  /** Whole units of the report's currency, with a true minus: "€12,345". */
  readonly money: (amount: number) => string;
  /** Rounded to significant digits, 2 unless told: "€1.2M". */
  readonly moneyShort: (amount: number, digits?: number) => string;
  /** A total of the portfolio, to 3 digits wherever it is told, so that it reads the same on every page: "€1.23M". */
  readonly moneyTotal: (amount: number) => string;
  /** "€1.2M (€0.9M to €1.5M)". */
  readonly moneyInterval: (interval: Interval) => string;
  /** A share as a percentage: "34%"; one decimal below 1 %, unless told. */
  readonly percent: (share: number, digits?: number) => string;
  /** A whole number with separators: "6,000". */
  readonly count: (whole: number) => string;
  /** A ratio to 2 significant digits: "1.8×". */
  readonly multiple: (ratio: number) => string;
  /** "1.8× (1.5× to 2.1×)". */
  readonly multipleInterval: (interval: Interval) => string;
  /** An ISO date in words: "31 December 2025". */
  readonly date: (iso: string) => string;
  /** Up to 4 significant digits, with a true minus. */
  readonly number: (value: number) => string;
}

/** A true minus that no line breaks after: "−" and "€" would part. */
const MINUS = "−\u2060";

/** Own abbreviations: those of `Intl` differ between browsers and their versions. */
const SCALES = [
  [1e9, "bn"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** Of the smallest coin: less is what sums in floating point leave of nothing. */
const SMALLEST_PART = 0.5;

/**
 * Formats numbers in the report's locale and currency.
 * The same report gives the same text wherever it is read: the reader's own locale and time zone play no part.
 */
export function formatter(report: MoneyFacts): Formatter {
  const { currency, locale } = report;
  const plain = (options: Intl.NumberFormatOptions, minus = "−") => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number) => format.format(value).replace("-", minus);
  };
  const currencyStyle = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
  const money = plain({ ...currencyStyle, maximumFractionDigits: 0 }, MINUS);
  const count = plain({ maximumFractionDigits: 0 });
  const upToFour = plain({ maximumSignificantDigits: 4 });
  const twoDigits = plain({ maximumSignificantDigits: 2 });
  const decimals = new Intl.NumberFormat(locale, currencyStyle).resolvedOptions().maximumFractionDigits ?? 2;
  const smallest = SMALLEST_PART * 10 ** -decimals;
  const moneyShort = (amount: number, digits = 2) => {
    const short = Math.abs(amount) < smallest ? 0 : Number(amount.toPrecision(digits));
    const rounded = decimals === 0 ? Math.round(short) : short;
    const [size, suffix] = SCALES.find(([from]) => Math.abs(rounded) >= from) ?? [1, ""];
    const format = new Intl.NumberFormat(locale, { ...currencyStyle, maximumSignificantDigits: digits });
    const parts = format.formatToParts(rounded / size);
    const end = parts.findLastIndex(({ type }) => type === "integer" || type === "fraction");
    return parts
      .map(({ value }, index) => (index === end ? value + suffix : value))
      .join("")
      .replace("-", MINUS);
  };
  const percent = (share: number, digits = share !== 0 && Math.abs(share) < 0.01 ? 1 : 0) =>
    plain({ style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits })(share);
  const multiple = (ratio: number) => `${Math.abs(ratio) >= 100 ? count(ratio) : twoDigits(ratio)}×`;
  const day = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const span = (text: (value: number) => string) => (interval: Interval) =>
    `${text(interval.value)} (${text(interval.low)} to ${text(interval.high)})`;
  return {
    money,
    moneyShort,
    moneyTotal: (amount) => moneyShort(amount, 3),
    moneyInterval: span(moneyShort),
    percent,
    count,
    multiple,
    multipleInterval: span(multiple),
    date: (iso) => day.format(new Date(`${iso}T00:00:00Z`)),
    number: (value) => upToFour(value + 0),
  };
}
