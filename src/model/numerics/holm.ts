/**
 * p-values that hold for all of them together, in their order: with p₍₁₎ ≤ … ≤ p₍ₙ₎, p̃₍ᵢ₎ = max over j ≤ i of
 * min(1, (n − j + 1)·p₍ⱼ₎). Source: Holm, Scandinavian Journal of Statistics 6 (1979).
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, at) => at).sort((a, b) => (ps[a] ?? 0) - (ps[b] ?? 0));
  const corrected: number[] = [];
  let largest = 0;
  order.forEach((at, place) => {
    largest = Math.max(largest, Math.min(1, (ps.length - place) * (ps[at] ?? 1)));
    corrected[at] = largest;
  });
  return corrected;
}
