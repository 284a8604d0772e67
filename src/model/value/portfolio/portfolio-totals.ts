import type { Estimate } from "../../numerics/interval.js";
import type { ClientValue } from "../client-value.js";
import type { CommonShock } from "../uncertainty/common-shock.js";
import { movesTogether } from "../uncertainty/world-moves.js";
import { portfolioInterval } from "./portfolio-interval.js";

/** CLV of clients together, with its 80 % interval. What was observed of it is certain. */
export function portfolioClv(
  clients: readonly Pick<
    ClientValue,
    "clv" | "clvLow" | "clvHigh" | "clvDeviation" | "clvMoves" | "clvObserved" | "clvMonthsAhead"
  >[],
  shock: CommonShock | null,
): Estimate {
  return portfolioInterval(
    clients.map((one) => ({
      value: one.clv,
      low: one.clvLow,
      high: one.clvHigh,
      deviation: one.clvDeviation,
      earned: one.clvObserved,
      months: one.clvMonthsAhead,
      moves: one.clvMoves,
    })),
    shock,
  );
}

/** Residual value of clients together over `horizonMonths`, with its 80 % interval. */
export function portfolioResidual(
  clients: readonly Pick<
    ClientValue,
    "residualValue" | "residualLow" | "residualHigh" | "residualDeviation" | "residualMoves"
  >[],
  shock: CommonShock | null,
  horizonMonths: number,
): Estimate {
  return portfolioInterval(
    clients.map((one) => ({
      value: one.residualValue,
      low: one.residualLow,
      high: one.residualHigh,
      deviation: one.residualDeviation,
      months: horizonMonths,
      moves: one.residualMoves,
    })),
    shock,
  );
}

/** Revenue that clients together bring in the next 12 months, with its 80 % interval. */
export function portfolioNextYear(
  clients: readonly Pick<
    ClientValue,
    | "expectedRevenue12m"
    | "expectedRevenue12mLow"
    | "expectedRevenue12mHigh"
    | "expectedRevenue12mDeviation"
    | "expectedRevenue12mMoves"
  >[],
  shock: CommonShock | null,
): Estimate {
  return portfolioInterval(
    clients.map((one) => ({
      value: one.expectedRevenue12m,
      low: one.expectedRevenue12mLow,
      high: one.expectedRevenue12mHigh,
      deviation: one.expectedRevenue12mDeviation,
      months: 12,
      moves: one.expectedRevenue12mMoves,
    })),
    shock,
  );
}

/** Variance that what is not known of the parameters, and all clients share, gives the mean of some clients' CLV. */
export function sharedVarianceOfMean(clients: readonly Pick<ClientValue, "clvMoves">[]): number {
  const together = movesTogether();
  for (const { clvMoves } of clients) together.add(clvMoves);
  return clients.length === 0 ? 0 : together.variance() / clients.length ** 2;
}
