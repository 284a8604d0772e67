import { quantile } from "d3";

const RESOLUTION = 2 ** 26;
const TAIL = 0.02;

/**
 * CLV as the search uses it: the tails beyond the 2nd and 98th percentile of the rows pulled in, so that one giant cannot
 * make a rule; less the rows' mean; as whole numbers of about 2²⁶ at most, so that sums are exact in any order and free of
 * the currency. `direction` −1 turns the search to the accounts worth least. Rows may repeat. Equal values give all zero.
 */
export function searchExcess(clv: readonly number[], rows: Int32Array, direction: 1 | -1): Float64Array {
  const searched = Array.from(rows, (row) => clv[row] ?? 0);
  const low = quantile(searched, TAIL) ?? 0;
  const high = quantile(searched, 1 - TAIL) ?? 0;
  const scale = high > low ? (direction * RESOLUTION) / (high - low) : 0;
  const whole = (value: number) => Math.round(scale * (Math.min(high, Math.max(low, value)) - low));
  const mean = rows.length > 0 ? searched.reduce((sum, value) => sum + whole(value), 0) / rows.length : 0;
  return Float64Array.from(clv, (value) => whole(value) - Math.round(mean));
}
