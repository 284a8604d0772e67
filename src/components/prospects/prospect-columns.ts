import type { ProspectRow } from "../../data/published/prospect-row.js";
import type { ProspectsPage } from "../../data/published/prospects.js";
import { reasonsText } from "../../model/lookalike/reasons/reason-text.js";
import { intervalBar } from "../charts/interval-bar.js";
import { element } from "../page/element.js";
import type { Column } from "../tables/column.js";
import type { Formatter } from "../words/format.js";
import { avoidMark } from "./avoid-mark.js";
import { aboutProspect } from "./prospect-about.js";
import { judgementShort } from "./prospect-judgements.js";
import { openingSentence } from "./prospect-opening.js";
import type { ProspectSummary } from "./prospect-parse.js";
import type { SegmentCast } from "./segment-cast.js";

/** The columns of the list, on the screen and in the file. */
export function prospectColumns(
  page: ProspectsPage,
  f: Formatter,
  cast: SegmentCast,
): readonly Column<ProspectSummary>[] {
  const highest = Math.max(1, ...page.top.slice(0, 50).map(({ expectedClvHigh }) => expectedClvHigh));
  const judged = [...page.top, ...page.topWithout].some(({ judgements }) => judgements.length > 0);
  const own: readonly Column<ProspectSummary>[] = [
    {
      key: "name",
      label: "Prospect",
      render: (row) =>
        element`<span style="display: block; min-width: 9rem; max-width: 16rem; overflow-wrap: anywhere">${row.name}<span class="bw-id">${aboutProspect(row, f)}</span>${row.avoid ? avoidMark() : null}</span>`,
    },
    { key: "prospectId", label: "Id", only: "file" },
    { key: "rank", label: "Rank", format: (value) => f.count(Number(value)) },
    { key: "tier", label: "Tier" },
    { key: "score", label: "Score", only: "file" },
    {
      key: "expectedClv",
      label: "CLV if won, 80% interval",
      align: "left",
      render: (row) => {
        const value = { value: row.expectedClv, low: row.expectedClvLow, high: row.expectedClvHigh };
        const words = f.moneyParts(value);
        return element`<span style="display: block; min-width: 8.5rem; white-space: nowrap"><strong>${words.value}</strong> <span class="bw-note">${words.low}–${words.high}</span><span style="display: block">${intervalBar(value, { max: highest, label: f.moneyInterval(value) })}</span></span>`;
      },
    },
    { key: "expectedClvLow", label: "CLV low", only: "file" },
    { key: "expectedClvHigh", label: "CLV high", only: "file" },
    { key: "winIndex", label: "Win index", format: (value) => f.multiple(Number(value)) },
    ...(page.hasWinProbability
      ? ([
          { key: "pWin", label: "P(win)", only: "file" },
          { key: "expectedValue", label: "Expected value", format: (value) => f.moneyShort(Number(value)) },
        ] satisfies Column<ProspectSummary>[])
      : []),
    { key: "similarity", label: "Similarity", only: "file" },
    {
      key: "segment",
      label: "Segment",
      ...(cast.names.length === 0 && { only: "file" as const }),
      render: (row) =>
        row.segment === null
          ? "–"
          : element`<span style="display: block; min-width: 7rem"><span class="bw-swatch" style=${{ background: cast.colour(row.segment) }}></span>${row.segment}</span>`,
    },
    ...(judged
      ? [
          {
            key: "judgements",
            label: "Executives say",
            value: (row: ProspectSummary) => judgementShort(row.judgements, f),
          } satisfies Column<ProspectSummary>,
        ]
      : []),
    { key: "icpMatch", label: "In ICP" },
    { key: "avoid", label: "Kind to avoid", only: "file" },
    { key: "confidence", label: "Confidence" },
  ];
  const known = Object.keys(page.top[0]?.firmographics ?? {}).map(
    (field): Column<ProspectSummary> => ({
      key: field,
      label: field,
      only: "file",
      value: (row) => row.firmographics[field] ?? null,
    }),
  );
  return [...own, ...known];
}

/** The columns of the file: those of the list, and why each prospect stands on it, for whoever takes it along. */
export function prospectFileColumns(
  page: ProspectsPage,
  f: Formatter,
  cast: SegmentCast,
): readonly Column<ProspectRow>[] {
  return [
    ...prospectColumns(page, f, cast),
    { key: "reasons", label: "Why", value: ({ reasons }) => reasonsText(reasons) },
    {
      key: "similarClients",
      label: "Similar clients",
      value: ({ similarClients }) => similarClients.map(({ name }) => name).join("; "),
    },
    { key: "opener", label: "To open with", value: (row) => openingSentence(row, page.openings, f) },
    { key: "owner", label: "Owner" },
  ];
}

/** The columns to draw; on a narrow screen the rank and the tier stand last, so that the value is seen without scrolling. */
export function columnsOnScreen<Row extends object>(
  columns: readonly Column<Row>[],
  narrow: boolean,
): readonly Column<Row>[] {
  const shown = columns.filter(({ only }) => only !== "file");
  const late = ({ key }: Column<Row>) => narrow && (key === "rank" || key === "tier");
  return [...shown.filter((column) => !late(column)), ...shown.filter(late)];
}
