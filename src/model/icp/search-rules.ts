import type { Candidate } from "./candidate.js";
import {
  asParent,
  BEAM_WIDTH,
  type Child,
  candidateOf,
  extend,
  highestScore,
  type Scale,
  searchScale,
  worstScore,
} from "./rule-beam.js";
import type { RuleTable } from "./rule-table.js";

export const MAX_DEPTH = 3;

/**
 * Beam search for rules of up to three conditions whose accounts are worth more than the average.
 *
 * `excess` holds each row's value less the mean, as whole numbers (`searchExcess`), so that sums are exact and rules that
 * match the same accounts are recognised. With n matching rows, E = Σ excess over them and σ its standard deviation,
 * score = (shrunk mean − mean)·√n − price = E·√n/(n + 20) − σ·Σ (price of the condition's field + 0.1·(levels or bounds − 1)):
 * a condition must earn so many standard errors (`fieldPrices`). Returns the best 50 of each depth, best score first;
 * empty when no rule matches enough rows without matching all. Rows may repeat.
 */
export function searchRules(
  table: RuleTable,
  rows: Int32Array,
  excess: Float64Array,
  prices: Float64Array,
): Candidate[] {
  const scale = searchScale(table, rows, excess, prices);
  const found: Child[] = [];
  for (const beam of beams(table, rows, excess, scale, BEAM_WIDTH, () => Number.NEGATIVE_INFINITY))
    found.push(...beam);
  return found
    .sort((a, b) => b.score - a.score || a.parent.conditions.length - b.parent.conditions.length)
    .map(candidateOf);
}

/**
 * The best rule of `searchRules`, or a better one: what cannot beat the best so far is not looked into, which leaves room
 * in the beam. With a `target` the first rule that reaches it; what cannot is not looked into either, and null when
 * none does.
 */
export function bestRule(
  table: RuleTable,
  rows: Int32Array,
  excess: Float64Array,
  prices: Float64Array,
  target = Number.POSITIVE_INFINITY,
): Candidate | null {
  const scale = searchScale(table, rows, excess, prices);
  const asked = target < Number.POSITIVE_INFINITY;
  let best: Child | null = null;
  const bar = () => (asked ? target : (best?.score ?? Number.NEGATIVE_INFINITY));
  for (const [first] of beams(table, rows, excess, scale, 1, bar)) {
    if (first && (best === null || first.score > best.score)) best = first;
    if (best !== null && best.score >= target) break;
  }
  return best === null || (asked && best.score < target) ? null : candidateOf(best);
}

/**
 * The best children of each depth, `lastWidth` of the last, which nothing is built upon; those that cannot lead to a score
 * of the bar are not extended.
 */
function* beams(
  table: RuleTable,
  rows: Int32Array,
  excess: Float64Array,
  scale: Scale,
  lastWidth: number,
  bar: () => number,
): Generator<readonly Child[]> {
  let beam: Child[] = [];
  extend(table, { conditions: [], price: 0, rows }, excess, scale, beam, BEAM_WIDTH);
  yield beam;
  for (let depth = 2; depth <= MAX_DEPTH; depth++) {
    const deeper: Child[] = [];
    const width = depth === MAX_DEPTH ? lastWidth : BEAM_WIDTH;
    for (const child of beam) {
      const highest = highestScore(table, child, scale);
      if (highest < bar() || highest <= worstScore(deeper, width)) continue;
      extend(table, asParent(table, child, scale), excess, scale, deeper, width);
    }
    beam = deeper;
    yield beam;
  }
}
