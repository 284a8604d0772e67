import { dataTable } from "./data-table.js";
import { element } from "./element.js";
import { folded } from "./folded.js";
import { formatter } from "./format.js";
import type { ContestDays, ContestFacts, ValueTournament } from "./method-data.js";
import { tournamentCaption } from "./method-sentences.js";
import type { ReportFacts } from "./report-facts.js";
import { sentenceCase } from "./wording.js";

const KINDS = {
  model: "model",
  regression: "regression",
  rule: "trivial rule",
  blend: "blend of models",
} as const;

/** Every way of predicting the repeat business of clients, as it did on earlier days and on the last, kept out one. */
export function methodTournament(tournament: ValueTournament, report: ReportFacts): HTMLElement {
  return element`<div><p class="bw-note">${tournamentCaption(tournament, report)}</p>${contestTable(tournament.revenue, "revenue", tournament, report)}${weightsOf(tournament.revenue, report)}${folded(
    "The same for the number of orders",
    () =>
      element`<div>${contestTable(tournament.orders, "orders", tournament, report)}${weightsOf(tournament.orders, report)}</div>`,
  )}</div>`;
}

/** The same of clients under contract, whose revenue alone is predicted. */
export function contractTournament(tournament: ContestDays, report: ReportFacts): HTMLElement {
  const whose = "under contract";
  return element`<div><p class="bw-note">${tournamentCaption(tournament, report, whose)}</p>${contestTable(tournament.revenue, "revenue", tournament, report, whose)}${weightsOf(tournament.revenue, report)}</div>`;
}

function contestTable(
  contest: ContestFacts,
  measure: "revenue" | "orders",
  { origins }: ContestDays,
  report: ReportFacts,
  whose: "without contracts" | "under contract" = "without contracts",
): HTMLElement {
  const f = formatter(report);
  const number = (value: unknown) => Number(value).toFixed(2);
  const total = (value: number) => (measure === "revenue" ? f.moneyShort(value, 3) : f.number(value));
  const signed = (share: unknown) =>
    `${Number(share) > 0 ? "+" : Number(share) < 0 ? "−" : ""}${f.percent(Math.abs(Number(share)))}`;
  return dataTable({
    rows: contest.rows,
    columns: [
      {
        key: "name",
        label: "Way of predicting",
        render: ({ name, kind }) =>
          element`<span class="bw-client">${sentenceCase(name)}<span class="bw-id">${KINDS[kind]}${name === contest.chosen ? ", chosen" : ""}</span></span>`,
      },
      { key: "kind", label: "Kind", only: "file" },
      { key: "choosingLoss", label: "Error on the days that choose", format: number },
      {
        key: "lastLoss",
        label: "On the last day",
        value: ({ losses }) => losses.at(-1) ?? null,
        format: number,
      },
      {
        key: "predicted",
        label: "Predicted",
        value: ({ accuracy }) => accuracy?.predictedTotal ?? null,
        format: (value) => total(Number(value)),
      },
      { key: "bias", label: "Off by", value: ({ accuracy }) => accuracy?.totalBias ?? null, format: signed },
      {
        key: "rmse",
        label: "RMSE",
        value: ({ accuracy }) => accuracy?.rootMeanSquareError ?? null,
        format: (value) => (measure === "revenue" ? f.moneyShort(Number(value)) : f.number(Number(value))),
      },
      {
        key: "rankCorrelation",
        label: "Rank correlation",
        value: ({ accuracy }) => accuracy?.spearman ?? null,
        format: number,
      },
      {
        key: "gini",
        label: "Gini",
        value: ({ accuracy }) => accuracy?.normalisedGini ?? null,
        format: number,
      },
      {
        key: "topTenth",
        label: "Held by its top tenth",
        value: ({ accuracy }) => accuracy?.topDecileShare ?? null,
        format: (value) => f.percent(Number(value)),
      },
      {
        key: "topFifth",
        label: "Its top fifth",
        value: ({ accuracy }) => accuracy?.topQuintileShare ?? null,
        format: (value) => f.percent(Number(value)),
      },
    ],
    sort: { key: "choosingLoss", descending: false },
    caption: `Ways of predicting ${measure === "revenue" ? "the revenue" : "the number of orders"} of clients ${whose}, on ${f.count(origins.length)} earlier days`,
    download: { filename: `tournament-${whose === "under contract" ? "contracts" : measure}.csv` },
    locale: report.locale,
  });
}

/** What the blends are made of, by what came so far; null where there are none. */
function weightsOf({ weights }: ContestFacts, report: ReportFacts): HTMLElement | null {
  const f = formatter(report);
  const blends = weights.flatMap(({ blend, members }) => {
    const shown = members.filter(({ weight }) => weight >= 0.005).sort((a, b) => b.weight - a.weight);
    const parts = shown.map(({ name, weight }) => `${name} ${f.percent(weight)}`);
    return parts.length === 0 ? [] : [`${sentenceCase(blend)}: ${parts.join(", ")}.`];
  });
  return blends.length === 0 ? null : element`<p class="bw-note">${blends.join(" ")}</p>`;
}
