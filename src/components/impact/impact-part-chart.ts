import * as Plot from "@observablehq/plot";
import type { Interval } from "../../data/published/common.js";
import type { ImpactPage } from "../../data/published/impact.js";
import type { Report } from "../../data/published/report.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import { emptyState } from "../page/empty-state.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { partTitle } from "./impact-sentences.js";

type Quarter = ImpactPage["parts"][number];

interface Part {
  readonly what: string;
  readonly subtitle: (moneyIs: string) => string;
  readonly read: (quarter: Quarter) => Interval | null;
  readonly n: (quarter: Quarter) => number;
  readonly counted: string;
  readonly format: "percent" | "money" | "number";
}

const PARTS: readonly Part[] = [
  {
    what: "Lifetime value",
    subtitle: () => "Mean CLV of a client won in the year, what is still expected included",
    read: ({ clv }) => clv,
    n: ({ newClients }) => newClients,
    counted: "clients won",
    format: "money",
  },
  {
    what: "Retention",
    subtitle: () => "Share of renewals due in the year up to each quarter that were renewed",
    read: ({ retention }) => retention,
    n: ({ due }) => due,
    counted: "renewals due",
    format: "percent",
  },
  {
    what: "Deal size",
    subtitle: (moneyIs) => `${sentenceCase(moneyIs)} of the first quarter of a client won in the year`,
    read: ({ dealSize }) => dealSize,
    n: ({ newClients }) => newClients,
    counted: "clients won",
    format: "money",
  },
  {
    what: "Frequency",
    subtitle: () => "Orders of a client in the year, beside first fees and renewals",
    read: ({ ordersPerClient }) => ordersPerClient,
    n: ({ clients }) => clients,
    counted: "clients",
    format: "number",
  },
  {
    what: "Expansion",
    subtitle: (moneyIs) => `${sentenceCase(moneyIs)} of expansions of a client in the year`,
    read: ({ expansionPerClient }) => expansionPerClient,
    n: ({ clients }) => clients,
    counted: "clients",
    format: "money",
  },
];

/**
 * Lifetime value, and retention, deal size, frequency and expansion that make it, each the year up to every quarter; parts
 * that are zero throughout are named in one line, and one that was seen for a single year is told in words. Or that too little is known.
 */
export function impactPartCharts(impact: ImpactPage, report: Report): HTMLElement[] {
  if (impact.parts.length > 0) {
    const empty = PARTS.filter((part) => isZeroThroughout(part, impact));
    const drawn = PARTS.filter((part) => !empty.includes(part)).map((part) =>
      partChart(part, impact, report),
    );
    if (empty.length === 0) return drawn;
    const named = sentenceCase(listInWords(empty.map(({ what }) => what.toLowerCase())));
    return [
      ...drawn,
      element`<p class="bw-note" style="grid-column: 1 / -1">${named} ${empty.length === 1 ? "is" : "are"} zero throughout, and not drawn.</p>`,
    ];
  }
  return [
    emptyState({ reason: "no year has ten clients whose parts could be followed", needs: null, report }),
  ];
}

function isZeroThroughout({ read }: Part, { parts }: ImpactPage): boolean {
  const known = parts.flatMap((quarter) => read(quarter) ?? []);
  return known.length > 0 && known.every(({ value, low, high }) => value === 0 && low === 0 && high === 0);
}

function partChart(part: Part, impact: ImpactPage, report: Report): HTMLElement {
  const f = formatter(report);
  const format = (value: number): string =>
    part.format === "percent"
      ? f.percent(value)
      : part.format === "money"
        ? f.moneyShort(value)
        : value.toFixed(1);
  const rows = impact.parts.flatMap((quarter) => {
    const value = part.read(quarter);
    return value === null
      ? []
      : [{ quarter: quarter.quarter, at: dateOf(quarter.quarter), n: part.n(quarter), ...value }];
  });
  const [only] = rows;
  if (only === undefined) {
    const isContract = part.what === "Retention" && !report.tables.includes("contracts");
    return emptyState({
      reason: `${part.what}: no ${part.counted} in any year`,
      needs: isContract ? "contracts.csv" : null,
      report,
    });
  }
  const title = partTitle(
    part.what,
    part.counted,
    impact.parts.map((quarter) => ({
      quarter: quarter.quarter,
      value: part.read(quarter)?.value ?? null,
      n: part.n(quarter),
    })),
    format,
  );
  const subtitle = part.subtitle(report.moneyIs);
  if (rows.length === 1) {
    const seen = `${subtitle}: ${f.count(only.n)} ${part.counted}, 80% interval ${format(only.low)} to ${format(only.high)}. One year shows no course, so none is drawn.`;
    return element`<div><p><strong>${title}.</strong></p><p class="bw-note">${seen}</p></div>`;
  }
  const starts = impact.initiatives
    .filter(({ obstacle }) => obstacle === null)
    .map(({ name, startsOn }) => ({ name, at: new Date(`${startsOn}T00:00:00Z`) }));
  const last = rows.at(-1);
  return chartFigure({
    title,
    subtitle,
    caption: `${last ? `${f.count(last.n)} ${part.counted} in the year up to ${last.quarter}; ` : ""}band: 80% interval. Each point is a year, so neighbours overlap.${starts.length > 0 ? " Dashed: initiatives begin." : ""}`,
    summary: rows
      .filter((_, at) => at % 4 === (rows.length - 1) % 4)
      .map(({ quarter, value }) => `${quarter}: ${format(value)}`)
      .join("; "),
    data: {
      rows,
      columns: [
        { key: "quarter", label: "Year up to" },
        { key: "value", label: part.what, format: (value) => format(Number(value)) },
        { key: "low", label: "Low", format: (value) => format(Number(value)) },
        { key: "high", label: "High", format: (value) => format(Number(value)) },
        { key: "n", label: sentenceCase(part.counted), format: (count) => f.count(Number(count)) },
      ],
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 220,
        marginLeft: 52,
        marginRight: 56,
        x: { type: "utc", label: null, ticks: Math.max(3, Math.floor(width / 90)) },
        y: { label: null, grid: true, zero: true, ticks: 4, tickFormat: format },
        marks: [
          Plot.areaY(rows, { x: "at", y1: "low", y2: "high", fill: colour.accent, fillOpacity: 0.15 }),
          Plot.ruleX(starts, { x: "at", stroke: colour.muted, strokeDasharray: "3,3" }),
          Plot.line(rows, { x: "at", y: "value", stroke: colour.accent, strokeWidth: 2.5 }),
          Plot.text(rows.slice(-1), {
            x: "at",
            y: "value",
            text: (row: { value: number }) => format(row.value),
            textAnchor: "start",
            dx: 6,
            fontWeight: 600,
            fill: colour.accent,
          }),
        ],
      }),
  });
}

/** The last month of the quarter. */
function dateOf(quarter: string): Date {
  return new Date(Date.UTC(Number(quarter.slice(0, 4)), 3 * Number(quarter.slice(6)) - 1, 28));
}
