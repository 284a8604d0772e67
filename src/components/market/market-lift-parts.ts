import type { Interval } from "../../data/published/common.js";
import type { Report } from "../../data/published/report.js";
import type { Column } from "../tables/column.js";
import { countColumn } from "../tables/figure-columns.js";
import { intervalColumns } from "../tables/interval-columns.js";
import { formatter, type MoneyFacts } from "../words/format.js";

/** The clients won in a year and what those of a kind brought against all, as columns; `matching` says which kind. */
export function liftColumns<Row extends Interval>(
  matching: string,
  asMultiples: boolean,
  report: Report,
): readonly Column<Row>[] {
  const f = formatter(report);
  return [
    { key: "cohort", label: "Won in" },
    countColumn("clients", "Clients", report),
    countColumn("matching", matching, report),
    ...intervalColumns<Row>(
      asMultiples ? "lift" : "difference",
      asMultiples ? "Lift" : "Against the average",
      (row) => row,
      asMultiples ? f.multiple : f.money,
      asMultiples ? undefined : report.currency,
    ),
  ];
}

/** The axis of years, and that of lift; `ticks` on the latter. */
export function liftAxes(asMultiples: boolean, ticks: number, report: MoneyFacts) {
  const f = formatter(report);
  return {
    marginLeft: asMultiples ? 40 : 60,
    x: { label: "Won in", labelAnchor: "left", labelArrow: "none", type: "point", padding: 0.5 },
    y: {
      label: null,
      grid: true,
      zero: true,
      ticks,
      tickFormat: (value: number) => (asMultiples ? f.multiple(value) : f.moneyShort(value)),
    },
  } as const;
}
