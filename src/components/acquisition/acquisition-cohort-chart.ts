import type { AcquisitionPage } from "../../data/published/acquisition.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { dotInterval } from "../charts/dot-interval.js";
import { colour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { clientCount, cohortTitle, paybackInWords } from "./acquisition-sentences.js";

/** What the clients won in each year bring back of their cost, through one channel (null: all). */
export function acquisitionCohortChart(
  page: AcquisitionPage,
  channel: string | null,
  report: Report,
): HTMLElement {
  const f = formatter(report);
  const isOpened = page.overall.measured?.by === "opening";
  const years = page.cohorts.find((one) => one.channel === channel)?.years ?? [];
  const rows = years.flatMap((year) =>
    year.ratio === null ? [] : [{ ...year.ratio, label: year.cohort, colour: colour.accent }],
  );
  return chartFigure({
    title: cohortTitle(page, channel, report),
    subtitle: `Lifetime value ÷ cost of winning the client, by the year ${isOpened ? "in which its deal was opened" : "of its first day"}`,
    caption: `${clientCount(
      years.reduce((sum, { clients }) => sum + clients, 0),
      report,
    )} clients; ${isOpened ? "the spend of a year beside the clients of the deals opened in it, as far as these are mostly decided" : "the spend of a year beside the clients of the same year, though some of them were contacted the year before"}. Lines: 80% intervals.`,
    summary: rows
      .map(({ label, value, low, high }) => `${label}: ${f.multipleInterval({ value, low, high })}.`)
      .join(" "),
    data: {
      columns: [
        { key: "cohort", label: isOpened ? "Opened in" : "Won in" },
        { key: "clients", label: "Clients", format: (value) => clientCount(Number(value), report) },
        { key: "spend", label: "Spent", format: (value) => f.moneyShort(Number(value)) },
        { key: "cac", label: "Cost per client", format: (value) => f.moneyShort(Number(value)) },
        {
          key: "meanClv",
          label: "Value per client",
          align: "right",
          value: ({ meanClv }) => meanClv?.value ?? null,
          format: (value) => f.moneyShort(Number(value)),
        },
        {
          key: "ratio",
          label: "Value ÷ cost",
          align: "right",
          value: ({ ratio }) => ratio?.value ?? null,
          format: (_, { ratio }) => (ratio ? f.multipleInterval(ratio) : "–"),
        },
        {
          key: "payback",
          label: "Earned back",
          value: ({ payback }) => payback?.months ?? null,
          format: (_, { payback }) => (payback ? paybackInWords(payback, report) : "–"),
        },
      ],
      rows: years,
    },
    chart: (width) =>
      dotInterval(rows, {
        width,
        axis: "Lifetime value ÷ cost",
        format: f.multiple,
        reference: { at: 1, label: "what it cost" },
        rowHeight: width < 480 ? 44 : 30,
      }),
  });
}
