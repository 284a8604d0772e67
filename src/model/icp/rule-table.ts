import type { Account } from "../account.js";
import type { Feature } from "../feature.js";
import { bandEdges } from "../firmographics/band-edges.js";
import { levelCounts } from "../firmographics/level-counts.js";
import { categoryOf, measureOf } from "../firmographics/read-firmographic.js";
import type { RuleCondition } from "./rule.js";

/**
 * A field cut into atoms, so that every condition on it is a set of atoms: a category is an atom; a measure has one atom
 * for each edge and one for each gap between edges, so that ranges can include their ends.
 */
export interface FieldAtoms {
  readonly isRange: boolean;
  /** Number of the field's first atom among the atoms of all fields. */
  readonly offset: number;
  /** Atoms of the field; two more follow: one that is always empty, one for what no condition can name. */
  readonly atomCount: number;
  /**
   * The conditions, three numbers each. A range: first atom, one after the last, 0. A set: three atoms, the always
   * empty one where it has fewer.
   */
  readonly parts: Int32Array;
  readonly conditions: readonly RuleCondition[];
  /** Levels or bounds that each condition names. */
  readonly words: Uint8Array;
  /**
   * The band of each of the field's atoms: a level is a band, a measure has five of about equally many accounts; −1 for
   * what no condition can name.
   */
  readonly bandOf: Int8Array;
  readonly bands: number;
}

/** Accounts as the rule search sees them: which atom each falls into, per field. */
export interface RuleTable {
  readonly accounts: number;
  readonly fields: readonly FieldAtoms[];
  /** Atoms of all fields together. */
  readonly atoms: number;
  /** The atom of account `row` in field `f` at row · fields.length + f. */
  readonly atomOf: Int32Array;
}

const RANGE_BANDS = 10;
const EVIDENCE_BANDS = 5;
const MAX_SET = 3;
const MAX_LEVELS = 12;
const MIN_LEVEL_COUNT = 5;
const MIN_LEVEL_SHARE = 0.02;

/**
 * Lists what a rule may say: ranges between round edges near the deciles, and sets of up to three of a category's twelve
 * most frequent levels (at least 5 and 2 % of the accounts each). Fields on how an account was sold to are not used:
 * a profile of how we sold is not a profile of whom to sell to. Missing values match no condition. Ranges include their
 * ends, or exclude them, so that rules of both kinds meet at an edge without sharing it.
 */
export function ruleTable(
  accounts: readonly Account[],
  features: readonly Feature[],
  ends: "included" | "excluded" = "included",
): RuleTable {
  const cuts = features
    .filter((feature) => feature.role === "firmographic")
    .map((feature) =>
      feature.kind === "category" ? cutCategory(accounts, feature) : cutMeasure(accounts, feature, ends),
    )
    .filter((cut) => cut.conditions.length > 0);
  const fields: FieldAtoms[] = [];
  const atomOf = new Int32Array(accounts.length * cuts.length);
  let offset = 0;
  cuts.forEach(({ local, atomCount, isRange, parts, conditions }, field) => {
    local.forEach((atom, row) => {
      atomOf[row * cuts.length + field] = offset + (atom ?? atomCount + 1);
    });
    const shifted = parts.flatMap((part) =>
      [0, 1, 2].map((slot) => (isRange && slot === 2 ? 0 : offset + (part[slot] ?? atomCount))),
    );
    const bandOf = isRange ? equalBands(local, atomCount) : levelBands(atomCount);
    fields.push({
      isRange,
      offset,
      atomCount,
      parts: Int32Array.from(shifted),
      conditions,
      words: Uint8Array.from(conditions, wordsOf),
      bandOf,
      bands: 1 + Math.max(...bandOf),
    });
    offset += atomCount + 2;
  });
  return { accounts: accounts.length, fields, atoms: offset, atomOf };
}

function wordsOf(condition: RuleCondition): number {
  if ("in" in condition) return condition.in.length;
  return ["from", "to", "above", "below"].filter((bound) => bound in condition).length;
}

function levelBands(atomCount: number): Int8Array {
  return Int8Array.from({ length: atomCount + 2 }, (_, atom) => (atom < atomCount ? atom : -1));
}

/** Atoms in order put into bands of about equally many accounts. */
function equalBands(local: readonly (number | null)[], atomCount: number): Int8Array {
  const counts = new Float64Array(atomCount);
  for (const atom of local) if (atom !== null) counts[atom] = (counts[atom] ?? 0) + 1;
  const known = counts.reduce((sum, count) => sum + count, 0);
  const bandOf = new Int8Array(atomCount + 2).fill(-1);
  let below = 0;
  for (let atom = 0; atom < atomCount; atom++) {
    const count = counts[atom] ?? 0;
    bandOf[atom] = Math.min(EVIDENCE_BANDS - 1, Math.floor((EVIDENCE_BANDS * (below + count / 2)) / known));
    below += count;
  }
  return bandOf;
}

interface Cut {
  readonly isRange: boolean;
  readonly atomCount: number;
  /** The atom of each account within the field; null where no condition can name its value. */
  readonly local: readonly (number | null)[];
  readonly parts: readonly (readonly number[])[];
  readonly conditions: readonly RuleCondition[];
}

function cutCategory(accounts: readonly Account[], { name }: Feature): Cut {
  const texts = accounts.map((account) => categoryOf(account, name));
  const needed = Math.max(MIN_LEVEL_COUNT, MIN_LEVEL_SHARE * accounts.length);
  const levels = levelCounts(texts)
    .filter(([, count]) => count >= needed)
    .slice(0, MAX_LEVELS)
    .map(([level]) => level);
  const position = new Map<string | null, number>(levels.map((level, index) => [level, index]));
  const parts = levelSets(levels.length);
  return {
    isRange: false,
    atomCount: levels.length,
    local: texts.map((text) => position.get(text) ?? null),
    parts,
    conditions: parts.map((set) => ({ field: name, in: set.map((atom) => levels[atom] ?? "").sort() })),
  };
}

/** Sets of 1 to 3 levels, smaller ones first, so that of equal rules the simplest is met first. */
function levelSets(levels: number): number[][] {
  let sets = Array.from({ length: levels }, (_, level) => [level]);
  const all = [...sets];
  for (let size = 2; size <= Math.min(MAX_SET, levels - 1); size++) {
    sets = sets.flatMap((set) => {
      const next = (set.at(-1) ?? 0) + 1;
      return Array.from({ length: levels - next }, (_, step) => [...set, next + step]);
    });
    all.push(...sets);
  }
  return all;
}

function cutMeasure(
  accounts: readonly Account[],
  { name, kind }: Feature,
  ends: "included" | "excluded",
): Cut {
  const measures = accounts.map((account) => measureOf(account, name));
  const known = measures.filter((value) => value !== null);
  const edges = bandEdges(known, kind, RANGE_BANDS);
  const atomCount = 2 * edges.length + 1;
  const within = ends === "included";
  const inner = Number(!within);
  const low = (edge: number) => (within ? { from: edge } : { above: edge });
  const high = (edge: number) => (within ? { to: edge } : { below: edge });
  const oneSided = edges.flatMap((edge, index) => [
    { part: [2 * index + 1 + inner, atomCount], condition: { field: name, ...low(edge) } },
    { part: [0, 2 * index + 2 - inner], condition: { field: name, ...high(edge) } },
  ]);
  const twoSided = edges.flatMap((from, first) =>
    edges.slice(first + 1).map((to, step) => {
      return {
        part: [2 * first + 1 + inner, 2 * (first + step) + 4 - inner],
        condition: { field: name, ...low(from), ...high(to) },
      };
    }),
  );
  const all = [...oneSided, ...twoSided];
  return {
    isRange: true,
    atomCount,
    local: measures.map((value) => (value === null ? null : atomAt(edges, value))),
    parts: all.map(({ part }) => part),
    conditions: all.map(({ condition }) => condition),
  };
}

/** Atom 2i is the gap below edge i, atom 2i + 1 the edge itself, the last atom the gap above all edges. */
function atomAt(edges: readonly number[], value: number): number {
  const below = edges.filter((edge) => edge < value).length;
  return edges[below] === value ? 2 * below + 1 : 2 * below;
}
