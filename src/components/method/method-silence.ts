import * as Plot from "@observablehq/plot";
import type { Report } from "../../data/published/report.js";
import type { SilentBuyer } from "../../model/value/orders/silence.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import { numberColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { silenceSentence, silenceTitle } from "./silence-sentences.js";

/** Why a buyer of last month and one of years ago differ: what silence does to a one-time and to a regular buyer. */
export function methodSilence(buyers: readonly SilentBuyer[], report: Report): HTMLElement {
  const f = formatter(report);
  const rows = buyers.flatMap((buyer) =>
    buyer.points.map((point) => ({ ...point, buyer: nameOf(buyer, report) })),
  );
  const lines = (
    title: string,
    subtitle: string,
    caption: string,
    key: "pActive" | "expectedRevenue",
    format: (value: number) => string,
  ) =>
    chartFigure({
      title,
      subtitle,
      caption,
      summary: buyers
        .map(
          (buyer) =>
            `${nameOf(buyer, report)}: ${buyer.points.map((point) => `${format(point[key])} after ${plural(String(point.months), "month")}`).join(", ")}.`,
        )
        .join(" "),
      data: {
        columns: [
          { key: "buyer", label: "Client" },
          { key: "months", label: "Months since its last order" },
          { key: "pActive", label: "Still a client", format: (share) => f.percent(Number(share)) },
          numberColumn("expectedOrders", "Orders expected, 12 months", report),
          {
            key: "expectedRevenue",
            label: "Revenue expected, 12 months",
            format: (amount) => f.moneyShort(Number(amount)),
          },
        ],
        rows,
      },
      chart: (width) => {
        const ink = (row: (typeof rows)[number]) =>
          row.buyer.startsWith("Bought once") ? colour.context : colour.accent;
        const ends = buyers.flatMap((buyer) =>
          rows.filter((row) => row.buyer === nameOf(buyer, report)).slice(-1),
        );
        return Plot.plot({
          width,
          height: 260,
          marginLeft: 56,
          marginRight: 72,
          marginBottom: 44,
          x: {
            label: "Months since its last order",
            labelAnchor: "left",
            labelArrow: "none",
            ticks: [1, 12, 24, 36, 48, 60],
            tickFormat: (months: number) => f.number(months),
          },
          y: {
            label: null,
            grid: true,
            zero: true,
            ticks: 4,
            tickFormat: format,
            ...(key === "pActive" && { domain: [0, 1] }),
          },
          marks: [
            Plot.line(rows, { x: "months", y: key, z: "buyer", stroke: ink, strokeWidth: 2.5 }),
            Plot.dot(rows, { x: "months", y: key, r: 2.5, fill: ink }),
            ...[...ends]
              .sort((a, b) => b[key] - a[key])
              .map((end, place) =>
                Plot.text([end], {
                  x: "months",
                  y: key,
                  text: () => format(end[key]),
                  textAnchor: "start",
                  dx: 8,
                  dy: place === 0 ? -9 : 9,
                  fill: colour.ink,
                }),
              ),
          ],
        });
      },
    });
  const key = buyers.map(
    (buyer, index) =>
      element`<li><span class="bw-swatch" style=${{ background: index === 0 ? colour.context : colour.accent }}></span>${nameOf(buyer, report)}</li>`,
  );
  return element`<div><p>${silenceSentence(buyers, report)}</p><ul class="bw-key">${key}</ul><div class="bw-grid-2">${lines(silenceTitle(buyers, "pActive", report), "Probability, by months of silence", "Made-up clients under the model of repeat orders alone.", "pActive", (share) => f.percent(share))}${lines(silenceTitle(buyers, "expectedRevenue", report), "Revenue expected in the next 12 months", "The same months of silence say more of a client that used to order often.", "expectedRevenue", (amount) => f.moneyShort(amount))}</div></div>`;
}

function nameOf({ orders, monthsBetween }: SilentBuyer, report: Report): string {
  const f = formatter(report);
  return monthsBetween === null
    ? "Bought once"
    : `Bought ${f.count(orders)} times, every ${f.number(Math.round(10 * monthsBetween) / 10)} months`;
}
