/**
 * ψ(x) = d ln Γ(x) / dx for x > 0, to about 10⁻¹⁴ relative.
 *
 * ψ(x) = ψ(x + n) − Σ 1/(x + k) lifts the argument to at least 8, where the asymptotic series holds
 * (Abramowitz & Stegun 6.3.18).
 */
export function digamma(x: number): number {
  let [lifted, sum] = [x, 0];
  for (; lifted < 8; lifted += 1) sum -= 1 / lifted;
  const inverse = 1 / (lifted * lifted);
  const series =
    inverse *
    (1 / 12 -
      inverse *
        (1 / 120 -
          inverse *
            (1 / 252 - inverse * (1 / 240 - inverse * (1 / 132 - inverse * (691 / 32_760 - inverse / 12))))));
  return sum + Math.log(lifted) - 0.5 / lifted - series;
}
