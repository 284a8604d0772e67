import type { Estimate, Interval } from "../../numerics/interval.js";
import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";
import type { CommonShock } from "../uncertainty/common-shock.js";
import { shockOver } from "../uncertainty/shock-growth.js";
import { movesTogether, type WorldMoves } from "../uncertainty/world-moves.js";

/**
 * One client's part; `earned` of its value is certain already. Its interval and deviation hold the common shock, where
 * there is one.
 */
export interface PortfolioPart {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly deviation: number;
  readonly earned?: number;
  /** Over which the rest of it is expected. */
  readonly months: number;
  /** How it moves with what is not known of the parameters, in the same worlds for all clients; absent: independently. */
  readonly moves?: WorldMoves;
}

/** (value − end)/deviation of a variable whose mean lies beyond an end of its 80 % interval, at most. */
const DEVIATIONS_BEYOND_AN_END = 1 / 3;

/**
 * Sum of clients' values with an 80 % interval, from theirs.
 *
 * The sum of what is not yet earned, E = Σ eᵢ, has the deviation S, S² = Σ sᵢ² + Σ_{i≠j} cᵢⱼ: clients have their own
 * luck, but what is not known of the parameters makes all of them worth more in some worlds and less in others, and
 * does not average out; cᵢⱼ is the covariance of what two are expected to bring, over worlds (`movesTogether`). The
 * shock common to all multiplies it: with h = Σ eᵢhᵢ/E, hᵢ half the width of the shock's interval over the client's
 * months, the interval of E is `logInterval`'s. sᵢ² = ((highᵢ − lowᵢ)/2z)² − (eᵢhᵢ/z)², at least 0: what is left of a
 * client's width without the shock. A mean beyond an end of the interval, as where most futures bring nothing and
 * some much, has its simulated deviation for sᵢ, at least 3·|valueᵢ − end|: no more than a tenth of the futures lies
 * there (Cauchy–Schwarz). Without a calibrated shock (null) h is 0, which is too narrow: say that it is not calibrated. No clients give 0 (0 to 0).
 */
export function portfolioInterval(clients: readonly PortfolioPart[], shock: CommonShock | null): Estimate {
  let [earned, expected, shared, variance] = [0, 0, 0, 0];
  const together = movesTogether();
  for (const client of clients) {
    const ahead = client.value - (client.earned ?? 0);
    const common = ahead * shockOver(shock, client.months);
    earned += client.earned ?? 0;
    expected += ahead;
    shared += common;
    variance += ownVariance(client, common);
    together.add(client.moves ?? []);
  }
  const { low, high } = logInterval(
    expected,
    expected > 0 ? Math.max(0, shared) / expected : 0,
    Math.sqrt(variance + together.variance()),
  );
  return { value: earned + expected, low: earned + low, high: earned + high };
}

/**
 * The 80 % interval of an expected total E > 0 of deviation S under a common shock of half width h:
 * E·exp(±√(h² + z²·ln(1 + (S/E)²))), the lognormal's of that coefficient of variation, S/E where it is small. E ± z·S
 * where E is not above 0.
 */
export function logInterval(expected: number, shockHalfWidth: number, deviation: number): Interval {
  if (!(expected > 0)) {
    const half = DEVIATIONS_OF_80 * deviation;
    return { low: expected - half, high: expected + half };
  }
  const own = DEVIATIONS_OF_80 * Math.sqrt(Math.log1p((deviation / expected) ** 2));
  const half = Math.hypot(shockHalfWidth, own);
  return { low: expected * Math.exp(-half), high: expected * Math.exp(half) };
}

/** Variance of a client's value were there no common shock, from an interval that holds it. */
function ownVariance({ value, low, high, deviation }: PortfolioPart, common: number): number {
  const within = Math.max(0, ((high - low) / 2) ** 2 - common ** 2) / DEVIATIONS_OF_80 ** 2;
  const beyond = Math.max(0, value - high, low - value);
  if (beyond === 0) return within;
  const simulated = deviation ** 2 - (common / DEVIATIONS_OF_80) ** 2;
  return Math.max(within, simulated, (beyond / DEVIATIONS_BEYOND_AN_END) ** 2);
}
