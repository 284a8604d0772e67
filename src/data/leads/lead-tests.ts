import type { LeadsPage } from "../published/leads.js";

/** How a score became a chance: what the page shows of it, and what only validation.json holds. */
export interface LeadCalibration extends Omit<LeadsPage["calibration"], "sentence"> {
  /** What the base rate comes from, in words. */
  readonly baseRateFrom: string;
  readonly baseRate: number;
  /** Of each way, on accounts that it had not seen; empty without outcomes. */
  readonly logLoss: readonly { readonly method: string; readonly logLoss: number }[];
}

/** How contacts came to an account: likewise. */
export interface LeadRollUp extends Omit<LeadsPage["rollUp"], "sentence"> {
  readonly fitted: boolean;
  readonly accounts: number;
  readonly won: number;
  readonly decay: number;
  readonly roleWeight: number;
  readonly roles: number;
}

/** The page of leads with its tests in full; its schema leaves out what the page does not show. */
export interface LeadsFinding extends LeadsPage {
  readonly calibration: LeadCalibration & Pick<LeadsPage["calibration"], "sentence">;
  readonly rollUp: LeadRollUp & Pick<LeadsPage["rollUp"], "sentence">;
}
