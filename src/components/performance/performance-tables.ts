import type { OwnerRow, PerformancePage } from "../../data/published/performance.js";
import type { Report } from "../../data/published/report.js";
import type { Column } from "../tables/column.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { signedPoints } from "../words/signed-share.js";

type OwnerRate = OwnerRow["kept"];

function interval(rate: OwnerRate, text: (value: number) => string): string {
  return rate === null ? "–" : `${text(rate.value)} (${text(rate.low)} to ${text(rate.high)})`;
}

/** Owners by what they won, kept and grew, with intervals and groups that cannot be told apart. */
export function ownerTable(
  owners: readonly OwnerRow[],
  role: "Rep" | "Success owner",
  report: Report,
): HTMLElement {
  const f = formatter(report);
  const rate = (
    key: "worth" | "kept" | "grown" | "satisfied",
    label: string,
    text: (value: number) => string,
  ): Column<OwnerRow>[] =>
    owners.every((owner) => owner[key] === null)
      ? []
      : [
          {
            key,
            label,
            align: "right",
            value: (owner) => owner[key]?.value ?? null,
            format: (_, owner) => interval(owner[key], text),
          },
        ];
  /** Where nobody can be told apart, which the text above says, a group of all says nothing. */
  const group = (key: "worth" | "kept"): Column<OwnerRow>[] =>
    new Set(owners.flatMap((owner) => owner[key]?.group ?? [])).size < 2
      ? []
      : [
          {
            key: `${key}Group`,
            label: key === "worth" ? "Group by worth" : "Group by staying",
            value: (owner) => owner[key]?.group ?? null,
          },
        ];
  return dataTable({
    caption: `${role}s by lifetime value won, kept and grown`,
    rows: owners,
    search: ["owner"],
    locale: report.locale,
    sort: { key: "kept", descending: true },
    download: { filename: role === "Rep" ? "reps.csv" : "success-owners.csv" },
    columns: [
      { key: "owner", label: role },
      { key: "clients", label: "Clients" },
      { key: "clv", label: "Lifetime value", format: (value) => f.moneyShort(Number(value)) },
      ...rate("worth", "Per client", (value) => f.moneyShort(value)),
      ...group("worth"),
      {
        key: "stayed",
        label: "Stayed",
        format: (_, { stayed, decisions, expectedStayed }) =>
          `${f.count(stayed)} of ${f.count(decisions)}, usual ${f.count(Math.round(expectedStayed))}`,
      },
      ...rate("kept", "Points beyond like clients", (share) => signedPoints(share, f)),
      ...group("kept"),
      ...rate("grown", "Expansion a client and year", (value) => f.moneyShort(value)),
      ...rate("satisfied", "Satisfaction", (value) => f.number(Math.round(10 * value) / 10)),
    ],
  });
}

/** First products by how many of their buyers stay. */
export function productLeavingTable(page: PerformancePage, report: Report): HTMLElement {
  const f = formatter(report);
  return dataTable({
    caption: "First products by whether their buyers stay",
    rows: page.productTests,
    locale: report.locale,
    columns: [
      { key: "label", label: "First product" },
      { key: "clients", label: "Clients" },
      { key: "decisions", label: "Decisions" },
      { key: "stayed", label: "Stayed" },
      { key: "expectedStayed", label: "Usual", format: (value) => f.count(Math.round(Number(value))) },
      {
        key: "p",
        label: "By chance",
        format: (value) => (Number(value) < 0.01 ? "under 1%" : f.percent(Number(value), 0)),
      },
      { key: "claimed", label: "Churns", value: ({ claimed }) => (claimed ? "yes" : "cannot be said") },
    ],
  });
}

/** Both teams by the same measures; exports name no teams beside these. */
export function teamTable(page: PerformancePage, report: Report): HTMLElement {
  const f = formatter(report);
  return dataTable({
    caption: "Teams",
    rows: page.teams,
    locale: report.locale,
    columns: [
      { key: "team", label: "Team" },
      { key: "people", label: "People" },
      { key: "clients", label: "Clients" },
      { key: "clv", label: "Lifetime value", format: (value) => f.moneyShort(Number(value)) },
      {
        key: "stayed",
        label: "Stayed",
        format: (_, { stayed, decisions }) => `${f.count(stayed)} of ${f.count(decisions)}`,
      },
      { key: "expansion", label: "Expansion so far", format: (value) => f.moneyShort(Number(value)) },
    ],
  });
}
