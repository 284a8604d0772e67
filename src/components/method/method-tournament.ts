import type { MethodPage, PublishedContest, PublishedTournament } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { element } from "../page/element.js";
import { folded } from "../page/folded.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { signedShare } from "../words/signed-share.js";
import { twoDecimals } from "../words/two-decimals.js";
import { sentenceCase } from "../words/wording.js";
import { tournamentCaption } from "./method-sentences.js";
import { ruleInWords, wayOfPredicting } from "./method-words.js";

type ContestKind = PublishedContest["rows"][number]["kind"];
type ValueTournament = NonNullable<MethodPage["valueTournament"]>;

const KINDS = {
  model: "model",
  regression: "regression",
  rule: "trivial rule",
  blend: "average of models",
} as const;

/** Every way of predicting the repeat business of clients, as it did on earlier days and on the last, kept out one. */
export function methodTournament(tournament: ValueTournament, report: Report): HTMLElement {
  return element`<div><p class="bw-note">${tournamentCaption(tournament, report)}</p>${contestTable(tournament.revenue, "revenue", tournament, report)}${weightsOf(tournament.revenue, report)}${weightsOf(tournament.orders, report, "averaged orders are")}${folded(
    "The same for the number of orders",
    () =>
      element`<div>${contestTable(tournament.orders, "orders", tournament, report)}${weightsOf(tournament.orders, report)}</div>`,
  )}</div>`;
}

/** The same of clients under contract, whose revenue alone is predicted. */
export function contractTournament(tournament: PublishedTournament, report: Report): HTMLElement {
  const whose = "under contract";
  return element`<div><p class="bw-note">${tournamentCaption(tournament, report, whose)}</p>${contestTable(tournament.revenue, "revenue", tournament, report, whose)}${tournament.revenue.weights.map(({ blend }) => weightsOf({ ...tournament.revenue, chosen: blend }, report))}</div>`;
}

function contestTable(
  contest: PublishedContest,
  measure: "revenue" | "orders",
  { origins }: PublishedTournament,
  report: Report,
  whose: "without contracts" | "under contract" = "without contracts",
): HTMLElement {
  const f = formatter(report);
  const total = (value: number) => (measure === "revenue" ? f.moneyShort(value, 3) : f.number(value));
  return dataTable({
    rows: contest.rows,
    columns: [
      {
        key: "name",
        label: "Way of predicting",
        render: ({ name, kind }) =>
          element`<span class="bw-client">${sentenceCase(wayOfPredicting(name))}<span class="bw-id">${kindOf(name, kind)}${name === contest.chosen ? ", chosen" : ""}</span></span>`,
      },
      { key: "kind", label: "Kind", only: "file" },
      { key: "choosingLoss", label: "Error on the days that chose", format: twoDecimals },
      {
        key: "lastLoss",
        label: "On the last day",
        value: ({ losses }) => losses.at(-1) ?? null,
        format: twoDecimals,
      },
      {
        key: "predicted",
        label: "Predicted",
        value: ({ accuracy }) => accuracy?.predictedTotal ?? null,
        format: (value) => total(Number(value)),
      },
      {
        key: "bias",
        label: "Off by",
        value: ({ accuracy }) => accuracy?.totalBias ?? null,
        format: (share) => signedShare(Number(share), f),
      },
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
        format: twoDecimals,
      },
      {
        key: "gini",
        label: "Gini",
        value: ({ accuracy }) => accuracy?.normalisedGini ?? null,
        format: twoDecimals,
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

/** What kind of way it is; of a trivial rule, what it expects. */
function kindOf(name: string, kind: ContestKind): string {
  const rule = ruleInWords(name);
  if (rule !== "") return `${KINDS[kind]}: ${rule}`;
  return kind === "model" && name.startsWith("blend in ") ? "average × order value" : KINDS[kind];
}

/** What the chosen blend is made of; null where no blend was chosen. */
function weightsOf(
  { chosen, weights }: PublishedContest,
  report: Report,
  what = `the ${wayOfPredicting(chosen ?? "")} is`,
): HTMLElement | null {
  const f = formatter(report);
  const members = weights
    .find(({ blend }) => blend === chosen)
    ?.members.filter(({ weight }) => weight >= 0.01)
    .sort((a, b) => b.weight - a.weight);
  if (!chosen || !members || members.length === 0) return null;
  const parts = members.map(
    ({ name, weight }) =>
      `${wayOfPredicting(name)} (${weight < 1 && weight > 0.995 ? "over 99%" : f.percent(weight)})`,
  );
  return element`<p class="bw-note">${sentenceCase(what)} made of ${listInWords(parts)}.</p>`;
}
