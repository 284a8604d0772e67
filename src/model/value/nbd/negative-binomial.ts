import gammaln from "@stdlib/math-base-special-gammaln";

/** P(N = n) of events in time t at a rate that is Gamma(r, rate α): Γ(r+n)/(Γ(r) n!) (α/(α+t))ʳ (t/(α+t))ⁿ. */
export function negativeBinomialProbability(r: number, alpha: number, time: number, n: number): number {
  if (time === 0) return n === 0 ? 1 : 0;
  return Math.exp(
    gammaln(r + n) -
      gammaln(r) -
      gammaln(n + 1) -
      r * Math.log1p(time / alpha) -
      n * Math.log1p(alpha / time),
  );
}

/** P(from ≤ N ≤ to); `to` may be ∞. The smaller of sum and remainder is added up, so that thin tails keep their digits. */
export function negativeBinomialShare(
  r: number,
  alpha: number,
  time: number,
  from: number,
  to: number,
): number {
  const probability = (n: number): number => negativeBinomialProbability(r, alpha, time, n);
  const sum = (first: number, last: number): number => {
    let total = 0;
    let term = probability(first);
    for (let n = first; n <= last; n += 1) {
      total += term;
      term *= ((r + n) / (n + 1)) * (time / (alpha + time));
      if (n > (r * time) / alpha && !(term > 1e-17 * total)) break;
    }
    return total;
  };
  if (to < Number.POSITIVE_INFINITY) return sum(from, to);
  return from < (r * time) / alpha ? 1 - sum(0, from - 1) : sum(from, to);
}
