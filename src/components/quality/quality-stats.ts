import type { QualityPage } from "../../data/published/quality.js";
import type { Report } from "../../data/published/report.js";
import { stat, stats } from "../page/stat.js";
import { formatter } from "../words/format.js";
import { booksOf, shortFile } from "./quality-sentences.js";

/** The four numbers that a reader checks first: money and rows used, finance's totals met, the last day of the books. */
export function qualityStats(quality: QualityPage, report: Report): HTMLElement {
  const f = formatter(report);
  const books = booksOf(quality);
  const sum = (part: "read" | "accepted") => quality.files.reduce((all, file) => all + file[part].rows, 0);
  const met = quality.controls.filter((control) => control.met).length;
  return stats(
    stat({
      label: "Money used",
      value: f.moneyShort(books?.accepted.money ?? 0, 4),
      note: `of ${f.moneyShort(books?.read.money ?? 0, 4)} in ${books ? shortFile(books.file) : "the books"}`,
    }),
    stat({
      label: "Rows used",
      value: f.count(sum("accepted")),
      note: `of ${f.count(sum("read"))} in ${f.count(quality.files.length)} ${quality.files.length === 1 ? "file" : "files"}`,
    }),
    stat({
      label: "Finance’s totals met",
      value: quality.controls.length === 0 ? "–" : f.count(met),
      note: quality.controls.length === 0 ? "none in the data" : `of ${f.count(quality.controls.length)}`,
    }),
    stat({
      label: "Last day in the books",
      value: books?.lastDate ? shortDate(books.lastDate, report.locale) : "–",
      note: books?.firstDate ? `first day ${shortDate(books.firstDate, report.locale)}` : "",
    }),
  );
}

function shortDate(iso: string, locale: string): string {
  const form = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return form.format(new Date(`${iso}T00:00:00Z`));
}
