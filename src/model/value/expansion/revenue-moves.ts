/** One direction in which revenue moves at a renewal: how often, and ln ratio ~ N(mean, deviation²). */
export interface RevenueMove {
  readonly share: number;
  readonly mean: number;
  readonly deviation: number;
}

/** How revenue moves at a renewal: it grows, shrinks, or (the rest) stays. */
export interface RevenueMoves {
  readonly up: RevenueMove;
  readonly down: RevenueMove;
}
