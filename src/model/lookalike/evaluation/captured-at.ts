import type { ListCurve } from "./list-curves.js";

type Axis = "share" | "captured";

/** Captured share at a share of the list: linear between the curve's points; 0 at 0, and beyond the last what that has. */
export function capturedAt(curve: ListCurve, share: number): number {
  return along(curve, "share", share, "captured") ?? curve.points.at(-1)?.captured ?? 0;
}

/** Share of the list that holds a share of what is to be captured: linear between the curve's points; 1 where none holds it. */
export function shareThatCaptures(curve: ListCurve, captured: number): number {
  return along(curve, "captured", captured, "share") ?? 1;
}

/** Where the curve first reaches a value on one axis, on the other; it starts at nothing. Null beyond its end. */
function along({ points }: ListCurve, axis: Axis, at: number, other: Axis): number | null {
  let before = { share: 0, captured: 0 };
  for (const point of points) {
    if (point[axis] >= at) {
      const step = point[axis] - before[axis];
      const part = step > 0 ? (at - before[axis]) / step : 1;
      return before[other] + part * (point[other] - before[other]);
    }
    before = point;
  }
  return null;
}
