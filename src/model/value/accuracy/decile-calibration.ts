import { mean } from "d3";

/** A tenth of the clients in ascending order of what was expected of them. */
export interface CalibrationDecile {
  /** 1 to 10. */
  readonly decile: number;
  readonly clients: number;
  readonly predicted: number;
  readonly actual: number;
}

/**
 * Means of what was expected and of what came by tenth of clients, least expected first; fewer than ten clients
 * give one tenth each. Throws when the lengths differ.
 */
export function decileCalibration(
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
): CalibrationDecile[] {
  if (predicted.length !== actual.length) {
    throw new RangeError(`${predicted.length} predictions for ${actual.length} actual values`);
  }
  const order = Array.from({ length: actual.length }, (_, index) => index).sort(
    (one, other) => (predicted[one] ?? 0) - (predicted[other] ?? 0) || one - other,
  );
  const tenths = Math.min(10, order.length);
  return Array.from({ length: tenths }, (_, tenth) => {
    const members = order.slice(
      Math.round((tenth * order.length) / tenths),
      Math.round(((tenth + 1) * order.length) / tenths),
    );
    return {
      decile: tenth + 1,
      clients: members.length,
      predicted: mean(members, (index) => predicted[index] ?? 0) ?? 0,
      actual: mean(members, (index) => actual[index] ?? 0) ?? 0,
    };
  });
}
