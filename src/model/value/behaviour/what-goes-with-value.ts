import { mean, rank, shuffler } from "d3";
import { holm } from "../../numerics/holm.js";
import type { Estimate } from "../../numerics/interval.js";
import { meanInterval } from "../../numerics/mean-interval.js";
import { shareInterval } from "../../numerics/share-interval.js";
import { type BehaviourGroups, behaviourGroups } from "./behaviour-groups.js";
import type { EarlyBehaviour } from "./early-behaviour.js";

/** Clients that behaved alike in their first 12 months, and what came of them. */
export interface BehaviourGroup {
  readonly group: string;
  readonly clients: number;
  /** Mean margin of months 13 to 24, discounted to the first day. */
  readonly secondYear: Estimate;
  /** Mean CLV without what the first 12 months brought of it, as the model has it. */
  readonly laterValue: Estimate;
  /** Share that bought in months 13 to 24 or was under contract at their end. */
  readonly stayed: Estimate;
}

/** How one behaviour goes with what clients brought in their second year, and with staying. */
export interface BehaviourLink {
  readonly behaviour: string;
  /** The column whose names it repeats; null: none. */
  readonly names: BehaviourGroups["names"];
  readonly clients: number;
  readonly groups: readonly BehaviourGroup[];
  /** Of the permutation tests, corrected for all behaviours and both outcomes that were looked at (Holm 1979). */
  readonly p: { readonly secondYear: number; readonly stayed: number };
}

const SHUFFLES = 999;

/**
 * What clients do after the sale that goes with what they bring later, most telling first: a description, no cause, and
 * nothing to target by, since none of it is known before the sale.
 *
 * Groups are compared by the share of rank variance between them, η² = Σ n·(group mean − mean)² / Σ (rank − mean)²,
 * against 999 shuffles. Both outcomes were seen, at the same age of every client. CLV stands beside them untested: what
 * it expects is a function of the orders that the behaviour is told by, and would go with it whatever clients do.
 * `clv` by client id; clients without one are left out. Intervals hold 80 %.
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
  const secondYears = known.map(({ secondYearMargin }) => secondYearMargin);
  const stays = known.map(({ stayed }) => (stayed ? 1 : 0));
  const links = behaviourGroups(known).map(({ behaviour, names, groups, groupOf }) => {
    const rows = groupOf.flatMap((group, row) => (group >= 0 ? [row] : []));
    const of = (values: readonly number[]): readonly number[] => rows.map((row) => values[row] ?? 0);
    const labels = of(groupOf);
    return {
      behaviour,
      names,
      clients: rows.length,
      groups: groups.map((group, at): BehaviourGroup => {
        const members = rows.filter((row) => groupOf[row] === at);
        return {
          group,
          clients: members.length,
          secondYear: meanInterval(members.map((row) => secondYears[row] ?? 0)),
          laterValue: meanInterval(members.map((row) => laterValues[row] ?? 0)),
          stayed: shareInterval(
            members.reduce((sum, row) => sum + (stays[row] ?? 0), 0),
            members.length,
          ),
        };
      }),
      p: {
        secondYear: shuffleTest(labels, Array.from(rank(of(secondYears))), random),
        stayed: shuffleTest(labels, of(stays), random),
      },
    };
  });
  const corrected = holm(links.flatMap(({ p }) => [p.secondYear, p.stayed]));
  return links
    .map((link, at) => ({
      ...link,
      p: { secondYear: corrected[2 * at] ?? 1, stayed: corrected[2 * at + 1] ?? 1 },
    }))
    .sort((a, b) => strongest(a) - strongest(b));
}

function strongest({ p }: BehaviourLink): number {
  return Math.min(p.secondYear, p.stayed);
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
