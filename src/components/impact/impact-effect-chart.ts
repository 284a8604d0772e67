import type { ImpactPage } from "../../data/published/impact.js";
import type { Report } from "../../data/published/report.js";
import type { ImpactOutcome } from "../../model/performance/impact-accounts.js";
import { chartFigure } from "../charts/chart-figure.js";
import { dotInterval } from "../charts/dot-interval.js";
import { colour } from "../charts/palette.js";
import { effectInWords, effectTitle, outcomeName, outcomeVerdict } from "./impact-sentences.js";

function unit(outcome: ImpactOutcome, { moneyIs }: Report): string {
  switch (outcome) {
    case "margin":
      return `${moneyIs} of a touched client in a year`;
    case "renewals":
      return "share of renewals due that were renewed";
    case "expansion":
      return `${moneyIs} of expansions of a touched client in a year`;
    case "orders":
      return "orders of a touched client in a year";
  }
}

/** What each initiative changed in one outcome, against clients that it did not touch. */
export function impactEffectChart(impact: ImpactPage, outcome: ImpactOutcome, report: Report): HTMLElement {
  const rows = impact.initiatives.flatMap(({ name, method, outcomes, touched, untouched }) =>
    outcomes.flatMap((one) =>
      one.outcome === outcome
        ? [{ ...one, ...one.effect, name, method, touchedClients: touched, untouchedClients: untouched }]
        : [],
    ),
  );
  const signed = (value: number) => effectInWords(outcome, value, report);
  return chartFigure({
    rank: "lead",
    title: effectTitle(impact, outcome, report),
    subtitle: `Change in the ${unit(outcome, report)}, beyond the change of clients that were not touched`,
    caption: `${rows
      .map(({ name, touchedClients, untouchedClients, method }) =>
        method === "own past"
          ? `${name}: ${touchedClients} clients against their own past`
          : `${name}: ${touchedClients} clients touched, ${untouchedClients} not`,
      )
      .join(
        "; ",
      )}. Lines: 80% intervals. In colour: beyond chance at the ${Math.round(100 * impact.level)}% level, corrected for all that was looked at.`,
    summary: rows
      .map(
        (row) =>
          `${row.name}: ${signed(row.value)} (${signed(row.low)} to ${signed(row.high)}), ${outcomeVerdict(row, impact.level)}`,
      )
      .join("; "),
    data: {
      rows,
      columns: [
        { key: "name", label: "Initiative" },
        { key: "touchedClients", label: "Clients touched" },
        {
          key: "value",
          label: `Effect on ${outcomeName(outcome, report)}`,
          format: (v) => signed(Number(v)),
        },
        { key: "low", label: "Low", format: (v) => signed(Number(v)) },
        { key: "high", label: "High", format: (v) => signed(Number(v)) },
        { key: "says", label: "Says", value: (row) => outcomeVerdict(row, impact.level) },
      ],
    },
    chart: (width) =>
      dotInterval(
        rows.map((row) => ({
          label: row.name,
          value: row.value,
          low: row.low,
          high: row.high,
          colour: row.claimed ? colour.accent : colour.context,
        })),
        {
          width,
          axis: `Change in the ${unit(outcome, report)}`,
          format: signed,
          reference: { at: 0, label: "no effect" },
        },
      ),
  });
}
