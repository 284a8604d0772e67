import * as Plot from "@observablehq/plot";
import type { AcquisitionPage } from "../../data/published/acquisition.js";
import type { Report } from "../../data/published/report.js";
import type { AttributionRule } from "../../model/economics/channels/attribute-clients.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { attributionTitle, clientCount } from "./acquisition-sentences.js";

const SYMBOLS: Readonly<Record<AttributionRule, "triangle" | "circle" | "square">> = {
  "first touch": "triangle",
  "last touch": "circle",
  "even split": "square",
};

/** What each rule of attribution makes of a channel's return; the rule of the settings stands out. */
export function attributionChart(page: AcquisitionPage, report: Report): HTMLElement {
  const f = formatter(report);
  const order = page.channels.flatMap(({ channel, ratio }) =>
    ratio === null ? [] : [sentenceCase(channel)],
  );
  const rows = page.attribution
    .flatMap(({ rule, channels }) =>
      channels.map(({ channel, ...figures }) => ({ rule, channel: sentenceCase(channel), ...figures })),
    )
    .filter(({ channel }) => order.includes(channel));
  const drawn = rows.flatMap((row) => (row.ratio === null ? [] : [{ ...row, ratio: row.ratio }]));
  const rules = page.attribution.map(({ rule }) => rule);
  return chartFigure({
    title: attributionTitle(page),
    subtitle: "Lifetime value ÷ cost of winning the client, by channel and rule",
    caption: `The report uses ${page.rule} (in colour); the setting attribution in targeting.yaml changes it. ${rules
      .map((rule) => `${sentenceCase(SYMBOLS[rule])}: ${rule}`)
      .join(", ")}.`,
    summary: order
      .map((name) => {
        const own = drawn.filter(({ channel }) => channel === name);
        return `${name}: ${own.map(({ rule, ratio }) => `${f.multiple(ratio)} by ${rule}`).join(", ")}.`;
      })
      .join(" "),
    data: {
      columns: [
        { key: "channel", label: "Channel" },
        { key: "rule", label: "Credited by" },
        { key: "clients", label: "Clients", format: (value) => clientCount(Number(value), report) },
        { key: "clv", label: "Lifetime value", format: (value) => f.moneyShort(Number(value)) },
        { key: "cac", label: "Cost per client", format: (value) => f.moneyShort(Number(value)) },
        { key: "ratio", label: "Value ÷ cost", format: (value) => f.multiple(Number(value)) },
      ],
      rows,
    },
    chart: (width) => {
      const narrow = width < 480;
      const marginLeft = narrow ? 8 : 20 + 8 * Math.max(0, ...order.map((name) => name.length));
      const isSet = ({ rule }: { readonly rule: AttributionRule }) => rule === page.rule;
      return Plot.plot({
        width,
        height: 74 + (narrow ? 46 : 34) * order.length,
        marginLeft,
        marginRight: 40,
        marginBottom: 44,
        x: {
          label: "Lifetime value ÷ cost",
          labelAnchor: "left",
          labelArrow: "none",
          labelOffset: 40,
          grid: true,
          zero: true,
          nice: true,
          ticks: Math.max(3, Math.floor(width / 110)),
          tickFormat: f.multiple,
        },
        y: { domain: order, axis: null, padding: 0.5 },
        symbol: { domain: rules, range: rules.map((rule) => SYMBOLS[rule]) },
        marks: [
          Plot.text(order, {
            y: (name: string) => name,
            text: (name: string) => name,
            frameAnchor: "left",
            dx: narrow ? 0 : -marginLeft,
            dy: narrow ? -17 : 0,
            fontSize: 14,
            fontWeight: 600,
            fill: colour.ink,
          }),
          Plot.ruleY(
            order.flatMap((name) => {
              const own = drawn.filter(({ channel }) => channel === name).map(({ ratio }) => ratio);
              return own.length > 0 ? [{ name, low: Math.min(...own), high: Math.max(...own) }] : [];
            }),
            { y: "name", x1: "low", x2: "high", stroke: colour.hairline, strokeWidth: 3 },
          ),
          Plot.dot(drawn, {
            x: "ratio",
            y: "channel",
            symbol: "rule",
            r: 6,
            fill: (row: (typeof drawn)[number]) => (isSet(row) ? colour.accent : colour.paper),
            stroke: (row: (typeof drawn)[number]) => (isSet(row) ? colour.accent : colour.muted),
            strokeWidth: 1.5,
          }),
        ],
      });
    },
  });
}
