import type { FileRow, QualityPage, Tally } from "../../data/published/quality.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { plural } from "../../model/words/plural.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { fieldInWords, sentenceCase, withoutFullStop } from "../words/wording.js";

/** Half a cent: sums of money are equal when they differ by less. */
const MONEY_TOLERANCE = 0.005;

/** Whether read = accepted + rejected + excluded, in rows exactly and in money to half a cent. */
export function reconciles(file: Pick<FileRow, "read" | "accepted" | "rejected" | "excluded">): boolean {
  const { read, accepted, rejected, excluded } = file;
  const parts: readonly Tally[] = [accepted, rejected, excluded];
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const money = parts.reduce((sum, part) => sum + (part.money ?? 0), 0);
  return rows === read.rows && Math.abs(money - (read.money ?? 0)) < MONEY_TOLERANCE;
}

/** Books of which more than this share was rejected, or that miss a total of finance's by more, are not to be relied on. */
const TOLERABLE = 0.05;

/** The answer of the page: how far the books can be believed, and what that rests on. */
export function qualityHeadline(quality: QualityPage, report: MoneyFacts): string {
  const f = formatter(report);
  const broken = quality.files.filter((file) => !reconciles(file)).length;
  if (broken > 0) {
    return `The books cannot be believed yet: in ${plural(f.count(broken), "file")} the sums do not agree, so rows or money went missing between reading and use.`;
  }
  const used = usedClause(quality, report);
  if (rejectedShare(quality) > TOLERABLE) {
    return `The books have gaps: only ${used}, and the rest is listed below with the reason.`;
  }
  const { controls } = quality;
  const missed = controls.filter(({ met }) => !met);
  if (controls.length === 0) {
    return `The books add up: ${used}, and every row is accounted for. Finance’s totals, which would confirm them, are not in the data.`;
  }
  if (missed.length === 0) {
    return `The books can be believed: ${used}, every row is accounted for, and ${controls.length === 1 ? "finance’s total is" : `all ${f.count(controls.length)} of finance’s totals are`} met.`;
  }
  const furthest = Math.max(...missed.map(({ difference, finance }) => Math.abs(difference / finance)));
  const miss = `they miss ${f.count(missed.length)} of ${f.count(controls.length)} of finance’s totals`;
  if (!(furthest <= TOLERABLE)) {
    return `The books do not meet finance’s: ${miss}${Number.isFinite(furthest) ? `, by up to ${f.percent(furthest)}` : ""}, although ${used}.`;
  }
  return `The books can be believed to within ${upTo(furthest, report)}: ${miss}, none by more, and ${used}.`;
}

/** The file that holds the revenue: transactions, or contracts where there are none. */
export function booksOf(quality: Pick<QualityPage, "files">): FileRow | undefined {
  const of = (table: string) => quality.files.find((file) => file.table === table);
  return of("transactions") ?? of("contracts");
}

/** "99.9% of the money in transactions.csv is used"; a single row not used never rounds to 100%. */
function usedClause(quality: QualityPage, report: MoneyFacts): string {
  const f = formatter(report);
  const books = booksOf(quality);
  if (!books) return "no books were read";
  const money = (books.read.money ?? 0) > 0 && (books.accepted.money ?? 0) > 0;
  const [accepted, read] = money
    ? [books.accepted.money ?? 0, books.read.money ?? 0]
    : [books.accepted.rows, books.read.rows];
  const what = money
    ? `of the money in ${shortFile(books.file)} is`
    : `of the rows in ${shortFile(books.file)} are`;
  const whole = accepted === read && books.rejected.rows === 0;
  const share = accepted / Math.max(read, accepted, Number.MIN_VALUE);
  return `${whole ? f.percent(1) : f.percent(Math.min(share, 0.999), 1)} ${what} used`;
}

/** The larger of the shares of rows and of money that were rejected from the books. */
function rejectedShare(quality: QualityPage): number {
  const books = booksOf(quality);
  if (!books) return 0;
  const share = (part: number, rest: number) => (part === 0 ? 0 : part / (part + rest));
  return Math.max(
    share(books.rejected.rows, books.accepted.rows),
    share(Math.abs(books.rejected.money ?? 0), Math.abs(books.accepted.money ?? 0)),
  );
}

/** A share rounded up to a tenth of a percent: "to within" must hold. */
function upTo(share: number, report: MoneyFacts): string {
  return formatter(report).percent(Math.ceil(share * 1000 - 1e-9) / 1000, 1);
}

/** The finding over finance's totals: which are missed, and which rejected rows hold as much. */
export function controlsSentence(quality: QualityPage, report: MoneyFacts): string {
  const f = formatter(report);
  const missed = quality.controls.filter(({ met }) => !met);
  if (missed.length === 0) {
    return `The books meet ${quality.controls.length === 1 ? "finance’s one total" : `all ${f.count(quality.controls.length)} of finance’s totals`}.`;
  }
  const periods = listInWords([...new Set(missed.map(({ period }) => period))]);
  const money = missed.filter(({ measure }) => measure === "revenue");
  const explained = money.filter(({ asMuchAs }) => asMuchAs !== null);
  const short = money.reduce((sum, { difference }) => sum + difference, 0);
  const amount =
    money.length === 0
      ? ""
      : ` Revenue in the books is ${f.money(Math.abs(short))} ${short < 0 ? "less" : "more"} than finance’s there.`;
  const rows =
    explained.length === 0
      ? ""
      : ` ${explained.length === money.length ? (money.length === 1 ? "It" : "Each difference") : `${f.count(explained.length)} of ${f.count(money.length)} differences`} is what a rejected row holds: mend ${listInWords(
          explained.flatMap(({ asMuchAs }) => (asMuchAs === null ? [] : [`line ${f.count(asMuchAs.line)}`])),
        )} of ${shortFile(explained[0]?.asMuchAs?.file ?? "")} first.`;
  return `The books miss ${f.count(missed.length)} of ${f.count(quality.controls.length)} of finance’s totals, for ${periods}.${amount}${rows}`;
}

/** As of when, and why then. */
export function asOfSentence(quality: QualityPage, report: MoneyFacts): string {
  const f = formatter(report);
  return `The analysis stands on ${f.date(quality.asOf)}: ${withoutFullStop(quality.asOfReason)}. Nothing later is seen.`;
}

/** The finding over the rows that were not used. */
export function unusedRowsTitle(quality: QualityPage, report: MoneyFacts): string {
  const f = formatter(report);
  const rejected = quality.files.reduce((sum, file) => sum + file.rejected.rows, 0);
  const excluded = quality.files.reduce((sum, file) => sum + file.excluded.rows, 0);
  if (rejected + excluded === 0) return "Every row that was read is used";
  const read = quality.files.reduce((sum, file) => sum + file.read.rows, 0);
  return `Of ${plural(f.count(read), "row")}, ${f.count(rejected)} ${rejected === 1 ? "was" : "were"} rejected and ${f.count(excluded)} excluded for a reason`;
}

/** Which rows hold money that nobody knows; null when every amount could be read. */
export function unknownMoneySentence(quality: QualityPage, report: MoneyFacts): string | null {
  const f = formatter(report);
  const without = quality.files.filter(({ rowsWithoutAmount }) => rowsWithoutAmount > 0);
  if (without.length === 0) return null;
  const each = listInWords(
    without.map((file) => `${f.count(file.rowsWithoutAmount)} in ${fileName(file, quality)}`),
  );
  return `Rows whose amount cannot be read count as rows, and not as money: ${each}.`;
}

/** Of which files only the first rejected rows are listed; null when all are. */
export function unlistedRejectsSentence(quality: QualityPage, report: MoneyFacts): string | null {
  const f = formatter(report);
  const cut = quality.files.filter((file) => file.rejectsListed < file.rejected.rows);
  if (cut.length === 0) return null;
  const each = listInWords(
    cut.map((file) =>
      file.rejectsListed === 0
        ? `none of ${f.count(file.rejected.rows)} of ${fileName(file, quality)}`
        : `the first ${f.count(file.rejectsListed)} of ${f.count(file.rejected.rows)} of ${fileName(file, quality)}`,
    ),
  );
  return `Listed: ${each}. All are counted above, with their money; mend these and build again to see the next.`;
}

/** A file by name, with its table where one file fills two. */
export function fileName(file: Pick<FileRow, "file" | "table">, quality: Pick<QualityPage, "files">): string {
  const twice = quality.files.filter((other) => other.file === file.file).length > 1;
  return twice ? `${shortFile(file.file)} (${file.table})` : shortFile(file.file);
}

/** A file without the folders before it, as it is named in a sentence. */
export function shortFile(file: string): string {
  return file.split("/").at(-1) ?? file;
}

/** The finding of the fill rates: the field in which prospects fall furthest behind clients. */
export function fillRatesTitle(quality: QualityPage, report: MoneyFacts): string {
  const f = formatter(report);
  const gaps = quality.fillRates.flatMap(({ field, clients, prospects }) =>
    prospects === null ? [] : [{ field, clients, prospects, gap: clients - prospects }],
  );
  const [widest] = [...gaps].sort((a, b) => b.gap - a.gap);
  if (!widest) return "How much is known of clients before they buy";
  if (widest.gap < 0.05) return "As much is known of prospects as of clients";
  return `${sentenceCase(fieldInWords(widest.field))} is known of ${f.percent(widest.clients)} of clients, but of ${f.percent(widest.prospects)} of prospects`;
}
