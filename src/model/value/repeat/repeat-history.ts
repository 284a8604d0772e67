/**
 * A purchase history as the models of repeat business see it; all times share one unit.
 *
 * For models of discrete opportunities (BG/BB) the unit is the opportunity: `age` counts those so far, `recency`
 * is the number of the last one that was taken.
 */
export interface RepeatHistory {
  /** Repeat purchases x, whole, at least 0. */
  readonly repeats: number;
  /** Time from the first purchase to the last (tₓ); 0 without repeats, above 0 with. */
  readonly recency: number;
  /** Time from the first purchase to now (T), at least `recency`. */
  readonly age: number;
  /**
   * Σ ln of the times between successive purchases. Only the choice of how regular buyers are rests on it;
   * leave it out where it is not known.
   */
  readonly logGaps?: number;
}
