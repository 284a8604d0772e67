/** What spend brings: value and marginal value per unit of spend, both in money, for spend ≥ 0; concave. */
export interface ResponseCurve {
  readonly valueAt: (spend: number) => number;
  readonly marginalAt: (spend: number) => number;
  /** Spend from which on the next unit brings no more than `marginal` > 0. */
  readonly spendWhere: (marginal: number) => number;
}

/** Hill curve of steepness 1, f(x) = c·x/(h + x): `ceiling` c ≥ 0, `halfSpend` h > 0 brings half of it. */
export function hillCurve(ceiling: number, halfSpend: number): ResponseCurve {
  if (!(ceiling >= 0 && halfSpend > 0)) {
    throw new RangeError(
      `no Hill curve: ceiling ${ceiling}, half spend ${halfSpend}; they must be at least 0 and above 0`,
    );
  }
  return {
    valueAt: (spend) =>
      spend === Number.POSITIVE_INFINITY ? ceiling : (ceiling * spend) / (halfSpend + spend),
    marginalAt: (spend) => (ceiling * halfSpend) / (halfSpend + spend) ** 2,
    spendWhere: (marginal) => Math.max(0, Math.sqrt((ceiling * halfSpend) / marginal) - halfSpend),
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
  };
}
