import type { MarketField, MarketLevel, MarketPage } from "../../data/published/market.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { dotInterval } from "../charts/dot-interval.js";
import { colour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { fieldInWords } from "../words/wording.js";
import { fieldTitle, monthInWords } from "./market-sentences.js";

/** How the kinds of account of one field moved against each other: size of the first deal, after ÷ before. */
export function marketLevelChart(
  field: MarketField,
  market: MarketPage,
  report: Report,
  rank?: "lead",
): HTMLElement {
  const f = formatter(report);
  const levels = [...field.levels].sort((one, other) => other.deal.value - one.deal.value);
  const since = monthInWords(field.from, report);
  const first = market.source === "deals" ? "first deal" : "first purchase";
  const ink = (level: MarketLevel) => (level.clear && field.claimed ? colour.accent : colour.context);
  const further = (level: MarketLevel) =>
    level.further === null ? "too few clients to tell" : f.multipleInterval(level.further);
  return chartFigure({
    ...(rank && { rank }),
    title: fieldTitle(field, report),
    subtitle: `Size of the ${first} since ${since} over before, against all others of ${fieldInWords(field.field)}: 1× is no move`,
    caption: `${f.count(market.accounts)} accounts, each at its ${first}; like is compared with like in the other fields and the product. Lines: 80% intervals. In colour: beyond chance on its own, with what clients did afterwards counted in (table).`,
    summary: levels
      .map((level) => `${level.level}: ${f.multipleInterval(level.deal)}${level.clear ? ", clear" : ""}`)
      .join("; "),
    data: {
      rows: levels,
      columns: [
        { key: "level", label: fieldInWords(field.field) },
        { key: "before", label: "Accounts before" },
        { key: "after", label: "Accounts after" },
        {
          key: "deal",
          label: "First deal",
          value: (row) => row.deal.value,
          format: (_, row) => f.multipleInterval(row.deal),
        },
        {
          key: "further",
          label: "Business after it",
          value: (row) => row.further?.value ?? null,
          format: (_, row) => further(row),
        },
        { key: "clear", label: "Beyond chance alone" },
      ],
    },
    chart: (width) =>
      dotInterval(
        levels.map((level) => ({ label: level.level, ...level.deal, colour: ink(level) })),
        {
          width,
          axis: `${first} since ${since} over before, against the others`,
          format: f.multiple,
          reference: { at: 1, label: "no move" },
          zero: false,
          rowHeight: width < 480 ? 46 : 32,
        },
      ),
  });
}
