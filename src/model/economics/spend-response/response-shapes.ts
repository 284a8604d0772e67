import { max, mean, range, sum } from "d3";

const CARRY_OVERS = [0, 0.3, 0.6];
const HALF_SPENDS = 28;
/** Half spends looked at: from this part of the mean spend to so many times the most, where a curve is as good as straight. */
const LEAST_HALF_SPEND = 0.05;
const MOST_HALF_SPEND = 30;

/** Spend of each month with what is left of those before. */
export interface EffectiveSpend {
  readonly carryOver: number;
  readonly spends: readonly number[];
}

/** What share of the ceiling each month's spend reaches, by carry-over and half spend. */
export interface Shape {
  readonly carryOver: number;
  readonly halfSpend: number;
  readonly shares: Float64Array;
  readonly logShares: Float64Array;
}

export interface FittedShape extends Shape {
  /** Arrivals a month at the ceiling, before growth. */
  readonly level: number;
  /** Twice the gain in log-likelihood over no difference. */
  readonly ratio: number;
}

/** A month's arrivals, in a firm that grows. */
export interface FitRow {
  readonly arrivals: number;
  readonly growth: number;
}

/** x̃ₜ = (1 − θ)·Σ θᵏ·xₜ₋ₖ for each carry-over θ looked at. */
export function effectiveSpends(spends: readonly number[]): EffectiveSpend[] {
  return CARRY_OVERS.map((carryOver) => {
    let carried = spends[0] ?? 0;
    return {
      carryOver,
      spends: spends.map((spend) => {
        carried = carryOver * carried + (1 - carryOver) * spend;
        return carried;
      }),
    };
  });
}

/** Every shape looked at: half spends from a twentieth of the mean to thirty times the most, for each carry-over. */
export function responseShapes(effective: readonly EffectiveSpend[]): Shape[] {
  return effective.flatMap(({ carryOver, spends }) => {
    const least = LEAST_HALF_SPEND * (mean(spends) ?? 1);
    const most = MOST_HALF_SPEND * (max(spends) ?? 1);
    return range(HALF_SPENDS).map((step) => {
      const halfSpend = least * (most / least) ** (step / (HALF_SPENDS - 1));
      const shares = Float64Array.from(spends, (spend) => spend / (halfSpend + spend));
      return { carryOver, halfSpend, shares, logShares: shares.map(Math.log) };
    });
  });
}

/** The likeliest shape for the rows in order, each with the spend of the place that stands in its own. */
export function bestShape(
  shapes: readonly Shape[],
  rows: readonly FitRow[],
  spendPlaces: readonly number[],
): FittedShape {
  const arrivals = Float64Array.from(rows, (row) => row.arrivals);
  const growth = Float64Array.from(rows, (row) => row.growth);
  const total = sum(arrivals);
  const exposure = sum(growth);
  let best: FittedShape | null = null;
  for (const shape of shapes) {
    let reached = 0;
    let logs = 0;
    for (let at = 0; at < spendPlaces.length; at++) {
      const place = spendPlaces[at] ?? 0;
      reached += (growth[at] ?? 0) * (shape.shares[place] ?? 0);
      logs += (arrivals[at] ?? 0) * (shape.logShares[place] ?? 0);
    }
    const ratio = 2 * (logs - total * Math.log(reached / exposure));
    if (best === null || ratio > best.ratio + 1e-9) best = { ...shape, level: total / reached, ratio };
  }
  if (best === null) throw new RangeError("no shape to choose from");
  return best;
}
