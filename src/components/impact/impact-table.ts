import type { ImpactPage } from "../../data/published/impact.js";
import type { Report } from "../../data/published/report.js";
import { dataTable } from "../tables/data-table.js";
import { sentenceCase } from "../words/wording.js";
import { effectInWords, outcomeName, outcomeVerdict, rateInWords } from "./impact-sentences.js";

/** Every outcome of every initiative that was judged. */
export function impactTable(impact: ImpactPage, report: Report): HTMLElement {
  const rows = impact.initiatives.flatMap(({ name, outcomes }) => outcomes.map((one) => ({ name, ...one })));
  type Row = (typeof rows)[number];
  const change = ({ outcome }: Row, rates: { before: number; after: number } | null): string =>
    rates === null
      ? "own past"
      : `${rateInWords(outcome, rates.before, report)} → ${rateInWords(outcome, rates.after, report)}`;
  return dataTable({
    rows,
    columns: [
      { key: "name", label: "Initiative" },
      {
        key: "outcome",
        label: "Outcome",
        format: (_, row) => sentenceCase(outcomeName(row.outcome, report)),
      },
      {
        key: "touched",
        label: "Touched, before → after",
        value: (row) => change(row, row.touched),
        align: "right",
      },
      {
        key: "untouched",
        label: "Untouched",
        value: (row) => change(row, row.untouched),
        align: "right",
      },
      {
        key: "effect",
        label: "Effect (80% interval)",
        value: (row) => row.effect.value,
        format: (_, { outcome, effect }) => {
          const [value, low, high] = [effect.value, effect.low, effect.high].map((one) =>
            effectInWords(outcome, one, report),
          );
          const range = `${low} to ${high}`.replaceAll(" points", "");
          return `${value} (${range})`;
        },
      },
      { key: "says", label: "Says", value: (row) => outcomeVerdict(row, impact.level) },
      { key: "p", label: "By chance", format: (p) => `${(100 * Number(p)).toFixed(1)}%` },
      {
        key: "placebo",
        label: "A year too early",
        value: (row) => row.placebo?.effect ?? null,
        format: (value, { outcome, placebo }) =>
          `${effectInWords(outcome, Number(value), report)}, ${(placebo?.p ?? 1) > impact.level ? "within" : "beyond"} chance`,
      },
    ],
    caption: "What each initiative changed, a client and year; renewals of those due",
    pageSize: 12,
    download: { filename: "initiatives.csv" },
    locale: report.locale,
  });
}
