import type { ClientTraits } from "./client-predictors.js";
import type { ContractVerdict } from "./contract-verdict.js";
import type { RepeatVerdict } from "./repeat-verdict.js";

/** How clients are predicted: what the contests said of those without and with contracts; null where there was none. */
export interface ChosenWays {
  readonly repeat: RepeatVerdict | null;
  readonly contracts: ContractVerdict | null;
  /** Firmographics that renewals may learn from. */
  readonly traits: ClientTraits | null;
}

/** The usual models, where no contest was held. */
export const USUAL_WAYS: ChosenWays = { repeat: null, contracts: null, traits: null };
