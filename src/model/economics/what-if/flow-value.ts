import { DAYS_A_YEAR } from "../../numerics/calendar.js";
import { discountFactor } from "../../value/discounting.js";
import type { FlowCell, FlowKind } from "./flow-cell.js";
import type { Levers } from "./levers.js";

/**
 * What flows are worth under other levers than the report's.
 *
 * With margin m and revenue v of a period, discounted at d₀ over t days, that hangs on y years of staying at p a year:
 * value = Σ [min(v, m + (μ − 1)·|m|) + (π − 1)·v]·size·frequency·min(ρ, 1/p)^y·((1 + d)/(1 + d₀))^(−t/365.25)
 * for a margin factor μ, price π and retention ρ; with a factor λ on leaving, (1 − λ·(1 − min(1, ρ·p)))/p instead. Costs to serve answer to retention and discounting alone, what has been
 * earned to discounting, first deals not to retention or frequency. With nothing changed it is Σ m.
 * Means of a period stand for its clients, so that large changes of retention are approximate.
 */
export function flowValue(cells: readonly FlowCell[], levers: Levers, baseDiscountRate: number): number {
  let value = 0;
  for (const cell of cells) for (const amount of flowValues(cell, levers, baseDiscountRate)) value += amount;
  return value;
}

/** The same of one cell by period. */
export function flowValues(cell: FlowCell, levers: Levers, baseDiscountRate: number): Float64Array {
  const values = valuesIfAsMuchIsKept(cell, levers, baseDiscountRate);
  const kept = keptShares(cell, levers);
  if (kept === null) return values;
  for (let period = 0; period < values.length; period += 1) {
    values[period] = (values[period] ?? 0) * (kept[period] ?? 1);
  }
  return values;
}

/**
 * What a cell's flows by period would bring over what they bring, if of those who leave only a share left and they
 * ordered so many times as often: the difference of `flowValues` under such levers, for undiscounted cells.
 */
export function flowGains(
  cell: FlowCell,
  levers: Levers,
  better: { readonly leaving: number; readonly frequency: number },
): Float64Array {
  const gains = valuesIfAsMuchIsKept(cell, { ...levers, discountRateAnnual: 0 }, 0);
  const before = keptShares(cell, levers);
  const after = keptShares(cell, { ...levers, leaving: levers.leaving * better.leaving });
  const oftener = cell.kind === "orders" ? better.frequency : 1;
  for (let period = 0; period < gains.length; period += 1) {
    gains[period] = (gains[period] ?? 0) * (oftener * (after?.[period] ?? 1) - (before?.[period] ?? 1));
  }
  return gains;
}

/** Values by period under the levers, but for those on staying. */
function valuesIfAsMuchIsKept(cell: FlowCell, levers: Levers, baseDiscountRate: number): Float64Array {
  const { kind, margins, revenues, days } = cell;
  const size = hasDealSize(kind) ? levers.dealSize : 1;
  const frequency = kind === "orders" ? levers.frequency : 1;
  const [price, marginFactor] = hasDealSize(kind) ? [levers.price, levers.margin] : [1, 1];
  const dailyForce = Math.log((1 + levers.discountRateAnnual) / (1 + baseDiscountRate)) / DAYS_A_YEAR;
  const values = new Float64Array(margins.length);
  for (let period = 0; period < values.length; period += 1) {
    const margin = margins[period] ?? 0;
    const revenue = revenues[period] ?? 0;
    const scaled =
      marginFactor === 1
        ? margin
        : Math.min(Math.max(revenue, margin), margin + (marginFactor - 1) * Math.abs(margin));
    const later = dailyForce === 0 ? 1 : Math.exp(-dailyForce * (days[period] ?? 0));
    values[period] = (scaled + (price - 1) * revenue) * size * frequency * later;
  }
  return values;
}

/** Factors by period on what is kept under the levers on staying; null where they change nothing. */
function keptShares({ kind, years, stays }: FlowCell, levers: Levers): Float64Array | null {
  const { retention, leaving } = levers;
  const staysAsIs =
    kind === "earned or signed" || kind === "first deals" || (retention === 1 && leaving === 1);
  if (staysAsIs) return null;
  const kept = new Float64Array(years.length);
  for (let period = 0; period < kept.length; period += 1) {
    const span = years[period] ?? 0;
    kept[period] = span === 0 ? 1 : Math.exp(span * Math.log(keptFactor(stays[period] ?? 1, levers)));
  }
  return kept;
}

/** The same flows without discounting, which takes most of the time where they are valued again and again. */
export function undiscounted(cells: readonly FlowCell[], baseDiscountRate: number): FlowCell[] {
  return cells.map((cell) => {
    const whole = (amounts: readonly number[]): number[] =>
      amounts.map((amount, period) => amount / discountFactor(cell.days[period] ?? 0, baseDiscountRate));
    return {
      ...cell,
      margins: whole(cell.margins),
      revenues: whole(cell.revenues),
      days: cell.days.map(() => 0),
    };
  });
}

/** Factor on the probability to stay for a year; nobody stays who is sure to leave. */
function keptFactor(stay: number, { retention, leaving }: Levers): number {
  if (!(stay > 0)) return 1;
  const leaves = 1 - Math.min(1, retention * stay);
  return Math.max(0, 1 - leaving * leaves) / stay;
}

function hasDealSize(kind: FlowKind): boolean {
  return kind !== "costs to serve" && kind !== "earned or signed";
}
