/**
 * Two-sided p of Fisher's exact test that members have something as often as the rest: twice the smaller tail of the
 * hypergeometric distribution, the observed count itself at half (mid-p; Lancaster 1961), at most 1.
 *
 * Shares that differ in groups of very different size have a skewed ratio, of which a normal distribution makes too
 * much on its upper side. Counts are whole, from 0; nobody in, or nobody out of the group gives 1.
 */
export function fisherP(membersWith: number, members: number, restWith: number, rest: number): number {
  const all = members + rest;
  const having = membersWith + restWith;
  const least = Math.max(0, having - rest);
  const most = Math.min(having, members);
  const mode = Math.min(most, Math.max(least, Math.floor(((members + 1) * (having + 1)) / (all + 2))));
  /** P(count + 1) ÷ P(count). */
  const rise = (count: number) =>
    ((having - count) * (members - count)) / ((count + 1) * (rest - having + count + 1));
  let [below, above, here] = [0, 0, 0];
  const add = (count: number, weight: number): void => {
    if (count < membersWith) below += weight;
    else if (count > membersWith) above += weight;
    else here = weight;
  };
  add(mode, 1);
  for (let count = mode, weight = 1; count < most && weight > 0; count++) {
    weight *= rise(count);
    add(count + 1, weight);
  }
  for (let count = mode, weight = 1; count > least && weight > 0; count--) {
    weight /= rise(count - 1);
    add(count - 1, weight);
  }
  return Math.min(1, (2 * (Math.min(below, above) + here / 2)) / (below + here + above));
}
