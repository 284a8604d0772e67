import { formatter } from "./format.js";
import type { FileFacts, QualityData, Tally } from "./quality-data.js";
import type { ReportFacts } from "./report-facts.js";
import { fieldInWords, plural, sentenceCase, withoutFullStop } from "./wording.js";

type Facts = Pick<ReportFacts, "currency" | "locale">;

/** Half a cent: sums of money are equal when they differ by less. */
const MONEY_TOLERANCE = 0.005;

/** Whether read = accepted + rejected + excluded, in rows exactly and in money to half a cent. */
export function reconciles(file: Pick<FileFacts, "read" | "accepted" | "rejected" | "excluded">): boolean {
  const { read, accepted, rejected, excluded } = file;
  const parts: readonly Tally[] = [accepted, rejected, excluded];
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const money = parts.reduce((sum, part) => sum + (part.money ?? 0), 0);
  return rows === read.rows && Math.abs(money - (read.money ?? 0)) < MONEY_TOLERANCE;
}

/** The answer of the page: how much was accepted, whether the sums agree, with the files and with finance. */
export function qualityHeadline(quality: QualityData, report: Facts): string {
  const f = formatter(report);
  const sum = (pick: (file: FileFacts) => Tally) =>
    quality.files.reduce((all, file) => all + pick(file).rows, 0);
  const read = sum((file) => file.read);
  const accepted = sum((file) => file.accepted);
  const broken = quality.files.filter((file) => !reconciles(file)).length;
  const share = read > 0 ? accepted / read : 0;
  const percent = accepted === read ? f.percent(1) : f.percent(Math.min(share, 0.999), 1);
  const sums =
    broken === 0
      ? "every row and every amount is accounted for"
      : `in ${plural(f.count(broken), "file")} the sums do not agree`;
  const met = controlsClause(quality, report);
  return `${percent} of ${plural(f.count(read), "row")} were accepted, and ${sums}${met ? `; ${met}` : ""}.`;
}

/** How far the books meet finance's totals; null where finance gave none. */
export function controlsClause(quality: QualityData, report: Facts): string | null {
  const f = formatter(report);
  const { controls } = quality;
  if (controls.length === 0) return null;
  const met = controls.filter((control) => control.met).length;
  return met === controls.length
    ? `the books meet all ${f.count(met)} of finance’s totals`
    : `the books meet ${f.count(met)} of ${f.count(controls.length)} of finance’s totals`;
}

/** As of when, and why then. */
export function asOfSentence(quality: QualityData, report: Facts): string {
  const f = formatter(report);
  return `The analysis stands on ${f.date(quality.asOf)}: ${withoutFullStop(quality.asOfReason)}. Nothing later is seen.`;
}

/** The finding over the rows that were not used. */
export function unusedRowsTitle(quality: QualityData, report: Facts): string {
  const f = formatter(report);
  const rejected = quality.files.reduce((sum, file) => sum + file.rejected.rows, 0);
  const excluded = quality.files.reduce((sum, file) => sum + file.excluded.rows, 0);
  if (rejected + excluded === 0) return "Every row that was read is used";
  return `${plural(f.count(rejected), "row")} could not be read, ${f.count(excluded)} ${excluded === 1 ? "was" : "were"} left out for a reason`;
}

/** The finding of the fill rates: the field in which prospects fall furthest behind clients. */
export function fillRatesTitle(quality: QualityData, report: Facts): string {
  const f = formatter(report);
  const gaps = quality.fillRates.flatMap(({ field, clients, prospects }) =>
    prospects === null ? [] : [{ field, clients, prospects, gap: clients - prospects }],
  );
  const [widest] = [...gaps].sort((a, b) => b.gap - a.gap);
  if (!widest) return "How much is known of clients before they buy";
  if (widest.gap < 0.05) return "As much is known of prospects as of clients";
  return `${sentenceCase(fieldInWords(widest.field))} is known of ${f.percent(widest.clients)} of clients, but of ${f.percent(widest.prospects)} of prospects`;
}
