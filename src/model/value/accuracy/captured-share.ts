import { group } from "d3";

/** How much of `actual` is reached by taking the accounts in descending order of `predicted`. */
export interface CapturePoint {
  /** Share of accounts taken. */
  readonly accounts: number;
  /** Share of the actual total that they hold. */
  readonly captured: number;
}

/**
 * The cumulative gains curve, from (0, 0) to (1, 1), with one point after each group of equal predictions:
 * within a tie accounts share what the tie holds, so the order of the input does not matter.
 *
 * Null when there is no account or the actual total is not positive. Throws when the lengths differ.
 */
export function captureCurve(predicted: readonly number[], actual: readonly number[]): CapturePoint[] | null {
  if (predicted.length !== actual.length) {
    throw new RangeError(`${predicted.length} predictions for ${actual.length} actual values`);
  }
  const total = actual.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return null;
  const ties = [...group(actual.keys(), (index) => predicted[index] ?? 0)].sort(([a], [b]) => b - a);
  let accounts = 0;
  let captured = 0;
  const points: CapturePoint[] = [{ accounts, captured }];
  for (const [, members] of ties) {
    accounts += members.length;
    captured += members.reduce((sum, index) => sum + (actual[index] ?? 0), 0);
    points.push({ accounts: accounts / actual.length, captured: captured / total });
  }
  return points;
}

/**
 * Share of the actual total held by the predicted top `share` of accounts, 0 to 1, by linear interpolation
 * within ties; null where the curve is.
 */
export function capturedShare(
  predicted: readonly number[],
  actual: readonly number[],
  share: number,
): number | null {
  const points = captureCurve(predicted, actual);
  if (points === null) return null;
  const after = points.findIndex((point) => point.accounts >= share);
  const [low, high] = [points[after - 1], points[after]];
  if (high === undefined) return 1;
  if (low === undefined) return high.captured;
  const fraction = (share - low.accounts) / (high.accounts - low.accounts);
  return low.captured + fraction * (high.captured - low.captured);
}
