import { greatest, max, min } from "d3";
import { logistic } from "../../numerics/ridge-logistic.js";

/** How the odds of winning moved over the years, beside what accounts are like. */
export interface WinTrend {
  /** Added to log odds fitted to all years, so that they are those of today. */
  readonly shift: number;
  /** Change of log odds a year. */
  readonly slope: number;
  /** How many years ago the change began. */
  readonly since: number;
}

const FEWEST_OF_EACH = 10;
const SHORTEST_YEARS = 1;
const NEWTON_STEPS = 30;
/** Parts of the time seen after which a change may begin; before it the odds stay. */
const BEGINNINGS = [0, 1 / 3, 1 / 2, 2 / 3];
/** Half of χ² at 5 %, of one parameter and of two. */
const GAIN_OF_ONE = 1.921;
const GAIN_OF_TWO = 2.996;

/**
 * The trend of winning: logit P = ηᵢ + a + b·max(0, since − yearsᵢ) by maximum likelihood, ηᵢ the log odds by what
 * accounts are like, years from the day the deal was opened to today, where shift = a + b·since. Null where b, and a
 * beginning after the first deal, do not earn their parameters (likelihood ratio at 5 %: Akaike's bar would see a trend
 * in one firm of six that has none, and today's odds are at its end), or where fewer than ten won and ten
 * lost deals, or less than a year of them, have a day. Deals of unknown day (NaN) are left out.
 */
export function winTrend(
  logOdds: Float64Array,
  outcomes: Float64Array,
  years: Float64Array,
): WinTrend | null {
  const rows = [...years.keys()].filter((row) => Number.isFinite(years[row] ?? Number.NaN));
  const won = rows.filter((row) => outcomes[row] === 1).length;
  if (!(Math.min(won, rows.length - won) >= FEWEST_OF_EACH)) return null;
  const known = rows.map((row) => years[row] ?? 0);
  const [oldest, newest] = [max(known) ?? 0, min(known) ?? 0];
  if (!(oldest - newest >= SHORTEST_YEARS)) return null;
  const after = (since: number): DealOdds[] =>
    rows.map((row) => ({
      offset: logOdds[row] ?? 0,
      outcome: outcomes[row] ?? 0,
      time: Math.max(0, since - (years[row] ?? 0)),
    }));
  const still = climbed(after(oldest), false).logLikelihood;
  const trends = BEGINNINGS.map((part) => {
    const since = oldest - part * (oldest - newest);
    const { level, slope, logLikelihood } = climbed(after(since), true);
    const asked = part === 0 ? GAIN_OF_ONE : GAIN_OF_TWO;
    return { shift: level + slope * since, slope, since, gain: logLikelihood - still - asked };
  });
  const best = greatest(trends, ({ gain }) => gain);
  if (best === undefined || !(best.gain > 0)) return null;
  return { shift: best.shift, slope: best.slope, since: best.since };
}

interface DealOdds {
  readonly offset: number;
  readonly outcome: number;
  readonly time: number;
}

/** Newton's method from no shift and no slope, in halved steps where a whole one would lose. */
function climbed(
  data: readonly DealOdds[],
  withSlope: boolean,
): { readonly level: number; readonly slope: number; readonly logLikelihood: number } {
  let [level, slope] = [0, 0];
  let reached = likelihoodOf(data, level, slope);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const { offset, outcome, time } of data) {
      const p = logistic(offset + level + slope * time);
      const v = p * (1 - p);
      g0 += outcome - p;
      g1 += (outcome - p) * time;
      h00 += v;
      h01 += v * time;
      h11 += v * time * time;
    }
    const determinant = h00 * h11 - h01 * h01;
    const isSolvable = withSlope && determinant > 1e-12;
    const [d0, d1] = isSolvable
      ? [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant]
      : [g0 / Math.max(h00, 1e-12), 0];
    let share = 1;
    let next = likelihoodOf(data, level + d0, slope + d1);
    while (next < reached && share > 1e-4) {
      share /= 2;
      next = likelihoodOf(data, level + share * d0, slope + share * d1);
    }
    if (!(next > reached + 1e-10)) break;
    [level, slope, reached] = [level + share * d0, slope + share * d1, next];
  }
  return { level, slope, logLikelihood: reached };
}

function likelihoodOf(data: readonly DealOdds[], level: number, slope: number): number {
  let sum = 0;
  for (const { offset, outcome, time } of data) {
    const odds = offset + level + slope * time;
    sum += outcome * odds - Math.log1p(Math.exp(-Math.abs(odds))) - Math.max(0, odds);
  }
  return sum;
}
