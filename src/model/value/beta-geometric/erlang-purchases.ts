const SMALLEST_CHANCE = 1e-12;

/** ln[ (eᵏᵘ − 1) / (k (eᵘ − 1)) ], exact also for small u. */
function logMeanGrowth(u: number, k: number): number {
  return u * k < 1e-3
    ? ((k - 1) * u) / 2 + ((k * k - 1) * u * u) / 24
    : Math.log(Math.expm1(k * u) / (k * Math.expm1(u)));
}

/**
 * Purchases expected of an alive client that leaves after each with probability p, when they come with every
 * k-th event of a process whose rate is Gamma(shape, 1) and `stage` events have come since the last: over the
 * time `timeRatio`, with M events in it,
 *
 * E[ (1 − (1−p)^⌊(M+stage)/k⌋) / p ].
 *
 * The step function is taken apart into k geometric ones, θ^⌊i/k⌋ = Σₗ cₗ zₗⁱ with zₗ = θ^(1/k) e^(2πil/k) and
 * cₗ = (1 − θ⁻¹) / (k (1 − zₗ⁻¹)), and E zᴹ = (1 + timeRatio (1 − z))^(−shape).
 */
export function erlangPurchasesPerDropout(
  shape: number,
  timeRatio: number,
  p: number,
  k: number,
  stage: number,
): number {
  const chance = Math.min(1 - SMALLEST_CHANCE, Math.max(SMALLEST_CHANCE, p));
  const u = -Math.log1p(-chance) / k;
  const root = Math.exp(-u);
  const logFirst = logMeanGrowth(u, k) - stage * u - shape * Math.log1p(-timeRatio * Math.expm1(-u));
  let total = -Math.expm1(logFirst) / chance;
  for (let part = 1; part < k; part += 1) {
    const angle = (2 * Math.PI * part) / k;
    const [zRe, zIm] = [root * Math.cos(angle), root * Math.sin(angle)];
    // 1 / (1 − z⁻¹) = z / (z − 1)
    const size = (zRe - 1) ** 2 + zIm ** 2;
    const [cRe, cIm] = [(zRe * (zRe - 1) + zIm * zIm) / size, -zIm / size];
    const [bRe, bIm] = [1 + timeRatio * (1 - zRe), -timeRatio * zIm];
    const logModulus = -stage * u - (shape / 2) * Math.log(bRe * bRe + bIm * bIm);
    const phase = stage * angle - shape * Math.atan2(bIm, bRe);
    const modulus = Math.exp(logModulus) / (k * (1 - chance));
    total += modulus * (cRe * Math.cos(phase) - cIm * Math.sin(phase));
  }
  return total;
}
