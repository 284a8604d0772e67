const SMALLEST_CHANCE = 1e-12;

/** ln[ (eᵏᵘ − 1) / (k (eᵘ − 1)) ], exact also for small u. */
function logMeanGrowth(u: number, k: number): number {
  return u * k < 1e-3
    ? ((k - 1) * u) / 2 + ((k * k - 1) * u * u) / 24
    : Math.log(Math.expm1(k * u) / (k * Math.expm1(u)));
}

/**
 * Adds `weight` times the purchases expected over `timeRatio` of a client at stage j to entry j of `byStage`,
 * j = 0 … k − 1; `shape` is that at stage 0. See `erlangPurchasesPerDropout`.
 */
export type ErlangPurchases = (
  shape: number,
  timeRatio: number,
  weight: number,
  byStage: Float64Array,
) => void;

/** One of the geometric functions, with its conjugate where it has one. */
interface Part {
  readonly zRe: number;
  readonly zIm: number;
  readonly cRe: number;
  readonly cIm: number;
  /** 2 with the conjugate, 1 without. */
  readonly times: number;
}

/** ln of what a part must reach to change the sum. */
const NEGLIGIBLE = -45;

/**
 * Purchases expected of an alive client that leaves after each with probability p, when they come with every
 * k-th event of a process whose rate is Gamma(shape + stage, 1) and `stage` events have come since the last: over the
 * time `timeRatio`, with M events in it,
 *
 * E[ (1 − (1−p)^⌊(M+stage)/k⌋) / p ].
 *
 * The step function is taken apart into k geometric ones, θ^⌊i/k⌋ = Σₗ cₗ zₗⁱ with zₗ = θ^(1/k) e^(2πil/k) and
 * cₗ = (1 − θ⁻¹) / (k (1 − zₗ⁻¹)), and E zᴹ = (1 + timeRatio (1 − z))^(−shape). Those of l and k − l are conjugate.
 * A stage more multiplies each by zₗ / (1 + timeRatio (1 − zₗ)).
 */
export function erlangPurchasesPerDropout(p: number, k: number): ErlangPurchases {
  const chance = Math.min(1 - SMALLEST_CHANCE, Math.max(SMALLEST_CHANCE, p));
  const u = -Math.log1p(-chance) / k;
  const growth = logMeanGrowth(u, k);
  const away = Math.expm1(-u);
  const parts = Array.from({ length: Math.floor(k / 2) }, (_, index) => partOf(index + 1, k, Math.exp(-u)));
  const scale = k * (1 - chance);
  return (shape, timeRatio, weight, byStage) => {
    const logSlowing = Math.log1p(-timeRatio * away);
    for (let stage = 0; stage < k; stage += 1) {
      const logFirst = growth - stage * u - (shape + stage) * logSlowing;
      byStage[stage] = (byStage[stage] ?? 0) - (weight * Math.expm1(logFirst)) / chance;
    }
    for (const { zRe, zIm, cRe, cIm, times } of parts) {
      const [bRe, bIm] = [1 + timeRatio * (1 - zRe), -timeRatio * zIm];
      const square = bRe * bRe + bIm * bIm;
      const logModulus = (-shape / 2) * Math.log(square);
      if (logModulus < NEGLIGIBLE) continue;
      const phase = -shape * Math.atan2(bIm, bRe);
      const modulus = (weight * times * Math.exp(logModulus)) / scale;
      const [cosine, sine] = [modulus * Math.cos(phase), modulus * Math.sin(phase)];
      let [re, im] = [cRe * cosine - cIm * sine, cRe * sine + cIm * cosine];
      const [stepRe, stepIm] = [(zRe * bRe + zIm * bIm) / square, (zIm * bRe - zRe * bIm) / square];
      for (let stage = 0; stage < k; stage += 1) {
        byStage[stage] = (byStage[stage] ?? 0) + re;
        [re, im] = [re * stepRe - im * stepIm, re * stepIm + im * stepRe];
      }
    }
  };
}

function partOf(part: number, k: number, root: number): Part {
  const angle = (2 * Math.PI * part) / k;
  const [zRe, zIm] = [root * Math.cos(angle), root * Math.sin(angle)];
  // 1 / (1 − z⁻¹) = z / (z − 1)
  const size = (zRe - 1) ** 2 + zIm ** 2;
  const [cRe, cIm] = [(zRe * (zRe - 1) + zIm * zIm) / size, -zIm / size];
  return { zRe, zIm, cRe, cIm, times: 2 * part === k ? 1 : 2 };
}
