import * as Plot from "@observablehq/plot";
import type { AnswerPage, SegmentBrief } from "../../data/published/answer.js";
import type { Report } from "../../data/published/report.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { moneyBars } from "../charts/money-bars.js";
import { colour, segmentColour } from "../charts/palette.js";
import { element } from "../page/element.js";
import type { Cell } from "../tables/column.js";
import { moneyColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { segmentsTitle } from "./answer-sentences.js";

/** Lifetime value by segment as one bar, or as bars around 0 where some lose money, and each segment in a line. */
export function segmentStrip(answer: AnswerPage, report: Report): HTMLElement {
  const f = formatter(report);
  const { segments } = answer;
  const hasShares = segments.every(({ shareOfClv }) => shareOfClv !== null);
  const shares = segments.map(({ shareOfClv }) => shareOfClv ?? 0);
  const rest = hasShares ? Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0)) : 0;
  const parts = [
    ...segments.map((segment) => ({ share: segment.shareOfClv ?? 0, ink: segmentColour(segment.colour) })),
    { share: rest, ink: colour.hairline },
  ];
  const bars = segments.map(({ name, totalClv, colour: place }) => ({
    label: name,
    amount: totalClv,
    ink: segmentColour(place),
  }));
  const held = (segment: SegmentBrief) =>
    segment.shareOfClv === null
      ? `${f.moneyTotal(segment.totalClv)} in all`
      : `${f.percent(segment.shareOfClv)} of value`;
  const lines = segments.map(
    (segment) =>
      element`<li><span class="bw-swatch" style=${{ background: segmentColour(segment.colour) }}></span><strong>${segment.name}</strong><br>${plural(f.count(segment.clients), "client")} worth ${f.moneyShort(segment.meanClv)} each, ${held(segment)}${segment.prospects === null ? "" : `; ${plural(f.count(segment.prospects), "prospect")} like them`}</li>`,
  );
  const figure = chartFigure({
    title: segmentsTitle(answer, report),
    caption: `${hasShares ? "Share of the lifetime" : "Lifetime"} value of ${f.count(answer.clients)} clients${rest > 0.005 ? "; pale: clients of no segment" : ""}.`,
    summary: segments.map((segment) => `${segment.name}: ${held(segment)}.`).join(" "),
    data: {
      columns: [
        { key: "name", label: "Segment" },
        { key: "clients", label: "Clients", format: (count) => f.count(Number(count)) },
        moneyColumn("meanClv", "Mean CLV", report),
        moneyColumn("totalClv", "CLV in all", report),
        { key: "shareOfClv", label: "Share of CLV", format: (share) => f.percent(Number(share)) },
        ...(segments.every(({ prospects }) => prospects === null)
          ? []
          : [{ key: "prospects", label: "Prospects", format: (count: Cell) => f.count(Number(count)) }]),
      ],
      rows: segments,
    },
    chart: (width) =>
      hasShares
        ? shareStrip(width)
        : Plot.plot(moneyBars(bars, { width, format: (amount) => f.moneyTotal(amount) })),
  });
  figure.querySelector(".bw-chart")?.after(element`<ul class="bw-segment-lines">${lines}</ul>`);
  return figure;

  function shareStrip(width: number): Node {
    return Plot.plot({
      width,
      height: 58,
      margin: 0,
      marginTop: 22,
      x: { axis: null, domain: [0, 1] },
      marks: [
        Plot.barX(parts, { x: "share", fill: "ink", insetLeft: 1, insetRight: 1 }),
        Plot.text(
          parts.slice(0, -1).filter(({ share }) => share * width > 40),
          Plot.stackX({
            x: "share",
            text: (part: { share: number }) => f.percent(part.share),
            frameAnchor: "top",
            dy: -14,
            fill: colour.ink,
            fontWeight: 600,
          }),
        ),
      ],
    });
  }
}
