/**
 * ln(1 − eˣ) for x ≤ 0, exact to rounding near both ends; −∞ at x = 0, NaN above.
 *
 * Switches form at −ln 2 as in M. Mächler, "Accurately computing log(1 − exp(−|a|))" (2012).
 */
export function log1mExp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}
