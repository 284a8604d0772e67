import { group, shuffler } from "d3";
import type { StayRecord } from "./owner-stay-record.js";

/** A client's record with whom or what it is held against. */
export interface LabelledRecord extends StayRecord {
  /** The rep that won it, or the product that it bought first; null where unknown. */
  readonly label: string | null;
  /** Year in which it became a client. */
  readonly year: string;
}

/** How much more the clients of one label left than like clients. */
export interface LeavingTest {
  readonly label: string;
  readonly clients: number;
  readonly decisions: number;
  readonly stayed: number;
  readonly expectedStayed: number;
  /** Departures beyond those of like clients, in standard deviations under chance. */
  readonly deviations: number;
  /** One-sided, corrected for all labels that were looked at. */
  readonly p: number;
}

/** A claim is made when chance alone, over all labels looked at, would bring one as strong in at most this share. */
export const CLAIM_LEVEL = 0.1;
export const FEWEST_CLIENTS = 10;
const SHUFFLES = 999;

/**
 * Tests whether the clients of each label leave more than clients won in the same year that buy the same way.
 *
 * The statistic is Σ(expected − stayed) over the label's clients, centred and scaled by its mean and variance under
 * shuffles of labels within blocks (year × contract or orders): T = (S − Σ n_b·m_b)/√Σ n_b(1 − n_b/N_b)·s²_b.
 * p is the share of `shuffles` whose largest T over all labels tested reaches it (max-T; Westfall and Young 1993), so
 * it holds for all of them together. `family` names the labels looked at; those with fewer than 10 clients, and those
 * that chance could not have placed otherwise, are left out. Most telling first.
 */
export function leavingTests(
  records: readonly LabelledRecord[],
  family: readonly string[],
  random: () => number,
  shuffles = SHUFFLES,
): LeavingTest[] {
  const blocks = [...group(records, ({ by, year }) => `${by} ${year}`).values()];
  const excess = ({ expectedStayed, stayed }: LabelledRecord) => expectedStayed - stayed;
  const candidates = family.flatMap((label) => {
    const own = records.filter((record) => record.label === label);
    if (own.length < FEWEST_CLIENTS) return [];
    let centre = 0;
    let variance = 0;
    for (const block of blocks) {
      const count = block.filter((record) => record.label === label).length;
      const mean = block.reduce((sum, record) => sum + excess(record), 0) / block.length;
      const squares = block.reduce((sum, record) => sum + (excess(record) - mean) ** 2, 0);
      centre += count * mean;
      if (block.length > 1) variance += (count * (1 - count / block.length) * squares) / (block.length - 1);
    }
    return variance > 1e-12 ? [{ label, own, centre, deviation: Math.sqrt(variance) }] : [];
  });
  const place = new Map(candidates.map(({ label }, at) => [label, at]));
  const places = blocks.map((block) => block.map(({ label }) => place.get(label ?? "") ?? -1));
  const statistics = (labelled: readonly (readonly number[])[]): number[] => {
    const sums = candidates.map(() => 0);
    labelled.forEach((block, b) => {
      block.forEach((at, row) => {
        const record = blocks[b]?.[row];
        if (at >= 0 && record) sums[at] = (sums[at] ?? 0) + excess(record);
      });
    });
    return candidates.map(({ centre, deviation }, at) => ((sums[at] ?? 0) - centre) / deviation);
  };
  const observed = statistics(places);
  const shuffle = shuffler(random);
  const reached = candidates.map(() => 1);
  for (let draw = 0; draw < shuffles; draw++) {
    const largest = Math.max(...statistics(places.map((block) => shuffle([...block]))));
    observed.forEach((deviations, at) => {
      if (largest >= deviations - 1e-9) reached[at] = (reached[at] ?? 0) + 1;
    });
  }
  return candidates
    .map(({ label, own }, at) => ({
      label,
      clients: own.length,
      decisions: own.reduce((sum, { decisions }) => sum + decisions, 0),
      stayed: own.reduce((sum, { stayed }) => sum + stayed, 0),
      expectedStayed: own.reduce((sum, { expectedStayed }) => sum + expectedStayed, 0),
      deviations: observed[at] ?? 0,
      p: (reached[at] ?? 0) / (shuffles + 1),
    }))
    .sort((a, b) => b.deviations - a.deviations || (a.label < b.label ? -1 : 1));
}
