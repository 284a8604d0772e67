import { type CapturePoint, captureCurve, capturedShare } from "../accuracy/captured-share.js";
import { hasMeaningfulShares } from "./gains-and-losses.js";

const POINTS = 100;

/**
 * The concentration curve: share of the total held by the most valuable share of clients, from (0, 0) to (1,
 * 1), thinned to about 100 points. Empty where shares of the total have no meaning. A little above 1 on the way where
 * some values are negative.
 */
export function concentrationCurve(values: readonly number[]): CapturePoint[] {
  const curve = hasMeaningfulShares(values) ? (captureCurve(values, values) ?? []) : [];
  const stride = Math.max(1, Math.ceil((curve.length - 1) / POINTS));
  return curve.filter((_, index) => index % stride === 0 || index === curve.length - 1);
}

/**
 * Share of the total held by the top `share` of clients by value (0 to 1); null where shares of the total have no
 * meaning.
 */
export function shareOfTop(values: readonly number[], share: number): number | null {
  return hasMeaningfulShares(values) ? capturedShare(values, values, share) : null;
}

/**
 * Gini coefficient of values: 0 when all are equal, towards 1 when one holds all. Null where shares of the total have no
 * meaning. G = 2 Σ i·xᵢ / (n Σ xᵢ) − (n + 1)/n over ascending x.
 */
export function giniOf(values: readonly number[]): number | null {
  if (!hasMeaningfulShares(values)) return null;
  const total = values.reduce((sum, value) => sum + value, 0);
  const count = values.length;
  const ranked = Float64Array.from(values).sort();
  let weighted = 0;
  ranked.forEach((value, index) => {
    weighted += (index + 1) * value;
  });
  return (2 * weighted) / (count * total) - (count + 1) / count;
}
