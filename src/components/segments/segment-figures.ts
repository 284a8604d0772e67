import { extent } from "d3";
import type { Report } from "../../data/published/report.js";
import type { SegmentsPage } from "../../data/published/segments.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { emptyState } from "../page/empty-state.js";
import type { Formatter } from "../words/format.js";
import { accountMap } from "./account-map.js";
import { segmentChoiceChart } from "./segment-choice-chart.js";
import { choiceTitle, mapTitle } from "./segment-sentences.js";

/** The two-dimensional map of clients and prospects, where they differ in two directions; `chosen` is a segment's id or "". */
export function accountMapFigure(
  page: SegmentsPage,
  report: Report,
  f: Formatter,
  chosen: string,
): HTMLElement {
  const { map, segments } = page;
  if (isFlat(map.clients.map(({ x }) => x)) || isFlat(map.clients.map(({ y }) => y)))
    return emptyState({
      reason: "the clients differ too little in what is known of them for a map",
      needs: null,
      report,
    });
  const names = new Map(segments.map(({ segmentId, name }) => [segmentId, name]));
  const rows = map.clients.map(({ segmentId, ...client }) => ({
    ...client,
    segment: segmentId === null ? null : (names.get(segmentId) ?? null),
  }));
  const prospects = map.prospectCells.reduce((sum, cell) => sum + cell.prospects, 0);
  return chartFigure({
    title: mapTitle(page, f),
    subtitle: "Accounts that are alike lie close together",
    caption: `${plural(f.count(rows.length), "client")}${rows.length < page.clients ? ` (of ${f.count(page.clients)}, those worth most)` : ""}: the larger the circle, the higher the CLV; filled: high-value, the top ${f.percent(report.highValueShare)}.${prospects > 0 ? ` Grey squares: the ${plural(f.count(prospects), "prospect")}, the stronger the grey the more.` : ""} The map keeps as much of the likeness as two directions can.`,
    summary: `Map of clients by likeness of firmographics. Left to right: ${map.xMeans}. Bottom to top: ${map.yMeans}.${segments
      .map(
        ({ name, clients, prospects: near }, at) =>
          `${at === 0 ? " " : "; "}${name}: ${plural(f.count(clients), "client")}${near === null ? "" : `, ${plural(f.count(near), "prospect")}`}`,
      )
      .join("")}`,
    chart: (width) => accountMap(map, segments, { width, f, chosen }),
    data: {
      rows,
      columns: [
        { key: "name", label: "Client" },
        { key: "clientId", label: "Id", only: "file" },
        { key: "segment", label: "Segment" },
        { key: "clv", label: "CLV", format: (v) => f.money(Number(v)) },
        { key: "highValue", label: "High-value" },
        { key: "x", label: "x", only: "file" },
        { key: "y", label: "y", only: "file" },
      ],
    },
  });
}

function isFlat(places: readonly number[]): boolean {
  const [low = 0, high = 0] = extent(places);
  return high - low < 1e-9;
}

/** How the number of segments was chosen, where there was one to choose. */
export function segmentChoiceFigure(
  page: SegmentsPage,
  report: Pick<Report, "company" | "tables">,
  f: Formatter,
): HTMLElement {
  const rows = page.choice.candidates;
  if (rows.length === 0) return emptyState({ reason: page.choice.reason, needs: null, report });
  return chartFigure({
    title: choiceTitle(page, f),
    caption: `n = ${f.count(page.highValueClients)} high-value clients. The line: how much the groups found in redraws overlap with those found in all clients. Dashed: the same in data made without groups, which any number of groups has to beat.`,
    summary: rows
      .map(
        (row) =>
          `${f.count(row.k)} groups: ${f.percent(row.meanJaccard)}, without groups ${f.percent(row.nullMeanJaccard)}`,
      )
      .join("; "),
    chart: (width) => segmentChoiceChart(page.choice, Math.min(width, 680)),
    data: {
      rows,
      columns: [
        { key: "k", label: "Groups" },
        { key: "meanJaccard", label: "Mean overlap", format: (v) => f.percent(Number(v)) },
        { key: "minJaccard", label: "Least sure group", format: (v) => f.percent(Number(v)) },
        { key: "nullMeanJaccard", label: "Without groups", format: (v) => f.percent(Number(v)) },
      ],
    },
  });
}
