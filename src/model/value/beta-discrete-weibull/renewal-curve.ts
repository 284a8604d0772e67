import type { SbgParameters } from "../shifted-beta-geometric/sbg-parameters.js";

/**
 * Parameters of the beta-discrete-Weibull model of renewals (Fader, Hardie, Liu, Davin & Steenburgh 2018): a
 * contract outlasts t renewal opportunities with probability (1 − θ)^(t^c), θ ~ Beta(α, β) over contracts.
 *
 * `shape` c > 0: above 1 each contract is likelier to end as it ages, below 1 less likely; 1 is the shifted
 * beta-geometric.
 */
export interface RenewalCurve extends SbgParameters {
  readonly shape: number;
}
