import { shuffler } from "d3";

/** One account as the test sees it: when, and how much better or worse than its like. */
export interface TurnRow {
  /** Half-year on an endless count: 2 · year + (0 or 1). */
  readonly halfYear: number;
  readonly score: number;
}

/** A field, the group of each row in it, and which groups count (not "other" and "unknown"). */
export interface TurnField {
  readonly groupOf: readonly number[];
  readonly counts: readonly boolean[];
}

/** How the groups of a field moved against each other, at the half-year that parts them most. */
export interface FieldTurn<Field extends TurnField> {
  readonly field: Field;
  /** First half-year after the turn. */
  readonly from: number;
  /** Of no turn at any time, for all fields and times looked at. */
  readonly p: number;
  readonly groups: readonly GroupTurn[];
}

export interface GroupTurn {
  readonly group: number;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** (after − before) less that of the field's other groups, in units of its standard error. */
  readonly t: number;
  /** Of no turn of any group of the field. */
  readonly p: number;
}

const FEWEST_EACH_SIDE = 8;
const LEAST_SHARE_EACH_SIDE = 0.2;

/**
 * Tests whether the groups of each field moved against each other in time.
 *
 * For a field and a half-year with a fifth of all rows on both sides: Q = Σ nₑ·(Δ − Δ̄)², with Δ = mean after − mean
 * before of a group, nₑ = 1/(1/n₀ + 1/n₁) and Δ̄ their weighted mean, so that what all groups do alike cancels. Q is
 * brought to one scale for any number of groups (Wilson and Hilferty 1931), and the largest over times is the
 * field's. p: times are shuffled among rows, which keeps every group's own level, and the largest over all fields is
 * compared. Groups with fewer than 8 rows on a side sit out; a field with fewer than two is left out. Clearest first.
 */
export function turnTest<Field extends TurnField>(
  rows: readonly TurnRow[],
  fields: readonly Field[],
  shuffles: number,
  random: () => number,
): FieldTurn<Field>[] {
  const times = candidateTimes(rows);
  const scores = Float64Array.from(rows, ({ score }) => score);
  const halfYears = Int32Array.from(rows, ({ halfYear }) => halfYear);
  const variance = scores.reduce((sum, score) => sum + score ** 2, 0) / Math.max(1, rows.length);
  if (!(variance > 0)) return [];
  const clearest = (drawn: Int32Array) =>
    fields.map((field) => clearestTime(field, scores, drawn, times, variance));
  const observed = clearest(halfYears);
  const reached = fields.map(() => 1);
  const groupsReached = observed.map((one) => one?.groups.map(() => 1) ?? []);
  const shuffle = shuffler(random);
  const drawn = Int32Array.from(halfYears);
  for (let draw = 0; draw < shuffles && observed.some((one) => one !== null); draw++) {
    shuffle(drawn);
    const ofDraw = clearest(drawn);
    const largest = Math.max(...ofDraw.map((one) => one?.z ?? Number.NEGATIVE_INFINITY));
    observed.forEach((one, field) => {
      if (one === null) return;
      if (largest >= one.z - 1e-9) reached[field] = (reached[field] ?? 1) + 1;
      const largestGroup = Math.max(0, ...(ofDraw[field]?.groups.map(({ t }) => Math.abs(t)) ?? []));
      const counts = groupsReached[field] ?? [];
      one.groups.forEach(({ t }, group) => {
        if (largestGroup >= Math.abs(t) - 1e-9) counts[group] = (counts[group] ?? 1) + 1;
      });
    });
  }
  return observed
    .flatMap((one, at): FieldTurn<Field>[] => {
      const field = fields[at];
      if (one === null || field === undefined) return [];
      return [
        {
          field,
          from: one.time,
          p: (reached[at] ?? 1) / (shuffles + 1),
          groups: one.groups
            .map((group, place) => ({
              ...group,
              p: (groupsReached[at]?.[place] ?? 1) / (shuffles + 1),
            }))
            .sort((a, b) => b.t - a.t),
        },
      ];
    })
    .sort((a, b) => a.p - b.p);
}

/** Half-years that part the rows so that each side holds a fifth of them or more. */
function candidateTimes(rows: readonly { readonly halfYear: number }[]): number[] {
  const halfYears = [...new Set(rows.map(({ halfYear }) => halfYear))].sort((a, b) => a - b);
  return halfYears.filter((time) => {
    const after = rows.filter(({ halfYear }) => halfYear >= time).length / rows.length;
    return after >= LEAST_SHARE_EACH_SIDE && after <= 1 - LEAST_SHARE_EACH_SIDE;
  });
}

interface ClearestTime {
  readonly time: number;
  readonly z: number;
  readonly groups: readonly Omit<GroupTurn, "p">[];
}

function clearestTime(
  { groupOf, counts }: TurnField,
  scores: Float64Array,
  halfYears: Int32Array,
  times: readonly number[],
  variance: number,
): ClearestTime | null {
  let best: ClearestTime | null = null;
  for (const time of times) {
    const cells = counts.map(() => ({ n0: 0, s0: 0, n1: 0, s1: 0 }));
    for (let row = 0; row < scores.length; row++) {
      const cell = cells[groupOf[row] ?? -1];
      if (cell === undefined) continue;
      if ((halfYears[row] ?? 0) >= time) {
        cell.n1++;
        cell.s1 += scores[row] ?? 0;
      } else {
        cell.n0++;
        cell.s0 += scores[row] ?? 0;
      }
    }
    const moves = cells.flatMap(({ n0, s0, n1, s1 }, group) =>
      counts[group] && Math.min(n0, n1) >= FEWEST_EACH_SIDE
        ? [{ group, n0, n1, weight: 1 / (1 / n0 + 1 / n1), move: s1 / n1 - s0 / n0 }]
        : [],
    );
    const freedom = moves.length - 1;
    if (freedom < 1) continue;
    const weights = moves.reduce((sum, { weight }) => sum + weight, 0);
    const moved = moves.reduce((sum, { weight, move }) => sum + weight * move, 0);
    const spread =
      moves.reduce((sum, { weight, move }) => sum + weight * (move - moved / weights) ** 2, 0) / variance;
    const z = ((spread / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
    if (best !== null && z <= best.z) continue;
    best = {
      time,
      z,
      groups: moves.map(({ group, n0, n1, weight, move }) => {
        const others = weights - weight;
        const change = move - (moved - weight * move) / others;
        return {
          group,
          rowsBefore: n0,
          rowsAfter: n1,
          t: change / Math.sqrt(variance * (1 / weight + 1 / others)),
        };
      }),
    };
  }
  return best;
}
