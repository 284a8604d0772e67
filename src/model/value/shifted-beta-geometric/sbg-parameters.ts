/**
 * Parameters of the shifted beta-geometric model of renewals (Fader & Hardie 2007): at each renewal
 * opportunity a contract ends with probability θ, constant for a contract, θ ~ Beta(α, β) over contracts. Both
 * are positive.
 */
export interface SbgParameters {
  readonly alpha: number;
  readonly beta: number;
}

/**
 * Contracts renewed `renewals` times; then they ended, or their next renewal is still to come. Opportunities
 * are counted, not months: a term of three years is one.
 */
export interface RenewalRecord {
  /** Renewals before they were first seen: shorter lives of their kind are missing. At most `renewals`; 0 from the start. */
  readonly entered: number;
  readonly renewals: number;
  readonly ended: boolean;
  /** How many contracts this stands for. */
  readonly contracts: number;
}
