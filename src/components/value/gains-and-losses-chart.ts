import * as Plot from "@observablehq/plot";
import type { Report } from "../../data/published/report.js";
import type { GainsAndLosses } from "../../model/value/portfolio/gains-and-losses.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { moneyBars } from "../charts/money-bars.js";
import { colour } from "../charts/palette.js";
import { countColumn, moneyColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { gainsAndLossesInWords } from "./gains-and-losses-sentence.js";

/** What clients that bring something bring, beside what the others lose: in place of shares of a total that losses eat. */
export function gainsAndLossesChart(facts: GainsAndLosses, report: Report): HTMLElement {
  const f = formatter(report);
  const { gainers, gains, losers, losses } = facts;
  const rows = [
    { label: `${plural(f.count(gainers), "client")} that bring`, clients: gainers, amount: gains },
    { label: `${plural(f.count(losers), "client")} that lose`, clients: losers, amount: -losses },
  ].map((row) => ({ ...row, ink: row.amount < 0 ? colour.alert : colour.accent }));
  return chartFigure({
    rank: "lead",
    title: gainsAndLossesInWords(facts, f),
    subtitle:
      "Lifetime value of clients worth more than nothing, and of those that cost more than they bring",
    caption: `${plural(f.count(gainers + losers), "client")} up to ${f.date(report.asOf)}; together ${f.moneyTotal(gains - losses)}. Losses are so large beside gains that shares of the total would mean nothing.`,
    summary: rows.map(({ label, amount }) => `${label}: ${f.moneyTotal(amount)}.`).join(" "),
    data: {
      columns: [
        { key: "label", label: "Clients" },
        countColumn("clients", "Number", report),
        moneyColumn("amount", "Lifetime value", report),
      ],
      rows,
    },
    chart: (width) => Plot.plot(moneyBars(rows, { width, format: (amount) => f.moneyTotal(amount) })),
  });
}
