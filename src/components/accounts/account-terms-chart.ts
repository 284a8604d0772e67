import * as Plot from "@observablehq/plot";
import type { AccountPage } from "../../data/published/account.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";

type Term = AccountPage["terms"][number];

/** Contract terms on a time line, with what became of each. */
export function accountTermsChart(account: AccountPage, report: Report): HTMLElement {
  const f = formatter(report);
  const { terms } = account;
  const date = (iso: string) => new Date(`${iso}T00:00:00Z`);
  const several = (product: string | null) =>
    new Set(terms.filter((term) => term.product === product).map(({ line }) => line)).size > 1;
  const label = ({ product, line }: Term) =>
    `${product ?? "Contract"}${several(product) ? ` ${f.count(line)}` : ""}`;
  const rows = terms.map((term) => ({
    ...term,
    label: label(term),
    from: date(term.startsOn),
    to: date(term.endsOn),
  }));
  const ink = { renewed: colour.context, running: colour.accent, ended: colour.alert } as const;
  const lines = [...new Set(rows.map((row) => row.label))];
  return chartFigure({
    title: termsTitle(terms, report),
    subtitle: "Contract terms; the amount is the revenue of the term",
    caption: `Grey: renewed. In the accent colour: running on ${f.date(report.asOf)}. In the colour of alerts: over and not renewed.`,
    summary: terms
      .map(
        ({ product, startsOn, endsOn, revenue, state }) =>
          `${product ?? "Contract"}, ${f.date(startsOn)} to ${f.date(endsOn)}, ${f.moneyShort(revenue)}: ${state}.`,
      )
      .join(" "),
    data: {
      columns: [
        { key: "label", label: "Contract" },
        { key: "startsOn", label: "From" },
        { key: "endsOn", label: "To" },
        { key: "revenue", label: "Revenue", format: (value) => f.moneyShort(Number(value)) },
        { key: "state", label: "State" },
      ],
      rows,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 66 + (width < 480 ? 62 : 46) * lines.length,
        marginLeft:
          width < 480 ? 8 : Math.min(180, 20 + 7.5 * Math.max(...lines.map(({ length }) => length))),
        marginRight: 24,
        marginBottom: 42,
        x: { type: "utc", label: null, ticks: width < 480 ? 4 : 8 },
        y: {
          type: "band",
          domain: lines,
          label: null,
          ...(width < 480 ? { axis: null } : {}),
          tickSize: 0,
          padding: width < 480 ? 0.5 : 0.3,
        },
        marks: [
          Plot.rect(rows, {
            x1: "from",
            x2: "to",
            y: "label",
            fill: ({ state }: Term) => ink[state],
            fillOpacity: 0.85,
            inset: 1,
          }),
          Plot.text(rows, {
            x: ({ from, to }: { from: Date; to: Date }) => new Date((from.getTime() + to.getTime()) / 2),
            y: "label",
            text: ({ revenue }: Term) => (width / rows.length > 60 ? f.moneyShort(revenue) : ""),
            fill: colour.paper,
            fontWeight: 600,
          }),
          Plot.ruleX([date(report.asOf)], { stroke: colour.ink, strokeDasharray: "2 3" }),
          ...(width < 480
            ? [
                Plot.text(lines, {
                  frameAnchor: "left",
                  y: (line: string) => line,
                  text: (line: string) => line,
                  dy: -25,
                  textAnchor: "start" as const,
                }),
              ]
            : []),
        ],
      }),
  });
}

/** The next renewal, or that there is none; and how often it renewed. */
export function termsTitle(terms: readonly Term[], report: MoneyFacts): string {
  const f = formatter(report);
  const renewals = terms.filter(({ state }) => state === "renewed").length;
  const [next] = terms
    .filter(({ state }) => state === "running")
    .sort((a, b) => (a.endsOn < b.endsOn ? -1 : 1));
  const times = renewals === 1 ? "once" : renewals === 2 ? "twice" : `${f.count(renewals)} times`;
  const often = renewals === 0 ? "not renewed yet" : `renewed ${times}`;
  if (next === undefined) return `${sentenceCase(often)}; no contract runs`;
  return `${sentenceCase(often)}; the next term ends on ${f.date(next.endsOn)}`;
}
