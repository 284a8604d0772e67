import type { Interval } from "../../data/published/common.js";
import type { IcpPage, PublishedRule } from "../../data/published/icp.js";
import { intervalBar } from "../charts/interval-bar.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import type { Cell } from "../tables/column.js";
import { dataTable } from "../tables/data-table.js";
import type { Formatter } from "../words/format.js";
import { meanOutside } from "./icp-sentences.js";
import { struck } from "./struck.js";

interface RuleRow extends PublishedRule {
  readonly role: string;
  /** False: the lift is that on the clients that chose the rule, and says too much. */
  readonly honest: boolean;
  readonly colour: string;
  /** Mean CLV on clients that did not choose the rule; null where nobody searched for it. */
  readonly outside: number | null;
}

/** Every rule that the page names, on the one yardstick. */
export function icpRuleTable(icp: IcpPage, f: Formatter): HTMLElement {
  const rows = ruleRows(icp);
  if (rows.length === 0) return element`<p>No profile is named, so none is measured here.</p>`;
  const { hasMultiples } = icp;
  const against = (row: RuleRow) => (hasMultiples ? row.lift : row.difference);
  const scale = hasMultiples
    ? { max: 1.05 * Math.max(1.5, ...rows.map(({ lift }) => lift.high)) }
    : {
        min: 1.05 * Math.min(0, ...rows.map(({ difference }) => difference.low)),
        max: 1.05 * Math.max(1, ...rows.map(({ difference }) => difference.high)),
      };
  const number = (text: (value: number) => string) => (value: Cell) => text(Number(value));
  return dataTable<RuleRow>({
    caption: "Profiles on one yardstick",
    rows,
    download: { filename: "icp-rules.csv" },
    columns: [
      {
        key: "sentence",
        label: "Profile",
        render: (row) =>
          element`<span style="display: block; min-width: 13rem; max-width: 24rem"><span style=${{ display: "block", color: row.colour, fontSize: "0.875rem" }}>${row.role}</span>${row.sentence}</span>`,
      },
      { key: "role", label: "Role", only: "file" },
      {
        key: hasMultiples ? "lift" : "difference",
        label: hasMultiples ? "Lift, 80% interval" : "Against the average, 80% interval",
        align: "left",
        value: (row) => against(row).value,
        render: (row) =>
          againstCell(
            row,
            against(row),
            scale,
            (hasMultiples ? f.multipleInterval : f.moneyInterval)(against(row)),
          ),
      },
      {
        key: "liftKind",
        label: "Kind of lift",
        only: "file",
        value: (row) =>
          row.honest ? "on clients that did not choose the rule" : "on the clients that chose it",
      },
      {
        key: hasMultiples ? "liftLow" : "differenceLow",
        label: "80% from",
        only: "file",
        value: (row) => against(row).low,
      },
      {
        key: hasMultiples ? "liftHigh" : "differenceHigh",
        label: "80% to",
        only: "file",
        value: (row) => against(row).high,
      },
      { key: "clients", label: "Clients", format: number(f.count) },
      { key: "shareOfClv", label: "Share of CLV", format: number(f.percent) },
      {
        key: "meanClv",
        label: "Mean CLV",
        value: ({ meanClv, outside }) => outside ?? meanClv,
        render: ({ meanClv, outside, honest }) => {
          const asMeasured = f.moneyShort(meanClv);
          if (!honest) return struck(asMeasured);
          return outside === null
            ? asMeasured
            : element`<span>${f.moneyShort(outside)} ${struck(asMeasured)}</span>`;
        },
      },
      ...(rows.every(({ prospects }) => prospects === null)
        ? []
        : [
            { key: "prospects", label: "Prospects", format: number(f.count) },
            { key: "shareOfProspects", label: "Share of prospects", format: number(f.percent) },
          ]),
    ],
  });
}

/** What the clients are worth against the average one as a line; struck out where measured on the clients that chose the rule. */
function againstCell(
  row: RuleRow,
  interval: Interval,
  scale: { readonly min?: number; readonly max: number },
  words: string,
): HTMLElement {
  if (!row.honest)
    return element`<span style="display: block; min-width: 9rem"><s style="color: var(--bw-muted)">${words}</s></span>`;
  return element`<span style="display: block; min-width: 9rem">${words}<span style="display: block">${intervalBar(interval, { ...scale, label: `against the average: ${words}`, colour: row.colour })}</span></span>`;
}

function ruleRows(icp: IcpPage): readonly RuleRow[] {
  const row = (rule: PublishedRule | null, role: string, ink: string, honest = true): readonly RuleRow[] =>
    rule
      ? [{ ...rule, role, colour: ink, honest, outside: "p" in rule ? meanOutside(rule, icp) : null }]
      : [];
  return [
    ...row(icp.proposed, "Proposed", colour.proposed),
    ...row(icp.current, "Today’s", colour.current),
    ...row(icp.avoid, "To avoid", colour.alert),
    ...icp.alternatives.flatMap((rule) =>
      row(rule, "Alternative, as good within the error", colour.muted, false),
    ),
  ];
}
