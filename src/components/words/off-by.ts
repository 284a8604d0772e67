/** Below this share, predictions count as having come true. */
export const EXACT = 0.02;

/** How far a prediction lies from what came, as a share of what came; null where nothing came. */
export function offBy(predicted: number, actual: number): number | null {
  return actual > 0 ? predicted / actual - 1 : null;
}
