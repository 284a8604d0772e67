import type { BudgetDraws, BudgetPlan, ProposedLine } from "../../model/economics/budget/budget-plan.js";
import { isBeyondSeen } from "../../model/economics/spend-response/spend-line.js";
import { NEXT_UNIT, silenceOf } from "../acquisition/spend-answer-words.js";
import { dataTable } from "../tables/data-table.js";
import { signedMoney } from "../what-if/what-if-words.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";

/** Today's allocation beside the proposed one, with what the next unit brings and how sure each line is. */
export function budgetTable(plan: BudgetPlan, draws: BudgetDraws, report: MoneyFacts): HTMLElement {
  const f = formatter(report);
  const money = (value: unknown) => f.moneyTotal(Number(value));
  const signed = (value: unknown) => signedMoney(Number(value), f, 3);
  const rows = plan.lines.map((one, at) => ({
    line: one.line.name,
    today: one.today,
    proposed: one.proposed,
    marginal: one.marginal,
    gain: one.isHeld ? null : one.gain,
    gainLow: one.isHeld ? null : (draws.lineGains[at]?.low ?? null),
    gainHigh: one.isHeld ? null : (draws.lineGains[at]?.high ?? null),
    funded: one.isHeld ? null : (draws.funded[at] ?? 0),
    seenHigh: one.line.seen.high,
    note: noteOf(one, f.money(1)),
  }));
  return dataTable({
    rows,
    columns: [
      { key: "line", label: "Line", wide: true },
      { key: "today", label: "Today", format: money },
      { key: "proposed", label: "Proposed", format: money },
      {
        key: "gain",
        label: "Brings more",
        align: "right",
        format: (value, { gainLow, gainHigh }) =>
          `${signed(value)} (${signed(gainLow)} to ${signed(gainHigh)})`,
      },
      { key: "gainLow", label: "80% from", only: "file" },
      { key: "gainHigh", label: "80% to", only: "file" },
      {
        key: "marginal",
        label: `Next ${f.money(1)} brings, at the proposed spend`,
        align: "right",
        format: (value) => f.moneyShort(Number(value)),
      },
      {
        key: "funded",
        label: "More than today, of draws",
        align: "right",
        format: (value) => f.percent(Number(value)),
      },
      {
        key: "seenHigh",
        label: "Most spent in a month so far",
        only: "file",
      },
      { key: "note", label: "Rests on", sortable: false, wide: true },
    ],
    caption: "What is spent a month on each line today and as proposed",
    locale: report.locale,
    download: { filename: "budget.csv" },
  });
}

function noteOf({ line, isHeld, stopsAt, proposed }: ProposedLine, one: string): string {
  const basis =
    line.purpose === "keep"
      ? "Value at risk, and your assumption of what care avoids"
      : line.segment !== null && line.status === "responds"
        ? "The channel’s curve, at what its share from the segment is worth"
        : line.status === "responds"
          ? `Months with more spend brought more${line.nextEuro === "cannot tell" ? `; today the next ${one} ${NEXT_UNIT[line.nextEuro]}` : ""}`
          : sentenceCase(silenceOf(line.status, "clients"));
  const isBeyond = isBeyondSeen(line, proposed);
  return [
    basis,
    ...(isHeld ? ["held at today’s"] : []),
    ...(isBeyond ? ["beyond what was ever spent"] : stopsAt ? [`stops at the ${stopsAt} ever spent`] : []),
  ].join("; ");
}
