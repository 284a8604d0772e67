/** What spend brings: value and marginal value per unit of spend, both in money, for spend ≥ 0. */
export interface ResponseCurve {
  readonly valueAt: (spend: number) => number;
  readonly marginalAt: (spend: number) => number;
  /** Spend from which on the next unit brings no more than `marginal` > 0; missing where that has to be searched. */
  readonly spendWhere?: (marginal: number) => number;
  /** Spend up to which every further unit brings more than the one before; 0 for a concave curve. */
  readonly inflection: number;
}

/**
 * Hill curve f(x) = c·xˢ/(hˢ + xˢ): `ceiling` c ≥ 0, `halfSpend` h > 0 brings half of it, `steepness` s > 0.
 * Concave for s ≤ 1; S-shaped above, with its inflection at h·((s − 1)/(s + 1))^(1/s).
 */
export function hillCurve(ceiling: number, halfSpend: number, steepness: number): ResponseCurve {
  if (!(ceiling >= 0 && halfSpend > 0 && steepness > 0)) {
    throw new RangeError(
      `no Hill curve: ceiling ${ceiling}, half spend ${halfSpend}, steepness ${steepness}; they must be at least 0, above 0 and above 0`,
    );
  }
  if (steepness === 1) return concaveHillCurve(ceiling, halfSpend);
  const share = (spend: number): number => {
    const ratio = (spend / halfSpend) ** steepness;
    return ratio === Number.POSITIVE_INFINITY ? 1 : ratio / (1 + ratio);
  };
  return {
    valueAt: (spend) => ceiling * share(spend),
    marginalAt: (spend) => {
      if (spend > 0) return (ceiling * steepness * share(spend) * (1 - share(spend))) / spend;
      return steepness < 1 ? Number.POSITIVE_INFINITY : 0;
    },
    inflection: steepness > 1 ? halfSpend * ((steepness - 1) / (steepness + 1)) ** (1 / steepness) : 0,
  };
}

/** The same at steepness 1, in closed form. */
function concaveHillCurve(ceiling: number, halfSpend: number): ResponseCurve {
  return {
    valueAt: (spend) =>
      spend === Number.POSITIVE_INFINITY ? ceiling : (ceiling * spend) / (halfSpend + spend),
    marginalAt: (spend) => (ceiling * halfSpend) / (halfSpend + spend) ** 2,
    spendWhere: (marginal) => Math.max(0, Math.sqrt((ceiling * halfSpend) / marginal) - halfSpend),
    inflection: 0,
  };
}

/**
 * Concave saturating curve f(x) = c·(1 − e^(−k·x)): `ceiling` c ≥ 0, `rate` k > 0, so that the first unit brings c·k.
 * Source: Blattberg and Deighton, Harvard Business Review 74 (1996).
 */
export function saturatingCurve(ceiling: number, rate: number): ResponseCurve {
  if (!(ceiling >= 0 && rate > 0)) {
    throw new RangeError(
      `no saturating curve: ceiling ${ceiling}, rate ${rate}; they must be at least 0 and above 0`,
    );
  }
  return {
    valueAt: (spend) => -ceiling * Math.expm1(-rate * spend),
    marginalAt: (spend) => ceiling * rate * Math.exp(-rate * spend),
    spendWhere: (marginal) => Math.max(0, Math.log((ceiling * rate) / marginal) / rate),
    inflection: 0,
  };
}
