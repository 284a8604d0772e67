import { type Candidate, type CandidateCondition, matchingRows } from "./candidate.js";
import type { FieldAtoms, RuleTable } from "./rule-table.js";

export const BEAM_WIDTH = 50;
const SHRINKAGE = 20;
const WORD_PRICE = 0.1;

/** Fewest accounts a rule must match: max(8, 8 % of them). */
export function minimumSupport(accounts: number): number {
  return Math.max(8, Math.ceil(0.08 * accounts));
}

/** Standard deviation of the rows' excess: the unit in which scores differ by chance. */
export function excessDeviation(rows: Int32Array, excess: Float64Array): number {
  let squares = 0;
  for (const row of rows) squares += at(excess, row) ** 2;
  return rows.length > 1 ? Math.sqrt(squares / (rows.length - 1)) : 0;
}

/** A rule to which conditions are added, with the price of its own and the rows that match it. */
export interface Parent {
  readonly conditions: readonly CandidateCondition[];
  readonly price: number;
  readonly rows: Int32Array;
}

/** A rule with one condition more than its parent. */
export interface Child {
  readonly parent: Parent;
  readonly field: number;
  readonly condition: number;
  readonly count: number;
  readonly excess: number;
  /** Σ of the positive excess: no part of the rows sums to more. */
  readonly gain: number;
  readonly score: number;
}

/** What scores of one search are made of. */
export interface Scale {
  readonly deviation: number;
  readonly support: number;
  /** √n / (n + shrinkage) by n. */
  readonly factor: Float64Array;
  readonly prices: Float64Array;
  /** Counts, sums and sums of what is positive by atom, used anew for each parent. */
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly gains: Float64Array;
}

/** The scale of a search over these rows. */
export function searchScale(
  table: RuleTable,
  rows: Int32Array,
  excess: Float64Array,
  prices: Float64Array,
): Scale {
  const factor = new Float64Array(rows.length + 1);
  for (let n = 0; n <= rows.length; n++) factor[n] = Math.sqrt(n) / (n + SHRINKAGE);
  return {
    deviation: excessDeviation(rows, excess),
    support: minimumSupport(rows.length),
    factor,
    prices,
    counts: new Float64Array(table.atoms),
    sums: new Float64Array(table.atoms),
    gains: new Float64Array(table.atoms),
  };
}

/** The child as a candidate. */
export function candidateOf({ parent, field, condition, count, excess, score }: Child): Candidate {
  return { conditions: [...parent.conditions, { field, condition }], count, excess, score };
}

/** The child as a parent of deeper rules. */
export function asParent(table: RuleTable, child: Child, scale: Scale): Parent {
  const { parent, field, condition } = child;
  const added = { field, condition };
  const rows = matchingRows(table, [added], parent.rows);
  return { conditions: [...parent.conditions, added], price: priceOf(table, child, scale), rows };
}

function priceOf(table: RuleTable, { parent, field, condition }: Child, { prices }: Scale): number {
  return parent.price + at(prices, field) + wordPrice(table, field, condition);
}

/** Levels or bounds beyond the first, at their price. */
function wordPrice(table: RuleTable, field: number, condition: number): number {
  return WORD_PRICE * ((table.fields[field]?.words[condition] ?? 1) - 1);
}

/** No part of the child's rows scores more: all that is above the mean, in as few rows as a rule may match. */
export function highestScore(table: RuleTable, child: Child, scale: Scale): number {
  return child.gain * largestFactor(child.count, scale) - scale.deviation * priceOf(table, child, scale);
}

function largestFactor(rows: number, { support, factor }: Scale): number {
  return at(factor, Math.max(support, Math.min(SHRINKAGE, rows)));
}

/** Adds the best rules with one condition more than the parent to a beam of at most `width`, best first. */
export function extend(
  table: RuleTable,
  parent: Parent,
  excess: Float64Array,
  scale: Scale,
  beam: Child[],
  width: number,
): void {
  const { deviation, support, factor, prices, counts, sums, gains } = scale;
  tally(table, parent.rows, excess, scale);
  const most = parent.rows.length;
  const mostFactor = largestFactor(most, scale);
  for (let field = 0; field < table.fields.length; field++) {
    const atoms = table.fields[field];
    if (atoms === undefined || parent.conditions.some((condition) => condition.field === field)) continue;
    const price = deviation * (parent.price + at(prices, field));
    let worst = worstScore(beam, width);
    if (prepare(atoms, scale) * mostFactor - price <= worst) continue;
    const { parts, words, isRange } = atoms;
    for (let condition = 0; condition < words.length; condition++) {
      const a = parts[3 * condition] ?? 0;
      const b = parts[3 * condition + 1] ?? 0;
      const c = parts[3 * condition + 2] ?? 0;
      const count = isRange ? at(counts, b) - at(counts, a) : at(counts, a) + at(counts, b) + at(counts, c);
      if (count < support || count >= most) continue;
      const sum = isRange ? at(sums, b) - at(sums, a) : at(sums, a) + at(sums, b) + at(sums, c);
      const gross = sum * at(factor, count) - price;
      if (gross <= worst) continue;
      const score = gross - deviation * WORD_PRICE * ((words[condition] ?? 1) - 1);
      if (score <= worst) continue;
      const gain = isRange ? at(gains, b) - at(gains, a) : at(gains, a) + at(gains, b) + at(gains, c);
      insert(beam, { parent, field, condition, count, excess: sum, gain, score }, width);
      worst = worstScore(beam, width);
    }
  }
}

/** What a rule must beat to enter the beam. */
export function worstScore(beam: readonly Child[], width: number): number {
  return beam.length < width ? Number.NEGATIVE_INFINITY : (beam[width - 1]?.score ?? 0);
}

/** Counts and sums of the rows by atom. */
function tally(
  { fields, atomOf }: RuleTable,
  rows: Int32Array,
  excess: Float64Array,
  { counts, sums, gains }: Scale,
): void {
  counts.fill(0);
  sums.fill(0);
  gains.fill(0);
  const width = fields.length;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    const value = at(excess, row);
    const gain = Math.max(0, value);
    const end = (row + 1) * width;
    for (let place = row * width; place < end; place++) {
      const atom = atomOf[place] ?? 0;
      counts[atom] = at(counts, atom) + 1;
      sums[atom] = at(sums, atom) + value;
      gains[atom] = at(gains, atom) + gain;
    }
  }
}

/**
 * The most that any condition on the field can sum to, at least 0: of a set its three largest atoms, of a range the
 * largest run of atoms. Of ranges, counts and sums are accumulated on the way, so that a range is the difference of two
 * entries.
 */
function prepare({ isRange, offset, atomCount }: FieldAtoms, scale: Scale): number {
  return isRange ? accumulate(offset, atomCount, scale) : largestSet(offset, atomCount, scale.sums);
}

function largestSet(offset: number, atomCount: number, sums: Float64Array): number {
  let [first, second, third] = [0, 0, 0];
  for (let atom = offset; atom < offset + atomCount; atom++) {
    const sum = at(sums, atom);
    if (sum > first) [first, second, third] = [sum, first, second];
    else if (sum > second) [second, third] = [sum, second];
    else if (sum > third) third = sum;
  }
  return first + second + third;
}

function accumulate(offset: number, atomCount: number, { counts, sums, gains }: Scale): number {
  let most = 0;
  let lowest = 0;
  let count = 0;
  let sum = 0;
  let gain = 0;
  for (let atom = offset; atom <= offset + atomCount; atom++) {
    const countHere = at(counts, atom);
    const sumHere = at(sums, atom);
    const gainHere = at(gains, atom);
    counts[atom] = count;
    sums[atom] = sum;
    gains[atom] = gain;
    lowest = Math.min(lowest, sum);
    most = Math.max(most, sum - lowest);
    count += countHere;
    sum += sumHere;
    gain += gainHere;
  }
  return most;
}

/** Keeps the beam sorted, best first; a rule that matches the same accounts at no better score is not kept. */
function insert(beam: Child[], child: Child, width: number): void {
  let place = beam.length;
  while (place > 0 && (beam[place - 1]?.score ?? 0) < child.score) place--;
  for (let index = 0; index < beam.length; index++) {
    const other = beam[index];
    if (other === undefined || other.count !== child.count || other.excess !== child.excess) continue;
    if (index < place) return;
    beam.splice(index, 1);
    break;
  }
  beam.splice(place, 0, child);
  if (beam.length > width) beam.pop();
}

function at(entries: Float64Array, index: number): number {
  return entries[index] ?? 0;
}
