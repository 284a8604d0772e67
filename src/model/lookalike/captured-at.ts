import type { ListCurve } from "./list-curves.js";

/** Captured share at a share of the list: linear between the curve's points; 0 at 0. */
export function capturedAt(curve: ListCurve, share: number): number {
  let before = { share: 0, captured: 0 };
  for (const point of curve.points) {
    if (point.share >= share) {
      const step = point.share - before.share;
      const part = step > 0 ? (share - before.share) / step : 1;
      return before.captured + part * (point.captured - before.captured);
    }
    before = point;
  }
  return before.captured;
}

/** Share of the list that holds a share of what is to be captured: linear between the curve's points; 1 where none holds it. */
export function shareThatCaptures(curve: ListCurve, captured: number): number {
  let before = { share: 0, captured: 0 };
  for (const point of curve.points) {
    if (point.captured >= captured) {
      const step = point.captured - before.captured;
      const part = step > 0 ? (captured - before.captured) / step : 1;
      return before.share + part * (point.share - before.share);
    }
    before = point;
  }
  return 1;
}
