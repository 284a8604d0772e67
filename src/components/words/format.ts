import type { Interval } from "../../data/published/common.js";
import type { Report } from "../../data/published/report.js";

/** What amounts of money are written by. */
export type MoneyFacts = Pick<Report, "currency" | "locale">;

/** The same, with how far ahead value counts. */
export type HorizonFacts = MoneyFacts & Pick<Report, "horizonMonths">;

export type IntervalInWords = Readonly<Record<keyof Interval, string>>;

export interface Formatter {
  /** Whole units of the report's currency, with a true minus: "€12,345". */
  readonly money: (amount: number) => string;
  /** Rounded to significant digits, 2 unless told: "€1.2M". */
  readonly moneyShort: (amount: number, digits?: number) => string;
  /** A total of the portfolio, to 3 digits wherever it is told, so that it reads the same on every page: "€1.23M". */
  readonly moneyTotal: (amount: number) => string;
  /** "€1.2M (€0.9M to €1.5M)"; to more digits where an end would read as the middle: "€112 (€105 to €118)". */
  readonly moneyInterval: (interval: Interval) => string;
  /** The same, where middle and ends stand apart. */
  readonly moneyParts: (interval: Interval) => IntervalInWords;
  /** A share as a percentage: "34%"; one decimal below 1 %, unless told. */
  readonly percent: (share: number, digits?: number) => string;
  /** A whole number with separators: "6,000". */
  readonly count: (whole: number) => string;
  /** A ratio to 2 significant digits, below 2 to 2 decimals, for there it is told from 1: "2.4×", "1.06×". */
  readonly multiple: (ratio: number) => string;
  /** "1.8× (1.5× to 2.1×)"; to more digits where an end that is off 1 would read as 1. */
  readonly multipleInterval: (interval: Interval) => string;
  /** The same, where middle and ends stand apart. */
  readonly multipleParts: (interval: Interval) => IntervalInWords;
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

const MOST_DIGITS = 5;

/** What is nearer to 1 is 1: what sums in floating point leave of it. */
const ONE_WITHIN = 1e-6;

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
  const multiple = (ratio: number, decimals = 2) => {
    const size = Math.abs(ratio);
    if (size >= 100) return `${count(ratio)}×`;
    return `${size < 0.1 || size >= 2 ? twoDigits(ratio) : plain({ maximumFractionDigits: decimals })(ratio)}×`;
  };
  const offOne = (ratio: number, decimals = 2): string => {
    const words = multiple(ratio, decimals);
    const isOne = words !== multiple(1) || Math.abs(ratio - 1) < ONE_WITHIN;
    return isOne || decimals === MOST_DIGITS ? words : offOne(ratio, decimals + 1);
  };
  const moneyParts = (interval: Interval, digits = 2): IntervalInWords => {
    const { value, low, high } = interval;
    const words = {
      value: moneyShort(value, digits),
      low: moneyShort(low, digits),
      high: moneyShort(high, digits),
    };
    const isTold =
      (low === value || words.low !== words.value) && (high === value || words.high !== words.value);
    return isTold || digits === MOST_DIGITS ? words : moneyParts(interval, digits + 1);
  };
  const day = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const multipleParts = ({ value, low, high }: Interval): IntervalInWords => ({
    value: offOne(value),
    low: offOne(low),
    high: offOne(high),
  });
  const spanned = ({ value, low, high }: IntervalInWords) => `${value} (${low} to ${high})`;
  return {
    money,
    moneyShort,
    moneyTotal: (amount) => moneyShort(amount, 3),
    moneyInterval: (interval) => spanned(moneyParts(interval)),
    moneyParts: (interval) => moneyParts(interval),
    percent,
    count,
    multiple: (ratio) => multiple(ratio),
    multipleInterval: (interval) => spanned(multipleParts(interval)),
    multipleParts,
    date: (iso) => day.format(new Date(`${iso}T00:00:00Z`)),
    number: (value) => upToFour(value + 0),
  };
}
