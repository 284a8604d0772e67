import * as Plot from "@observablehq/plot";
import type { AnswerData } from "./answer-data.js";
import { segmentsTitle } from "./answer-sentences.js";
import { chartFigure } from "./chart-figure.js";
import { element } from "./element.js";
import { formatter } from "./format.js";
import { colour, segmentColour } from "./palette.js";
import type { ReportFacts } from "./report-facts.js";

/** Lifetime value by segment as one bar, and each segment in a line. */
export function segmentStrip(answer: AnswerData, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const { segments } = answer;
  const rest = Math.max(0, 1 - segments.reduce((sum, { shareOfClv }) => sum + shareOfClv, 0));
  const parts = [
    ...segments.map((segment) => ({ share: segment.shareOfClv, ink: segmentColour(segment.colour) })),
    { share: rest, ink: colour.hairline },
  ];
  const lines = segments.map(
    (segment) =>
      element`<li><span class="bw-swatch" style=${{ background: segmentColour(segment.colour) }}></span><strong>${segment.name}</strong><br>${f.count(segment.clients)} clients worth ${f.moneyShort(segment.meanClv)} each, ${f.percent(segment.shareOfClv)} of value; ${f.count(segment.prospects)} prospects like them</li>`,
  );
  const figure = chartFigure({
    title: segmentsTitle(answer, report),
    caption: `Share of the lifetime value of ${f.count(answer.clients)} clients${rest > 0.005 ? "; pale: clients of no segment" : ""}.`,
    summary: segments.map(({ name, shareOfClv }) => `${name}: ${f.percent(shareOfClv)}.`).join(" "),
    data: {
      columns: [
        { key: "name", label: "Segment" },
        { key: "clients", label: "Clients" },
        { key: "meanClv", label: "Mean CLV" },
        { key: "shareOfClv", label: "Share of CLV" },
        { key: "prospects", label: "Prospects" },
      ],
      rows: segments,
    },
    chart: (width) =>
      Plot.plot({
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
      }),
  });
  figure.querySelector(".bw-chart")?.after(element`<ul class="bw-segment-lines">${lines}</ul>`);
  return figure;
}
