import type { AnswerPage, RuleBrief } from "../../data/published/answer.js";
import type { Interval } from "../../data/published/common.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { type DotRow, dotInterval } from "../charts/dot-interval.js";
import { dumbbell } from "../charts/dumbbell.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import { countColumn, moneyColumn, shareColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { comparisonTitle } from "./answer-sentences.js";

interface ComparedProfile extends DotRow {
  readonly rule: string;
  readonly clients: number;
  readonly shareOfClients: number;
  readonly shareOfClv: number | null;
}

const SIDE_BY_SIDE_FROM = 760;
/** Of the column that the profiles stand in. */
const CHARACTERS_A_LINE = 26;
const LINE_HEIGHT = 19;
const SMALLEST_ROW = 84;

/** Height in pixels that the longest rule needs beside the chart. */
function rowHeightOf(profiles: readonly ComparedProfile[]): number {
  const lines = Math.max(...profiles.map(({ rule }) => 1 + Math.ceil(rule.length / CHARACTERS_A_LINE)));
  return Math.max(SMALLEST_ROW, LINE_HEIGHT * lines + 12);
}

/** The lead chart of the answer: what a client of each profile is worth, and the share of clients against the share of value. */
export function icpComparison(answer: AnswerPage, report: Report): HTMLElement {
  const f = formatter(report);
  const profiles = comparedProfiles(answer);
  const shared = profiles.flatMap((row) =>
    row.shareOfClv === null ? [] : [{ ...row, from: row.shareOfClients, to: row.shareOfClv }],
  );
  const besideLabels = { rowHeight: rowHeightOf(profiles), labels: false };
  const inWords = profiles.map(
    (row) =>
      `${row.label}${row.rule ? ` (${row.rule})` : ""}: mean lifetime value ${f.moneyInterval(row)}, ${f.percent(row.shareOfClients)} of clients${row.shareOfClv === null ? "" : `, ${f.percent(row.shareOfClv)} of lifetime value`}.`,
  );
  const means = (width: number, beside: boolean) =>
    dotInterval(profiles, {
      width,
      axis: `Mean lifetime value of a client, ${report.currency}`,
      format: (value) => f.moneyShort(value),
      reference: { at: answer.meanClv, label: `average client ${f.moneyShort(answer.meanClv)}` },
      ...(beside && besideLabels),
    });
  const shares = (width: number, beside: boolean) =>
    dumbbell(shared, {
      width,
      axis: "Share of all clients",
      format: (value) => f.percent(value),
      from: "of clients",
      to: "of value",
      ...(beside && besideLabels),
    });
  return chartFigure({
    rank: "lead",
    title: comparisonTitle(answer, report),
    caption: `${f.count(answer.clients)} clients up to ${f.date(report.asOf)}. Lines: 80% intervals. Worth of the proposed profile is measured on clients that did not choose it${shared.length > 0 ? "; the shares are of all clients, those that chose it included" : ""}.`,
    summary: inWords.join(" "),
    data: {
      columns: [
        { key: "label", label: "Profile" },
        { key: "rule", label: "Rule" },
        countColumn("clients", "Clients", report),
        moneyColumn("value", "Mean CLV", report),
        { key: "low", label: "80% from", format: (amount) => f.money(Number(amount)) },
        { key: "high", label: "80% to", format: (amount) => f.money(Number(amount)) },
        shareColumn("shareOfClients", "Share of clients", report),
        shareColumn("shareOfClv", "Share of CLV", report),
      ],
      rows: profiles,
    },
    chart: (width) =>
      width < SIDE_BY_SIDE_FROM || shared.length === 0
        ? element`<div>${means(width, false)}${shared.length > 0 ? shares(width, false) : null}</div>`
        : element`<div class="bw-profiles">${profileLabels(profiles)}${means(Math.floor(width * 0.42), true)}${shares(Math.floor(width * 0.34), true)}</div>`,
  });
}

function comparedProfiles(answer: AnswerPage): readonly ComparedProfile[] {
  const { meanClv, hasMultiples } = answer;
  const meanOf = ({ lift, difference }: RuleBrief, at: keyof Interval) =>
    hasMultiples ? lift[at] * meanClv : meanClv + difference[at];
  const profile = (label: string, ink: string, rule: RuleBrief | null | undefined): ComparedProfile[] =>
    rule
      ? [
          {
            label,
            colour: ink,
            rule: rule.sentence,
            clients: rule.clients,
            shareOfClients: rule.shareOfClients,
            shareOfClv: rule.shareOfClv,
            value: meanOf(rule, "value"),
            low: meanOf(rule, "low"),
            high: meanOf(rule, "high"),
          },
        ]
      : [];
  return [
    ...profile("Proposed", colour.proposed, answer.icp?.proposed),
    ...profile("Today’s", colour.current, answer.icp?.current),
  ];
}

function profileLabels(profiles: readonly ComparedProfile[]): HTMLElement {
  const height = `${rowHeightOf(profiles)}px`;
  const lines = profiles.map(
    ({ label, colour: ink, rule }) =>
      element`<li style=${{ height }}><span><strong style=${{ color: ink }}>${label} profile</strong><br>${rule}</span></li>`,
  );
  return element`<ul>${lines}</ul>`;
}
