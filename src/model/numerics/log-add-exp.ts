/** ln(eᵃ + eᵇ) without overflow; −∞ stands for a term of zero, and two of them give −∞. */
export function logAddExp(a: number, b: number): number {
  if (a === b) return a + Math.LN2;
  const larger = Math.max(a, b);
  return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}
