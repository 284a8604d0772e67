import * as Plot from "@observablehq/plot";
import type { AccountRow, AccountsPage } from "../../data/published/accounts.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { matrixTitle } from "./accounts-sentences.js";

const NAMED = 6;
const NAMED_NARROW = 3;
/** Accounts that stay with less stand at the edge. */
const LEAST = 0.5;
const staying = ({ pStays }: AccountRow) => Math.max(LEAST, pStays);
/** Width of a letter of a name, in pixels: who has no room for it left of its dot is not named. */
const LETTER = 7;
const MARGIN_LEFT = 56;
const MARGIN_RIGHT = 24;
/** Between the names and the first dot. */
const GAP = 0.03;
/** Lines of text that the height of the chart has room for. */
const LINES = 18;

/** What is still expected of each account against how surely it stays; key accounts in colour, room to grow as a ring. */
export function accountsMatrix(page: AccountsPage, report: Report): HTMLElement {
  const f = formatter(report);
  const shown = page.accounts.filter(({ residual }) => residual.value > 0);
  const key = shown.filter((account) => account.page !== null);
  const roomy = shown.filter(({ headroom }) => headroom !== null && headroom.low > 0);
  const named = [...key].sort((a, b) => b.valueAtRisk - a.valueAtRisk || a.rank - b.rank);
  const anyBelow = shown.some(({ pStays }) => pStays < LEAST);
  const rings =
    roomy.length > 0
      ? ` A ring: worth less than the best quarter of similar clients, beyond the error (${f.count(roomy.length)}).`
      : "";
  return chartFigure({
    rank: "lead",
    title: matrixTitle(page, report),
    subtitle: `${sentenceCase(report.moneyIs)} still expected over ${f.count(report.horizonMonths)} months, by the probability of being a client in a year`,
    caption: `The ${f.count(shown.length)} accounts of which most is expected, of ${f.count(page.clients)} clients, as of ${f.date(report.asOf)}; in colour the ${f.count(page.key)} key accounts, named where most would be lost.${rings} Value on a scale on which each step is a multiple.`,
    summary: key
      .map(
        ({ name, residual, pStays, valueAtRisk }) =>
          `${name}: ${f.moneyShort(residual.value)} expected, stays with a probability of ${f.percent(pStays)}, ${f.moneyShort(valueAtRisk)} at risk.`,
      )
      .join(" "),
    data: {
      columns: [
        { key: "name", label: "Account" },
        {
          key: "residual",
          label: "Still expected",
          value: ({ residual }) => residual.value,
          format: (value) => f.moneyShort(Number(value)),
        },
        { key: "pStays", label: "Stays a year", format: (value) => f.percent(Number(value)) },
        { key: "valueAtRisk", label: "At risk", format: (value) => f.moneyShort(Number(value)) },
        {
          key: "headroom",
          label: "Room to grow",
          value: ({ headroom }: AccountRow) => headroom?.value ?? null,
          format: (value) => f.moneyShort(Number(value)),
        },
      ],
      rows: shown,
    },
    chart: (width) => {
      const narrow = width < 560;
      const perPixel = (1 - LEAST) / (width - MARGIN_LEFT - MARGIN_RIGHT);
      const room = ({ name }: AccountRow) => LEAST + perPixel * LETTER * name.length;
      const fitting = named.filter((account) => room(account) < staying(account) - GAP);
      const labels = apart(fitting.slice(0, narrow ? NAMED_NARROW : NAMED), shown);
      const leftmost = Math.min(...labels.map(staying)) - GAP;
      const end = (account: AccountRow) => Math.max(leftmost, room(account));
      return Plot.plot({
        width,
        height: narrow ? 340 : 400,
        marginLeft: MARGIN_LEFT,
        marginRight: MARGIN_RIGHT,
        marginTop: 20,
        marginBottom: 44,
        x: {
          label: "Probability of being a client in a year →",
          labelAnchor: "right",
          labelArrow: "none",
          domain: [LEAST, 1],
          ticks: narrow ? 3 : 5,
          tickFormat: (share: number) =>
            share <= LEAST && anyBelow ? `${f.percent(share)} or less` : f.percent(share),
        },
        y: {
          label: null,
          type: "log",
          grid: true,
          ticks: roundAmounts(shown),
          tickFormat: (amount: number) => f.moneyShort(amount),
        },
        marks: [
          Plot.dot(shown, {
            x: staying,
            y: ({ residual }: AccountRow) => residual.value,
            r: 3,
            fill: colour.context,
            fillOpacity: 0.45,
          }),
          Plot.dot(roomy, {
            x: staying,
            y: ({ residual }: AccountRow) => residual.value,
            r: 6,
            stroke: colour.proposed,
            strokeOpacity: 0.8,
          }),
          Plot.link(labels, {
            x1: staying,
            x2: end,
            y1: ({ residual }: AccountRow) => residual.value,
            y2: "at",
            stroke: colour.muted,
            strokeWidth: 0.75,
          }),
          Plot.text(labels, {
            x: end,
            y: "at",
            text: "name",
            textAnchor: "end",
            dx: -4,
            fontSize: 13,
            fill: colour.ink,
            stroke: colour.paper,
            strokeWidth: 4,
          }),
          Plot.dot(key, {
            x: staying,
            y: ({ residual }: AccountRow) => residual.value,
            r: 5.5,
            fill: colour.accent,
          }),
        ],
      });
    },
  });
}

/** Where the names stand: as high as their dots, but moved down where they would cover each other. */
function apart(
  named: readonly AccountRow[],
  shown: readonly AccountRow[],
): readonly (AccountRow & { readonly at: number })[] {
  const logs = shown.map(({ residual }) => Math.log(residual.value));
  const line = (Math.max(...logs) - Math.min(...logs)) / LINES;
  let last = Number.POSITIVE_INFINITY;
  return [...named]
    .sort((a, b) => b.residual.value - a.residual.value)
    .map((account) => {
      last = Math.min(Math.log(account.residual.value), last - line);
      return { ...account, at: Math.exp(last) };
    });
}

/** 1, 2 and 5 times powers of ten, as far as the accounts reach. */
function roundAmounts(shown: readonly AccountRow[]): number[] {
  const amounts = shown.map(({ residual }) => residual.value);
  const [low, high] = [Math.min(...amounts), Math.max(...amounts)];
  const powers = Array.from({ length: 16 }, (_, power) => 10 ** power);
  return powers.flatMap((power) => [power, 2 * power, 5 * power]).filter((at) => at >= low && at <= high);
}
