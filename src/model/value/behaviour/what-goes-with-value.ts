import { mean, rank, shuffler } from "d3";
import { holm } from "../../numerics/holm.js";
import { meanInterval } from "../../numerics/mean-interval.js";
import { shareInterval } from "../../numerics/share-interval.js";
import { behaviourGroups } from "./behaviour-groups.js";
import type { EarlyBehaviour } from "./early-behaviour.js";

export interface Interval80 {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Clients that behaved alike in their first 12 months, and what they were worth. */
export interface BehaviourGroup {
  readonly group: string;
  readonly clients: number;
  /** Mean CLV without what the first 12 months brought of it. */
  readonly laterValue: Interval80;
  /** Share that bought in months 13 to 24 or was under contract at their end. */
  readonly stayed: Interval80;
}

/** How one behaviour goes with later value and with staying. */
export interface BehaviourLink {
  readonly behaviour: string;
  readonly clients: number;
  readonly groups: readonly BehaviourGroup[];
  /** Of the permutation tests, corrected for all behaviours and both outcomes that were looked at (Holm 1979). */
  readonly p: { readonly laterValue: number; readonly stayed: number };
}

const SHUFFLES = 999;

/**
 * What clients do after the sale that goes with their later value, most telling first: a description, no cause, and
 * nothing to target by, since none of it is known before the sale.
 *
 * Groups are compared by the share of rank variance between them, η² = Σ n·(group mean − mean)² / Σ (rank − mean)²,
 * against 999 shuffles. `clv` by client id; clients without one are left out. Intervals hold 80 %.
 */
export function whatGoesWithValue(
  behaviours: readonly EarlyBehaviour[],
  clv: ReadonlyMap<string, number>,
  random: () => number,
): BehaviourLink[] {
  const known = behaviours.filter(({ clientId }) => clv.has(clientId));
  const laterValues = known.map(
    ({ clientId, firstYearMargin }) => (clv.get(clientId) ?? 0) - firstYearMargin,
  );
  const stays = known.map(({ stayed }) => (stayed ? 1 : 0));
  const links = behaviourGroups(known).map(({ behaviour, groups, groupOf }) => {
    const rows = groupOf.flatMap((group, row) => (group >= 0 ? [row] : []));
    const of = (values: readonly number[]): readonly number[] => rows.map((row) => values[row] ?? 0);
    const labels = of(groupOf);
    return {
      behaviour,
      clients: rows.length,
      groups: groups.map((group, at): BehaviourGroup => {
        const members = rows.filter((row) => groupOf[row] === at);
        return {
          group,
          clients: members.length,
          laterValue: meanInterval(members.map((row) => laterValues[row] ?? 0)),
          stayed: shareInterval(
            members.reduce((sum, row) => sum + (stays[row] ?? 0), 0),
            members.length,
          ),
        };
      }),
      p: {
        laterValue: shuffleTest(labels, Array.from(rank(of(laterValues))), random),
        stayed: shuffleTest(labels, of(stays), random),
      },
    };
  });
  const corrected = holm(links.flatMap(({ p }) => [p.laterValue, p.stayed]));
  return links
    .map((link, at) => ({
      ...link,
      p: { laterValue: corrected[2 * at] ?? 1, stayed: corrected[2 * at + 1] ?? 1 },
    }))
    .sort((a, b) => strongest(a) - strongest(b));
}

function strongest({ p }: BehaviourLink): number {
  return Math.min(p.laterValue, p.stayed);
}

function shuffleTest(groups: readonly number[], values: readonly number[], random: () => number): number {
  const shuffle = shuffler(random);
  const observed = betweenGroups(groups, values);
  let asLarge = 1;
  for (let draw = 0; draw < SHUFFLES; draw++) {
    if (betweenGroups(groups, shuffle([...values])) >= observed - 1e-9) asLarge++;
  }
  return asLarge / (SHUFFLES + 1);
}

/** Σ n·(group mean − mean)²: η² but for what shuffles leave as it is. */
function betweenGroups(groups: readonly number[], values: readonly number[]): number {
  const centre = mean(values) ?? 0;
  const sums: number[] = [];
  const counts: number[] = [];
  groups.forEach((group, row) => {
    sums[group] = (sums[group] ?? 0) + (values[row] ?? 0) - centre;
    counts[group] = (counts[group] ?? 0) + 1;
  });
  return sums.reduce((total, sum, group) => total + sum ** 2 / (counts[group] ?? 1), 0);
}
