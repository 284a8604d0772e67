import type { FlowCell } from "../what-if/flow-cell.js";

/** A cell with every `count` periods in one: sums of money, means of the rest by revenue. For many quick evaluations. */
export function mergedPeriods(cell: FlowCell, count: number): FlowCell {
  const periods = Math.ceil(cell.margins.length / count);
  const ofPeriod = (list: readonly number[], period: number): readonly number[] =>
    list.slice(period * count, (period + 1) * count);
  const weights = cell.revenues.map((revenue, at) =>
    revenue > 0 ? revenue : Math.abs(cell.margins[at] ?? 0),
  );
  const sums = (list: readonly number[]): number[] =>
    Array.from({ length: periods }, (_, period) => ofPeriod(list, period).reduce((sum, one) => sum + one, 0));
  const means = (list: readonly number[]): number[] => {
    const weighted = sums(list.map((one, at) => one * (weights[at] ?? 0)));
    const all = sums(weights);
    return weighted.map((sum, period) => ((all[period] ?? 0) > 0 ? sum / (all[period] ?? 1) : 0));
  };
  return {
    ...cell,
    margins: sums(cell.margins),
    revenues: sums(cell.revenues),
    days: means(cell.days),
    years: means(cell.years),
    stays: means(cell.stays),
  };
}
