/** What a flow of money answers to: renewals to retention and deal size, orders to frequency too, costs to retention only, what is earned or signed to discounting alone. */
export type FlowKind = "first deals" | "renewals" | "orders" | "costs to serve" | "earned or signed";

/** Money of one kind by period, summed over clients: compact enough for a page. All lists are by period. */
export interface FlowCell {
  readonly kind: FlowKind;
  /** Whose money it is, so that cells of parts of the clients can be matched. */
  readonly group: "contracts" | "orders" | "all";
  /** Margin, discounted at the rate of the report. */
  readonly margins: readonly number[];
  /** The revenue behind it, discounted alike. */
  readonly revenues: readonly number[];
  /** Mean days over which it is discounted. */
  readonly days: readonly number[];
  /** Mean years of decisions to stay that it hangs on. */
  readonly years: readonly number[];
  /** Probability to stay for one such year, 0 to 1; 1 where nothing hangs on it. */
  readonly stays: readonly number[];
}

/** One client's money in one period. */
export interface Flow {
  readonly margin: number;
  readonly revenue: number;
  readonly days: number;
  readonly years: number;
  /** Probability of all these decisions together. */
  readonly reached: number;
}

/**
 * Adds up flows by period.
 *
 * Days and years are means weighted by revenue (by |margin| where there is none). With fᵢ the flows of a period and sᵢ
 * the probability that each is reached, the yearly probability to stay is (Σfᵢ / Σ(fᵢ/sᵢ))^(1/years): what is expected
 * over what would come if all stayed.
 */
export function flowCellSum(
  kind: FlowKind,
  group: FlowCell["group"],
  periods: number,
): { readonly add: (period: number, flow: Flow) => void; readonly cell: () => FlowCell } {
  const sums = () => new Float64Array(periods);
  const [margins, revenues, weights] = [sums(), sums(), sums()];
  const [days, years, ifAllStay] = [sums(), sums(), sums()];
  const to = (list: Float64Array, at: number, amount: number): void => {
    list[at] = (list[at] ?? 0) + amount;
  };
  return {
    add(period, flow) {
      const weight = flow.revenue > 0 ? flow.revenue : Math.abs(flow.margin);
      if (!(weight > 0 && flow.reached > 0)) return;
      to(margins, period, flow.margin);
      to(revenues, period, flow.revenue);
      to(weights, period, weight);
      to(days, period, weight * flow.days);
      to(years, period, weight * flow.years);
      to(ifAllStay, period, weight / Math.min(1, flow.reached));
    },
    cell() {
      const mean = (list: Float64Array) => Array.from(list, (sum, at) => sum / (weights[at] || 1));
      const meanYears = mean(years);
      return {
        kind,
        group,
        margins: Array.from(margins),
        revenues: Array.from(revenues),
        days: mean(days),
        years: meanYears,
        stays: meanYears.map((span, at) =>
          span > 0 ? ((weights[at] ?? 0) / (ifAllStay[at] || 1)) ** (1 / span) : 1,
        ),
      };
    },
  };
}

/** Margin of a cell over all periods. */
export function cellMargin({ margins }: FlowCell): number {
  return margins.reduce((sum, margin) => sum + margin, 0);
}
