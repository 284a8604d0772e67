/** Share of bu under which the closed form of the slope by b has lost its digits. */
const SMALL_AGEING = 1e-2;

/**
 * E(u) = (e^{bu} − 1)/b: time on the clock of a client whose readiness to leave grows by e^{bu} with its age u; u
 * itself at b = 0.
 */
export function gompertzClock(b: number, u: number): number {
  const aged = b * u;
  return Math.abs(aged) < 1e-12 ? u : Math.expm1(aged) / b;
}

/** dE/db = (bu·e^{bu} − e^{bu} + 1)/b², by its series where bu is small. */
export function gompertzClockSlope(b: number, u: number): number {
  const aged = b * u;
  if (Math.abs(aged) < SMALL_AGEING) return u * u * (1 / 2 + aged / 3 + aged ** 2 / 8 + aged ** 3 / 30);
  return (aged * Math.exp(aged) - Math.expm1(aged)) / (b * b);
}
