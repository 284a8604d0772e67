import type { ClientValue } from "./client-value.js";
import { type PortfolioInterval, portfolioInterval } from "./portfolio-interval.js";
import type { CommonShock } from "./uncertainty/common-shock.js";

/** CLV of clients together, with its 80 % interval. What was observed of it is certain. */
export function portfolioClv(
  clients: readonly Pick<
    ClientValue,
    "clv" | "clvLow" | "clvHigh" | "clvDeviation" | "clvObserved" | "clvMonthsAhead"
  >[],
  shock: CommonShock | null,
): PortfolioInterval {
  return portfolioInterval(
    clients.map((one) => ({
      value: one.clv,
      low: one.clvLow,
      high: one.clvHigh,
      deviation: one.clvDeviation,
      earned: one.clvObserved,
      months: one.clvMonthsAhead,
    })),
    shock,
  );
}

/** Residual value of clients together over `horizonMonths`, with its 80 % interval. */
export function portfolioResidual(
  clients: readonly Pick<
    ClientValue,
    "residualValue" | "residualLow" | "residualHigh" | "residualDeviation"
  >[],
  shock: CommonShock | null,
  horizonMonths: number,
): PortfolioInterval {
  return portfolioInterval(
    clients.map((one) => ({
      value: one.residualValue,
      low: one.residualLow,
      high: one.residualHigh,
      deviation: one.residualDeviation,
      months: horizonMonths,
    })),
    shock,
  );
}
