import type { Rule } from "./rule.js";
import type { RuleTable } from "./rule-table.js";

/** One condition of a candidate: the field and the position of the condition among the field's. */
export interface CandidateCondition {
  readonly field: number;
  readonly condition: number;
}

/** A rule met by the search and how it does on the accounts searched. */
export interface Candidate {
  readonly conditions: readonly CandidateCondition[];
  /** Accounts that match. */
  readonly count: number;
  /** Σ of their excess. */
  readonly excess: number;
  /** Shrunk excess × √count, less the price of its words. */
  readonly score: number;
}

export const MAX_DEPTH = 3;
const BEAM_WIDTH = 50;
const SHRINKAGE = 20;
const CONDITION_PRICE = 0.6;
const WORD_PRICE = 0.1;

/** Fewest accounts a rule must match: max(8, 8 % of them). */
export function minimumSupport(accounts: number): number {
  return Math.max(8, Math.ceil(0.08 * accounts));
}

/**
 * Beam search for rules of up to three conditions whose accounts are worth more than the average.
 *
 * `excess` holds each row's value less the mean, as whole numbers (`searchExcess`), so that sums are exact and rules that
 * match the same accounts are recognised. With n matching rows and E = Σ excess over them,
 * score = (shrunk mean − mean)·√n − price = E·√n/(n + 20) − σ·(0.6·(conditions − 1) + 0.1·(further levels or bounds)):
 * a further condition must earn 0.6 standard errors, which keeps most noise out of rules and costs under 1 % of their lift.
 * Returns the best 50 of each depth, best score first; empty when no rule matches enough rows without matching all.
 * With a `target`, rules of full depth that cannot reach that score are not looked at: enough to know whether it is
 * reached, and quicker.
 */
export function searchRules(
  table: RuleTable,
  rows: Int32Array,
  excess: Float64Array,
  target = Number.NEGATIVE_INFINITY,
): Candidate[] {
  const scale = searchScale(rows, excess);
  const found: Child[] = [];
  let parents: Parent[] = [{ conditions: [], price: 0, rows }];
  for (let depth = 1; depth <= MAX_DEPTH; depth++) {
    const beam: Child[] = [];
    for (const parent of parents) {
      if (depth === MAX_DEPTH && highestScore(parent, excess, scale) < target) continue;
      extend(table, parent, excess, scale, beam);
    }
    found.push(...beam);
    if (depth === MAX_DEPTH) break;
    parents = beam.map(({ conditions, parent }) => {
      const price =
        CONDITION_PRICE + conditions.reduce((sum, condition) => sum + priceOf(table, condition), 0);
      return { conditions, price, rows: matchingRows(table, conditions.slice(-1), parent.rows) };
    });
  }
  return found
    .sort((a, b) => b.score - a.score || a.conditions.length - b.conditions.length)
    .map(({ conditions, count, excess: sum, score }) => ({ conditions, count, excess: sum, score }));
}

/** Standard deviation of the rows' excess: the unit in which scores differ by chance. */
export function excessDeviation(rows: Int32Array, excess: Float64Array): number {
  let squares = 0;
  for (const row of rows) squares += (excess[row] ?? 0) ** 2;
  return rows.length > 1 ? Math.sqrt(squares / (rows.length - 1)) : 0;
}

/** The rows that match all the conditions. */
export function matchingRows(
  table: RuleTable,
  conditions: readonly CandidateCondition[],
  rows: Int32Array,
): Int32Array {
  const { atomOf, fields } = table;
  let kept = rows;
  for (const { field, condition } of conditions) {
    const atoms = fields[field];
    if (atoms === undefined) continue;
    const [a = 0, b = 0, c = 0] = atoms.parts.subarray(3 * condition, 3 * condition + 3);
    const still = new Int32Array(kept.length);
    let count = 0;
    for (const row of kept) {
      const atom = atomOf[row * fields.length + field] ?? -1;
      const holds = atoms.isRange ? atom >= a && atom < b : atom === a || atom === b || atom === c;
      if (holds) still[count++] = row;
    }
    kept = still.subarray(0, count);
  }
  return kept;
}

/** The candidate as a rule, conditions in order of the fields. */
export function ruleOf(table: RuleTable, { conditions }: Pick<Candidate, "conditions">): Rule {
  const ordered = [...conditions].sort((a, b) => a.field - b.field);
  return { all: ordered.flatMap(({ field, condition }) => table.fields[field]?.conditions[condition] ?? []) };
}

interface Parent {
  readonly conditions: readonly CandidateCondition[];
  readonly price: number;
  readonly rows: Int32Array;
}

interface Child extends Candidate {
  readonly parent: Parent;
}

interface Scale {
  readonly deviation: number;
  readonly support: number;
  /** √n / (n + shrinkage) by n. */
  readonly factor: Float64Array;
}

function searchScale(rows: Int32Array, excess: Float64Array): Scale {
  return {
    deviation: excessDeviation(rows, excess),
    support: minimumSupport(rows.length),
    factor: Float64Array.from({ length: rows.length + 1 }, (_, n) => Math.sqrt(n) / (n + SHRINKAGE)),
  };
}

/** Words beyond one level or one bound, at their price. */
function priceOf(table: RuleTable, { field, condition }: CandidateCondition): number {
  const wording = table.fields[field]?.conditions[condition];
  if (wording === undefined) return 0;
  const words = "in" in wording ? wording.in.length : Number("from" in wording) + Number("to" in wording);
  return WORD_PRICE * (words - 1);
}

/** No part of the parent's rows scores more: all that is above the mean, in as few rows as a rule may match. */
function highestScore(parent: Parent, excess: Float64Array, scale: Scale): number {
  let gain = 0;
  for (const row of parent.rows) gain += Math.max(0, at(excess, row));
  return gain * largestFactor(parent, scale) - scale.deviation * parent.price;
}

function largestFactor({ rows }: Parent, { support, factor }: Scale): number {
  return at(factor, Math.max(support, Math.min(SHRINKAGE, rows.length)));
}

function extend(table: RuleTable, parent: Parent, excess: Float64Array, scale: Scale, beam: Child[]): void {
  const { counts, sums, gains } = tally(table, parent.rows, excess);
  const { deviation, support, factor } = scale;
  const price = deviation * parent.price;
  const mostFactor = largestFactor(parent, scale);
  for (let field = 0; field < table.fields.length; field++) {
    const atoms = table.fields[field];
    if (atoms === undefined || parent.conditions.some((condition) => condition.field === field)) continue;
    if (at(gains, field) * mostFactor - price <= worstScore(beam)) continue;
    const { parts, isRange } = atoms;
    for (let start = 0; start < parts.length; start += 3) {
      const a = parts[start] ?? 0;
      const b = parts[start + 1] ?? 0;
      const c = parts[start + 2] ?? 0;
      const count = isRange ? at(counts, b) - at(counts, a) : at(counts, a) + at(counts, b) + at(counts, c);
      if (count < support || count >= parent.rows.length) continue;
      const sum = isRange ? at(sums, b) - at(sums, a) : at(sums, a) + at(sums, b) + at(sums, c);
      const gross = sum * at(factor, count) - price;
      if (gross <= worstScore(beam)) continue;
      const condition = { field, condition: start / 3 };
      const score = gross - deviation * priceOf(table, condition);
      if (score > worstScore(beam)) {
        insert(beam, { conditions: [...parent.conditions, condition], count, excess: sum, score, parent });
      }
    }
  }
}

function worstScore(beam: readonly Child[]): number {
  return beam.length < BEAM_WIDTH ? Number.NEGATIVE_INFINITY : (beam[BEAM_WIDTH - 1]?.score ?? 0);
}

/**
 * Counts and sums by atom; for ranges accumulated, so that a range is the difference of two entries. `gains` is the most
 * that any condition on a field can sum to: all its positive atoms.
 */
function tally(table: RuleTable, rows: Int32Array, excess: Float64Array) {
  const { fields, atoms, atomOf } = table;
  const counts = new Float64Array(atoms);
  const sums = new Float64Array(atoms);
  for (const row of rows) {
    const value = at(excess, row);
    for (let place = row * fields.length; place < (row + 1) * fields.length; place++) {
      const atom = atomOf[place] ?? 0;
      counts[atom] = at(counts, atom) + 1;
      sums[atom] = at(sums, atom) + value;
    }
  }
  const gains = Float64Array.from(fields, ({ isRange, offset, atomCount }) => {
    let gain = 0;
    let count = 0;
    let sum = 0;
    for (let atom = offset; atom <= offset + atomCount; atom++) {
      const countHere = at(counts, atom);
      const sumHere = at(sums, atom);
      gain += Math.max(0, sumHere);
      if (isRange) {
        counts[atom] = count;
        sums[atom] = sum;
      }
      count += countHere;
      sum += sumHere;
    }
    return gain;
  });
  return { counts, sums, gains };
}

/** Keeps the beam sorted, best first; a rule that matches the same accounts at no better score is not kept. */
function insert(beam: Child[], candidate: Child): void {
  let place = beam.length;
  while (place > 0 && (beam[place - 1]?.score ?? 0) < candidate.score) place--;
  for (let index = 0; index < beam.length; index++) {
    const other = beam[index];
    if (other === undefined || other.count !== candidate.count || other.excess !== candidate.excess) continue;
    if (index < place) return;
    beam.splice(index, 1);
    break;
  }
  beam.splice(place, 0, candidate);
  if (beam.length > BEAM_WIDTH) beam.pop();
}

function at(entries: Float64Array, index: number): number {
  return entries[index] ?? 0;
}
