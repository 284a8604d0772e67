import type { ComponentAmounts } from "./portfolio/components.js";
import type { WorldMoves } from "./uncertainty/world-moves.js";

/** Which model carries the expected part of a client's value. */
export type ValueModel = "repeat orders" | "contract renewals" | "none";

/** What one client is worth, in the report's currency; intervals are 80 % predictive. */
export interface ClientValue {
  readonly clientId: string;
  /** Margin of the first `horizonMonths` as a client, discounted to the first day: observed plus expected. */
  readonly clv: number;
  readonly clvLow: number;
  readonly clvHigh: number;
  /** Standard deviation of what will be realised, as simulated; so those below. */
  readonly clvDeviation: number;
  /** How what is expected moves with what is not known of the parameters, world by world; so those below. */
  readonly clvMoves: WorldMoves;
  /** The part of `clv` that has already been earned. */
  readonly clvObserved: number;
  /** Months that the rest of it is expected in; 0 once the first `horizonMonths` are over. */
  readonly clvMonthsAhead: number;
  /** Margin earned up to the as-of date. */
  readonly historicValue: number;
  /** Expected margin of the next `horizonMonths`, discounted to the as-of date. */
  readonly residualValue: number;
  readonly residualLow: number;
  readonly residualHigh: number;
  readonly residualDeviation: number;
  readonly residualMoves: WorldMoves;
  /** historic + residual; with the value of referrals where the settings ask for it. */
  readonly totalValue: number;
  /** What the clients that it referred are worth in all: apart from what it brings itself. */
  readonly referralValue: number;
  /** historic + residual by component. */
  readonly components: ComponentAmounts;
  /** `residualValue` by component. */
  readonly residualComponents: ComponentAmounts;
  /** Probability of being a client still at the as-of date. */
  readonly pActive: number;
  /** Revenue (not margin), undiscounted, of the 12 months after the as-of date. */
  readonly expectedRevenue12m: number;
  readonly expectedRevenue12mLow: number;
  readonly expectedRevenue12mHigh: number;
  readonly expectedRevenue12mDeviation: number;
  readonly expectedRevenue12mMoves: WorldMoves;
  readonly model: ValueModel;
  /** In the top `highValueShare` by CLV, and above 0. */
  readonly highValue: boolean;
  /** False when too little of the first months was seen to learn from (left-truncated). */
  readonly learnable: boolean;
}
