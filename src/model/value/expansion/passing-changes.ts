import { sum } from "d3";
import { studentQuantile } from "../../numerics/student-quantile.js";
import type { RevenueChanges } from "./revenue-changes.js";

/** How much of what renewals change in revenue passes again: bills that swing around a level. */
export interface PassingChanges {
  /**
   * Share of the variance of ln(after / before) that passes, as used: 0 unless the data show clearly that some does, or
   * bills of short terms have been seen too little to show it.
   */
  readonly share: number;
  /** The share as measured, which chance may put beyond 0 and 1; null where no line that was renewed twice changed. */
  readonly estimate: number | null;
  /** Of the estimate, by leaving out the lines one by one; null of fewer than two lines. */
  readonly standardError: number | null;
  /** Lines that were renewed at least twice: what the estimate rests on. */
  readonly lines: number;
}

/** What a line's changes tell, drift taken off. */
interface LineSwings {
  /** (Σr)² / n: σ² where changes last. */
  readonly long: number;
  /** (Σr² − (Σr)²/n) / (n − 1): σ² where changes last. */
  readonly short: number;
  /** Σr² / n. */
  readonly square: number;
  readonly renewals: number;
}

/** One chance in forty that changes which last are taken for passing ones. */
const CERTAINTY = 0.975;

/** Fewer lines that change cannot show clearly whether changes pass. */
const FEWEST_LINES = 5;

/** Changes that are all alike, but for rounding, tell nothing. */
const LEAST_SPREAD = 1e-9;

/**
 * The share of changes that pass, from how far lines moved over all of their terms.
 *
 * ln revenue of term t is a level and a passing part, μₜ + εₜ, and the level moves by lasting changes ηₜ, so that
 * rₜ = ηₜ + εₜ − εₜ₋₁ has variance σ² = σ_η² + 2σ_ε², of which the share π = 2σ_ε²/σ² passes. Over the n renewals of a
 * line lasting changes add up and passing ones cancel: E[Σr² − (Σr)²] = π·σ²·(n − 1). With r less the mean change of all
 * contracts in its calendar year (`drift`, that of all years, where it is not known): taken off all years alike, a rise
 * of prices in one of them would look as if it swung back. For the same reason a line whose changes all go one way
 * has swung back nothing: its (Σr)²/n is Σr²/n at least.
 * π̂ = Σ(Σr² − (Σr)²)/n / Σ Σr²·(n − 1)/n²: one less the ratio of variances over long and short spans (Cochrane 1988,
 * Lo and MacKinlay 1988). Seasons and swings of several terms count as passing; the covariance of successive changes
 * alone would take them for lasting.
 *
 * The share used is π̂, at most 1, where the analysis of variance shows lines to move clearly less over all than
 * term by term, and else 0: −ln F > t·√(2n/((n − 1)·L)), F = Σ(Σr)²/n / Σ(Σr² − (Σr)²/n)/(n − 1), L lines by how evenly
 * they change and t Student's 97.5 % with L − 1 degrees of freedom. One line that swings proves nothing.
 *
 * Monthly bills follow use, and noise taken for lasting changes compounds twelve times a year: where terms are
 * `shortTerms` and fewer than five lines change, the share is π̂ unproved, and all of it where no line was renewed twice.
 */
export function passingChanges(
  changes: readonly RevenueChanges[],
  drift: number,
  shortTerms: boolean,
): PassingChanges {
  const lines = changes.flatMap((line) => swingsOf(line, drift));
  const squares = sum(changes, ({ up, down }) => up.squares + down.squares);
  const square = sum(lines, (line) => line.square);
  if (!(square > LEAST_SPREAD * squares)) {
    const share = shortTerms && lines.length === 0 && squares > 0 ? 1 : 0;
    return { share, estimate: null, standardError: null, lines: lines.length };
  }
  const cancelled = (line: LineSwings): number => line.square - line.long;
  const most = (line: LineSwings): number => line.square * (1 - 1 / line.renewals);
  const [sumCancelled, sumMost] = [sum(lines, cancelled), sum(lines, most)];
  const estimate = sumCancelled / sumMost;
  const within = Math.max(0, Math.min(1, estimate));
  const effective = effectiveLines(lines);
  const isUsed = shortTerms && effective < FEWEST_LINES;
  if (lines.length < 2)
    return { share: isUsed ? within : 0, estimate, standardError: null, lines: lines.length };
  const without = lines.map((line) => (sumCancelled - cancelled(line)) / (sumMost - most(line)) || 0);
  return {
    share: isUsed || passClearly(lines, effective) ? within : 0,
    estimate,
    standardError: jackknifeError(without),
    lines: lines.length,
  };
}

function swingsOf(line: RevenueChanges, drift: number): LineSwings[] {
  const { flat, up, down } = line;
  const renewals = flat + up.count + down.count;
  if (renewals < 2) return [];
  const total = up.sum + down.sum;
  const { sum: moved, squares: moves } = line.swings ?? {
    sum: total - renewals * drift,
    squares: up.squares + down.squares - 2 * drift * total + renewals * drift ** 2,
  };
  const squares = Math.max(0, moves);
  const square = squares / renewals;
  const goesOneWay = up.count === 0 || down.count === 0;
  const long = goesOneWay ? Math.max(square, moved ** 2 / renewals) : moved ** 2 / renewals;
  return [{ long, short: Math.max(0, squares - long) / (renewals - 1), square, renewals }];
}

/** As how many lines that change alike they count. */
function effectiveLines(lines: readonly LineSwings[]): number {
  const square = sum(lines, (line) => line.square);
  // Σr² of n normal changes alike has a square of n(n + 2)σ⁴.
  const evenness = sum(lines, (line) => (line.square ** 2 * line.renewals) / (line.renewals + 2));
  return Math.min(lines.length, square ** 2 / evenness);
}

function passClearly(lines: readonly LineSwings[], effective: number): boolean {
  const square = sum(lines, (line) => line.square);
  const longer = sum(lines, (line) => line.square * (line.renewals / (line.renewals - 1))) / square;
  const ratio = sum(lines, (line) => line.long) / sum(lines, (line) => line.short);
  const degrees = Math.max(1, Math.floor(effective) - 1);
  // The drift is of the same lines: it takes one of them from their moves over all.
  const unbiased = (ratio * (degrees + 1)) / degrees;
  return -Math.log(unbiased) > studentQuantile(CERTAINTY, degrees) * Math.sqrt((2 * longer) / effective);
}

function jackknifeError(without: readonly number[]): number {
  const centre = sum(without) / without.length;
  return Math.sqrt((1 - 1 / without.length) * sum(without, (one) => (one - centre) ** 2));
}
