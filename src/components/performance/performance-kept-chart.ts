import type { PerformancePage } from "../../data/published/performance.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { dotInterval } from "../charts/dot-interval.js";
import { colour } from "../charts/palette.js";
import { countColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { signedPoints } from "../words/signed-share.js";
import { keptTitle, namedReps } from "./performance-sentences.js";

const MOST = 16;

/** How much more or less the clients of each rep stay than like clients; those that hit quota with leavers stand out. */
export function keptChart(page: PerformancePage, report: Report): HTMLElement {
  const f = formatter(report);
  const claimed = new Set(namedReps(page).map(({ label }) => label));
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
  const points = (share: number) => signedPoints(share, f);
  const last = rows.at(-1);
  const drawn =
    last === undefined
      ? ""
      : ` (the lowest from ${points((last.stayed - last.expectedStayed) / last.decisions)} to ${points(last.value)} points)`;
  return chartFigure({
    rank: "lead",
    title: keptTitle(page, report),
    subtitle: `Decisions to stay of a hundred beyond what like clients did, by the rep who won them${page.quotas ? "; periods in which quota was met" : ""}`,
    caption: `${f.count(rows.reduce((sum, { decisions }) => sum + decisions, 0))} decisions up to ${f.date(report.asOf)}; figures of few decisions are drawn towards the common one${drawn}, lines hold 80% intervals.${shown.length < rows.length ? ` The ${f.count(MOST / 2)} best and worst of ${f.count(rows.length)}.` : ""}${claimed.size > 0 ? " In colour: hits quota with clients that do not stay." : ""}`,
    summary: shown
      .map(({ label, value, low, high }) => `${label}: ${points(value)} (${points(low)} to ${points(high)}).`)
      .join(" "),
    data: {
      columns: [
        { key: "owner", label: "Rep" },
        countColumn("decisions", "Decisions", report),
        countColumn("stayed", "Stayed", report),
        { key: "expectedStayed", label: "Expected", format: (value) => f.number(Number(value)) },
        { key: "value", label: "Points beyond like clients", format: (value) => points(Number(value)) },
        { key: "low", label: "Low", format: (value) => points(Number(value)) },
        { key: "high", label: "High", format: (value) => points(Number(value)) },
      ],
      rows,
    },
    chart: (width) =>
      dotInterval(shown, {
        width,
        axis: "Points beyond like clients",
        format: points,
        reference: { at: 0, label: "like clients" },
        rowHeight: width < 480 ? 46 : 30,
      }),
  });
}
