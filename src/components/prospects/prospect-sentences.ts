import type { CaptureCurve, ProspectsPage } from "../../data/published/prospects.js";
import { capturedAt } from "../../model/lookalike/evaluation/captured-at.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { plural } from "../../model/words/plural.js";
import { isChance } from "../charts/capture-curve.js";
import type { Formatter } from "../words/format.js";

/** The answer of the page for a list of `length` prospects. */
export function prospectsAnswer(page: ProspectsPage, length: number, f: Formatter): string {
  const first = page.top[0];
  const list = f.count(length);
  const share = page.ranked > 0 ? length / page.ranked : 0;
  const [scorer] = page.captured;
  if (!first) return "No prospect is left to call: all are excluded.";
  if (length >= page.ranked && page.ranked <= page.capacity)
    return `Call all ${plural(list, "ranked prospect")}, beginning with ${first.name}: the team can work the whole list.`;
  if (!page.tellsApart)
    return `Nothing tells these ${plural(f.count(page.ranked), "prospect")} apart: what is known of them foretells neither their worth nor the chance to win them. Call whichever is easiest to reach.`;
  const gaining = page.ranked - page.losing;
  if (gaining === 0) return "A loss is expected of every prospect: call none of them.";
  const leave =
    page.losing > 0
      ? ` Leave the last ${f.count(page.losing)} of the list: ${page.losing === 1 ? "it is" : "they are"} expected to bring a loss.`
      : "";
  if (!scorer)
    return `Call ${gaining < length ? `the first ${f.count(gaining)}` : `these ${list} first`}, beginning with ${first.name}.${leave}`;
  const captured = capturedAt(scorer, share);
  return `Call these ${list} first: ${f.percent(share)} of the prospects, holding ${f.percent(captured)} of all value before the cost of winning, ${f.multiple(captured / share)} a random list.${leave}`;
}

/** The finding of the capture chart for a list of `length` prospects. */
export function captureTitle(page: ProspectsPage, length: number, f: Formatter): string {
  const share = page.ranked > 0 ? length / page.ranked : 0;
  const [scorer, ...others] = page.captured;
  if (!scorer) return "Expected value by list length";
  if (share >= 1)
    return `All ${plural(f.count(page.ranked), "ranked prospect")}: the order tells where to begin`;
  const best = bestBaseline(others, share);
  const here = `The first ${f.count(length)} hold ${f.percent(capturedAt(scorer, share))} of value before the cost of winning`;
  return best ? `${here}; “${best.method}” would hold ${f.percent(capturedAt(best, share))}` : here;
}

/** The baseline that captures most at a share of the list; chance does not count as one. */
export function bestBaseline(curves: readonly CaptureCurve[], share: number): CaptureCurve | undefined {
  return curves
    .filter((curve) => !isChance(curve))
    .sort((a, b) => capturedAt(b, share) - capturedAt(a, share))[0];
}

/** How many are ranked, how many are not and why. */
export function excludedSentence(page: ProspectsPage, f: Formatter): string {
  const out = page.excluded.reduce((sum, { prospects }) => sum + prospects, 0);
  const all = `Of ${plural(f.count(page.prospects), "prospect")} ${f.count(page.ranked)} are ranked.`;
  if (out === 0) return `${all} None is excluded.`;
  const reasons = page.excluded.map(({ reason, prospects }) => `${reason} (${f.count(prospects)})`);
  return `${all} ${f.count(out)} are excluded: ${listInWords(reasons)}.`;
}

/** How much of the list would stand after refits, and who stands in it only by the order of the ids. */
export function stabilitySentence(
  { capacity, ranked, survival, alike }: Pick<ProspectsPage, "capacity" | "ranked" | "survival" | "alike">,
  f: Formatter,
): string {
  const first = f.count(Math.min(capacity, ranked));
  const stay =
    survival === null
      ? ""
      : `Learnt anew from clients drawn again, the score keeps ${f.percent(survival)} of the first ${first} on the list; each prospect’s confidence allows for it. `;
  const ties =
    alike === 0
      ? ""
      : `${plural(f.count(alike), "ranked prospect")} cannot be told from another one and stand in the order of their ids.`;
  return `${stay}${ties}`.trim();
}

/** How many of the first ten do not fit the profile, and why that is no contradiction; null where all do or none is known. */
export function besideProfileSentence({ top }: Pick<ProspectsPage, "top">): string | null {
  const first = top.slice(0, 10);
  const beside = first.filter(({ icpMatch }) => icpMatch === false).length;
  if (beside === 0) return null;
  return `${beside} of the first ${first.length} ${beside === 1 ? "does" : "do"} not fit the profile: the list scores every field, the profile is a short rule.`;
}

/** How many of the list are of the kind to avoid, and why they are on it all the same; null where none is. */
export function avoidedSentence({ avoided }: Pick<ProspectsPage, "avoided">, f: Formatter): string | null {
  if (avoided === null || avoided.listed === 0) return null;
  const { listed, first } = avoided;
  return `${f.count(listed)} of the first ${f.count(first)} ${listed === 1 ? "is" : "are"} of the kind to avoid, and marked: clients of that kind are worth little on average, but ${listed === 1 ? "this one is" : "these are"} listed for what all that is known says of ${listed === 1 ? "it" : "them"}.`;
}

/** Why most of the list is expected to bring more than its own interval holds; null where that is not so. */
export function meanBeyondSentence({ top }: Pick<ProspectsPage, "top">): string | null {
  const beyond = top.filter(({ expectedClv, expectedClvHigh }) => expectedClv > expectedClvHigh).length;
  if (beyond <= top.length / 2) return null;
  return "What a prospect is expected to bring is a mean over all that may become of it. A few clients hold most of the value, so that the mean lies above the 80% interval: four of five such prospects will bring less.";
}

/** The finding of the table of tiers: what the first tier holds. */
export function tiersTitle(page: ProspectsPage, f: Formatter): string {
  const [first] = page.tiers;
  const all = page.tiers.reduce((sum, { prospects }) => sum + prospects, 0);
  const mean = all > 0 ? page.tiers.reduce((sum, tier) => sum + tier.expectedClv, 0) / all : 0;
  if (!first || mean <= 0) return "Tiers by what the team can work";
  return `A prospect of tier ${first.tier} is worth ${f.multiple(first.meanExpectedClv / mean)} the average one if won`;
}

/** What is shown of how many, for the line above the table. */
export function listStatus(
  counts: { readonly found: number; readonly length: number; readonly ranked: number },
  query: { readonly within: boolean; readonly filtered: boolean },
  f: Formatter,
): string {
  const { found, length, ranked } = counts;
  const pool = query.within ? `the first ${f.count(length)}` : `${f.count(ranked)} ranked prospects`;
  if (found === 0) return `No prospect of ${pool} matches.`;
  if (query.filtered) return `${f.count(found)} match, of ${pool}`;
  return query.within ? `The first ${f.count(length)} of ${f.count(ranked)} ranked prospects` : `All ${pool}`;
}

/** List lengths that the slider offers: round ones up to `most`, the capacity and the length asked for among them. */
export function listLengths(most: number, ...always: readonly number[]): readonly number[] {
  const lengths = new Set(always.filter((length) => length >= 1 && length <= most));
  for (let magnitude = 10; magnitude <= most; magnitude *= 10) {
    for (const step of [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9]) {
      if (magnitude * step <= most) lengths.add(magnitude * step);
    }
  }
  lengths.add(most);
  return [...lengths].sort((a, b) => a - b);
}
