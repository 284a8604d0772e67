import type { AccountRow, AccountsPage } from "../../data/published/accounts.js";
import type { Report } from "../../data/published/report.js";
import {
  ASSUMED_AVOIDED,
  ASSUMED_CLOSED,
  retentionInvestment,
} from "../../model/economics/what-if/retention-investment.js";
import { controlRow, sliderControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { pageLink } from "../page/page-link.js";
import { decodeState, writeState } from "../page/url-state.js";
import type { Column } from "../tables/column.js";
import { dataTable } from "../tables/data-table.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { counted, sentenceCase } from "../words/wording.js";
import { planStep } from "./plan-step.js";

/** What the reader assumes of the avoidable leaving to be avoided, in percent: from the address, or as stated. */
function assumedShare(page: Pick<AccountsPage, "measure">, query: string): number {
  const { avoided } = decodeState(query, { avoided: defaultShare(page) });
  return Math.min(100, Math.max(0, avoided));
}

function defaultShare({ measure }: Pick<AccountsPage, "measure">): number {
  return 100 * (measure === null ? ASSUMED_AVOIDED : ASSUMED_CLOSED);
}

type Row = AccountRow & { readonly worth: ReturnType<typeof retentionInvestment> };

/** What keeping each key account is worth at most, under the reader's assumption. */
export function accountsRetention(page: AccountsPage, report: Report, query: string): HTMLElement {
  const f = formatter(report);
  const key = page.accounts.filter((account) => account.page !== null);
  const slider = sliderControl({
    label: page.measure === null ? "Share of leaving avoided" : "Share of the avoidable leaving avoided",
    min: 0,
    max: 100,
    step: 5,
    value: assumedShare(page, query),
    format: (percent) => f.percent(percent / 100),
  });
  const result = element`<div></div>`;
  const draw = (): void => {
    const rows = key.map(
      (account): Row => ({
        ...account,
        worth: retentionInvestment(account.valueAtRisk, account.inReach, slider.value / 100),
      }),
    );
    result.replaceChildren(
      element`<p role="status">${retentionSentence(rows, slider.value / 100, report)}</p>`,
      dataTable({
        caption: "Key accounts, with what keeping each is worth at most in the next 12 months",
        rows,
        locale: report.locale,
        sort: { key: "worth", descending: true },
        download: { filename: "key-accounts.csv" },
        columns: columns(page, report),
      }),
    );
  };
  slider.addEventListener("input", () => {
    writeState({ avoided: slider.value }, { avoided: defaultShare(page) });
    draw();
  });
  draw();
  return element`<div>${controlRow(slider)}${result}</div>`;
}

/** What to spend on whom, in one sentence. */
export function retentionSentence(
  rows: readonly Pick<Row, "name" | "worth">[],
  share: number,
  report: MoneyFacts,
): string {
  const f = formatter(report);
  if (share === 0) return "If nothing is avoided, nothing is worth spending on it.";
  const worthwhile = rows.filter(({ worth }) => worth.value >= 1);
  const total = (of: "value" | "low" | "high") => worthwhile.reduce((sum, { worth }) => sum + worth[of], 0);
  const [first] = [...worthwhile].sort((a, b) => b.worth.value - a.worth.value);
  if (first === undefined) {
    return "Nothing says that extra work would keep any of the key accounts: none of them does poorly, or none may leave within the year.";
  }
  const range =
    total("low") < total("high") ? ` (${f.moneyShort(total("low"))} to ${f.moneyShort(total("high"))})` : "";
  return `If ${f.percent(share)} of that is avoided, keeping ${counted(worthwhile.length, "account", f.count)} is worth up to ${f.moneyShort(total("value"))}${range} in the next 12 months, most at ${first.name} (${f.moneyShort(first.worth.value)}). Spending more than that loses money even if all goes well.`;
}

const READINGS = [
  { key: "year", label: "mean of the last year" },
  { key: "last", label: "last quarter" },
  { key: "before", label: "a year before" },
] as const;

function columns(page: AccountsPage, report: Report): Column<Row>[] {
  const f = formatter(report);
  const money = (amount: unknown) => f.moneyShort(Number(amount));
  const { measure } = page;
  const key = page.accounts.filter((account) => account.page !== null);
  const standing = { poor: "poor", well: "good", unknown: "not measured" } as const;
  const person = key.some(({ successOwner }) => successOwner !== null)
    ? ({ key: "successOwner", label: "Looked after by" } as const)
    : key.some(({ owner }) => owner !== null)
      ? ({ key: "owner", label: "Sold by" } as const)
      : null;
  return [
    { key: "clientId", label: "Id", only: "file" },
    {
      key: "name",
      label: "Account",
      render: ({ name, clientId, page: own, segment }) =>
        element`<span class="bw-client"><a href=${pageLink(`accounts/${own ?? ""}`)}>${name}</a><span class="bw-id">${clientId}${segment === null ? "" : `, ${segment}`}</span></span>`,
    },
    {
      key: "residual",
      label: "Still expected",
      value: ({ residual }) => residual.value,
      format: money,
    },
    { key: "pStays", label: "Stays a year", format: (value) => f.percent(Number(value)) },
    { key: "valueAtRisk", label: "At risk", format: money },
    ...(measure === null
      ? []
      : [
          {
            key: "standing",
            label: `${sentenceCase(measure.measure)}, limit ${f.number(measure.middle)}`,
            value: (row: Row) => standing[row.standing],
            format: (_: unknown, row: Row) => `${standing[row.standing]}${readingInWords(row, report)}`,
          },
          ...READINGS.map(
            ({ key, label }): Column<Row> => ({
              key: `reading-${key}`,
              label: `${sentenceCase(measure.measure)}, ${label}`,
              only: "file",
              value: ({ reading }) => reading?.[key] ?? null,
            }),
          ),
        ]),
    {
      key: "worth",
      label: "Worth spending, at most",
      align: "right",
      value: ({ worth }) => Math.round(worth.value),
      format: (_, { worth }) =>
        worth.value < 1 ? "–" : worth.low < worth.high ? f.moneyInterval(worth) : f.moneyShort(worth.value),
    },
    {
      key: "headroom",
      label: "Room to grow",
      value: ({ headroom }) => headroom?.value ?? null,
      format: (value) => (Number(value) > 0 ? f.moneyShort(Number(value)) : "none"),
    },
    {
      key: "nextStep",
      label: "Next step",
      value: ({ nextStep }) =>
        nextStep === null ? null : `${nextStep.on}: ${planStep(nextStep, measure).what}`,
      format: (value, { nextStep }) =>
        nextStep === null ? String(value) : `${f.date(nextStep.on)}: ${planStep(nextStep, measure).what}`,
    },
    ...(person === null ? [] : [person]),
  ];
}

/** Its reading over the year, and from where to where it went by quarter: " (76; 97 → 67 in a year)"; "" without one. */
function readingInWords({ reading }: Row, report: Report): string {
  if (reading === null) return "";
  const rounded = (value: number) => formatter(report).number(Math.round(10 * value) / 10);
  const { year, last, before } = reading;
  const moved =
    before === null
      ? `last quarter ${rounded(last)}`
      : `${rounded(before)}\u00a0→\u00a0${rounded(last)} in a year`;
  return ` (${rounded(year)}; ${moved})`;
}
