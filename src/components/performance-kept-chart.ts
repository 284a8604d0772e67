import { chartFigure } from "./chart-figure.js";
import { dotInterval } from "./dot-interval.js";
import { formatter } from "./format.js";
import { colour } from "./palette.js";
import type { PerformanceData } from "./performance-data.js";
import { keptTitle } from "./performance-sentences.js";
import type { ReportFacts } from "./report-facts.js";
import { signedShare } from "./signed-share.js";

const MOST = 16;

/** How much more or less the clients of each rep stay than like clients; those that hit quota with leavers stand out. */
export function keptChart(page: PerformanceData, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const claimed = new Set(page.repTests.flatMap(({ label, claimed }) => (claimed ? [label] : [])));
  const reps = page.reps.flatMap(({ owner, kept, quota, decisions, stayed, expectedStayed }) =>
    kept === null
      ? []
      : [
          {
            owner,
            label: quota ? `${owner} (quota ${quota.met} of ${quota.periods})` : owner,
            value: kept.value,
            low: kept.low,
            high: kept.high,
            decisions,
            stayed,
            expectedStayed,
            ...(claimed.has(owner) ? { colour: colour.alert } : {}),
          },
        ],
  );
  const rows = [...reps].sort((a, b) => b.value - a.value);
  const shown = rows.length <= MOST ? rows : [...rows.slice(0, MOST / 2), ...rows.slice(-MOST / 2)];
  const points = (share: number) => signedShare(share, f);
  return chartFigure({
    rank: "lead",
    title: keptTitle(page, report),
    subtitle: `Share of decisions to stay beyond what like clients did, by the rep who won them${page.quotas ? "; periods in which quota was met" : ""}`,
    caption: `${f.count(rows.reduce((sum, { decisions }) => sum + decisions, 0))} decisions up to ${f.date(report.asOf)}; figures of few clients are drawn towards the common one, lines hold 80 % intervals.${shown.length < rows.length ? ` The ${f.count(MOST / 2)} best and worst of ${f.count(rows.length)}.` : ""}${claimed.size > 0 ? " In colour: hits quota with clients that do not stay." : ""}`,
    summary: shown
      .map(({ label, value, low, high }) => `${label}: ${points(value)} (${points(low)} to ${points(high)}).`)
      .join(" "),
    data: {
      columns: [
        { key: "owner", label: "Rep" },
        { key: "decisions", label: "Decisions" },
        { key: "stayed", label: "Stayed" },
        { key: "expectedStayed", label: "Expected", format: (value) => f.number(Number(value)) },
        { key: "value", label: "Beyond like clients", format: (value) => points(Number(value)) },
        { key: "low", label: "Low", format: (value) => points(Number(value)) },
        { key: "high", label: "High", format: (value) => points(Number(value)) },
      ],
      rows,
    },
    chart: (width) =>
      dotInterval(shown, {
        width,
        axis: "Share of decisions to stay, beyond like clients",
        format: points,
        reference: { at: 0, label: "like clients" },
        rowHeight: width < 480 ? 46 : 30,
      }),
  });
}
