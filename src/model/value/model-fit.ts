/** What every fitted model says of itself. Plain data: it can be written as JSON and read back. */
export interface ModelFit<Parameters> {
  readonly parameters: Parameters;
  /**
   * By parameter, but for those that were set and not estimated; null where the likelihood has no proper curvature to
   * take them from.
   */
  readonly standardErrors: Readonly<Partial<Parameters>> | null;
  /**
   * Covariance of the logarithms of the parameters, in their order; those that were set and not estimated come last
   * and are left out. Null or absent where the likelihood has no proper curvature.
   */
  readonly logCovariance?: readonly (readonly number[])[] | null;
  /** At the parameters, without any prior's part. */
  readonly logLikelihood: number;
  /** Histories that the fit rests on, identical ones counted each. */
  readonly observations: number;
  /** Weak priors were used, because there was little to learn from or the likelihood had no proper maximum. */
  readonly weakPriors: boolean;
  /** Nothing was learned: the parameters are those of the priors alone. */
  readonly assumed?: boolean;
  /** Sentences for the reader; empty when all went well. */
  readonly warnings: readonly string[];
}
