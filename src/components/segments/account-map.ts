import * as Plot from "@observablehq/plot";
import { extent } from "d3";
import type { SegmentRow, SegmentsPage } from "../../data/published/segments.js";
import { labelWidth, wrapLabel } from "../charts/fit-label.js";
import { colour, segmentColour } from "../charts/palette.js";
import type { Formatter } from "../words/format.js";
import { movedApart } from "./moved-apart.js";

type AccountMap = SegmentsPage["map"];

type MappedClient = AccountMap["clients"][number];
type ProspectCell = AccountMap["prospectCells"][number];

const MARGIN = 4;
/** Above and below, where the words of the directions stand. */
const MARGIN_AXIS = 26;
const INSET = 14;

/**
 * Clients as points (colour: segment, area: CLV, filled: high-value) over the density of prospects.
 * With a segment chosen the others stand back.
 */
export function accountMap(
  map: AccountMap,
  segments: readonly SegmentRow[],
  options: {
    readonly width: number;
    readonly f: Formatter;
    /** The id of the chosen segment, "" for none. */
    readonly chosen: string;
  },
): Node {
  const { width, f, chosen } = options;
  const narrow = width < 560;
  const cast = new Map(segments.map((segment) => [segment.segmentId, segment]));
  const ink = (client: MappedClient) => {
    const segment = client.segmentId === null ? undefined : cast.get(client.segmentId);
    return segment ? segmentColour(segment.colour) : colour.context;
  };
  const back = (client: MappedClient) => chosen !== "" && client.segmentId !== chosen;
  const densest = Math.max(1, ...map.prospectCells.map(({ prospects }) => prospects));
  const largestFirst = [...map.clients].sort((a, b) => b.clv - a.clv);
  const cells = map.prospectCells;
  const reach = {
    x: reachOf([...map.clients.map(({ x }) => x), ...cells.flatMap((cell) => [cell.x, cell.x + cell.width])]),
    y: reachOf([
      ...map.clients.map(({ y }) => y),
      ...cells.flatMap((cell) => [cell.y, cell.y + cell.height]),
    ]),
  };
  const labels = [...segmentCentres(map.clients, segments)].sort((a, b) => a.x - b.x);
  const height = Math.round(Math.min(640, Math.max(360, width * 0.6)));
  const size = narrow ? 13 : 15;
  const lineWidth = narrow ? 9 : 14;
  const moves = movedApart(
    labels.map(({ segment, x, y }) => {
      const lines = wrapLabel(segment.name, lineWidth * size, size);
      return {
        x: ((width - 2 * (MARGIN + INSET)) * (x - reach.x[0])) / (reach.x[1] - reach.x[0] || 1),
        y: ((height - 2 * (MARGIN_AXIS + INSET)) * (reach.y[1] - y)) / (reach.y[1] - reach.y[0] || 1),
        width: Math.max(...lines.map((line) => labelWidth(line, size))),
        height: 1.15 * size * lines.length,
      };
    }),
  );
  return Plot.plot({
    width,
    height,
    margin: MARGIN,
    marginTop: MARGIN_AXIS,
    marginBottom: MARGIN_AXIS,
    x: { axis: null, inset: INSET },
    y: { axis: null, inset: INSET },
    r: { range: [0, narrow ? 11 : 15] },
    marks: [
      Plot.rect(map.prospectCells, {
        x1: "x",
        y1: "y",
        x2: (cell: ProspectCell) => cell.x + cell.width,
        y2: (cell: ProspectCell) => cell.y + cell.height,
        fill: colour.context,
        fillOpacity: (cell: ProspectCell) => 0.04 + 0.34 * Math.sqrt(cell.prospects / densest),
        inset: 0.5,
      }),
      Plot.dot(largestFirst, {
        x: "x",
        y: "y",
        r: "clv",
        stroke: ink,
        fill: (client: MappedClient) => (client.highValue ? ink(client) : colour.paper),
        fillOpacity: (client: MappedClient) => (back(client) ? 0.25 : client.highValue ? 0.75 : 0.55),
        strokeOpacity: (client: MappedClient) => (back(client) ? 0.45 : 1),
        strokeWidth: 1.25,
        title: (client: MappedClient) =>
          [
            client.name,
            client.segmentId === null ? "no segment" : (cast.get(client.segmentId)?.name ?? "no segment"),
            client.highValue ? "high-value" : "other client",
            `CLV ${f.moneyShort(client.clv)}`,
          ].join("\n"),
        tip: {
          // As wide as has room on either side of a client in the middle; longer names run over lines.
          lineWidth: narrow ? 10 : 20,
          fill: colour.paper,
          stroke: colour.hairline,
          fontSize: 13,
        },
      }),
      ...labels.map((label, index) =>
        Plot.text([label], {
          x: "x",
          y: "y",
          text: () => label.segment.name,
          dy: moves[index] ?? 0,
          fontSize: size,
          fontWeight: 700,
          lineWidth,
          fill: colour.ink,
          stroke: colour.paper,
          strokeWidth: 5,
          pointerEvents: "none",
        }),
      ),
      ...axisText(map.xMeans, [
        { frameAnchor: "bottom-left", textAnchor: "start", dy: 20, arrow: (side) => `← ${side}` },
        { frameAnchor: "bottom-right", textAnchor: "end", dy: 20, arrow: (side) => `${side} →` },
      ]),
      ...axisText(map.yMeans, [
        { frameAnchor: "bottom-left", textAnchor: "start", dy: -2, arrow: (side) => `↓ ${side}` },
        { frameAnchor: "top-left", textAnchor: "start", dy: -20, arrow: (side) => `↑ ${side}` },
      ]),
    ],
  });
}

function reachOf(places: readonly number[]): readonly [number, number] {
  const [low = 0, high = 0] = extent(places);
  return [low, high];
}

interface AxisEnd {
  readonly frameAnchor: "bottom-left" | "bottom-right" | "top-left";
  readonly textAnchor: "start" | "end";
  readonly dy: number;
  readonly arrow: (side: string) => string;
}

/** What lies at the two ends of a direction, given as "low ↔ high"; an end without a trait stays bare. */
function axisText(means: string, ends: readonly [AxisEnd, AxisEnd]): Plot.Markish[] {
  const sides = means.split(" ↔ ");
  return ends.flatMap(({ frameAnchor, textAnchor, dy, arrow }, index) => {
    const side = sides[index];
    if (side === undefined || side === "no clear trait") return [];
    return [
      Plot.text([arrow(side)], {
        text: (text: string) => text,
        frameAnchor,
        textAnchor,
        dy,
        fontSize: 13,
        fill: colour.muted,
        stroke: colour.paper,
        strokeWidth: 4,
      }),
    ];
  });
}

/** The median place of each segment's clients, where its name stands. */
export function segmentCentres(
  clients: readonly MappedClient[],
  segments: readonly SegmentRow[],
): readonly { readonly segment: SegmentRow; readonly x: number; readonly y: number }[] {
  return segments.flatMap((segment) => {
    const members = clients.filter(({ segmentId }) => segmentId === segment.segmentId);
    if (members.length === 0) return [];
    const middle = (values: readonly number[]) =>
      [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    return [{ segment, x: middle(members.map(({ x }) => x)), y: middle(members.map(({ y }) => y)) }];
  });
}
