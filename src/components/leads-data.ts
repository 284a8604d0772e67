import type { Interval } from "./report-facts.js";

export interface LeadFacts {
  readonly leadId: string;
  readonly account: string;
  readonly isClient: boolean;
  readonly avoid: boolean | null;
  readonly title: string | null;
  readonly role: string | null;
  readonly createdOn: string | null;
  readonly score: number;
  readonly probability: number;
  readonly accountChance: number;
  readonly listChance: number | null;
  readonly accountContacts: number;
  readonly accountClv: number;
  readonly expectedValue: number;
}

export interface ReliabilityFacts {
  readonly leads: number;
  readonly predicted: number;
  readonly won: number;
  readonly wonLow: number;
  readonly wonHigh: number;
}

export interface DealFacts {
  readonly account: string;
  readonly avoid: boolean | null;
  readonly amount: number;
  readonly chance: number;
  readonly chanceFrom: "leads" | "win model" | "base rate";
  readonly clv: number;
  readonly expectedValue: number;
  readonly rankByAmount: number;
  readonly rankByValue: number;
}

export interface PipelineFacts {
  readonly accounts: number;
  readonly withLeads: number;
  readonly withoutValue: number;
  readonly first: number;
  readonly share: number;
  readonly exchanged: number;
  readonly byAmount: number;
  readonly byValue: number;
  readonly gain: Interval;
  readonly curve: readonly { readonly worked: number; readonly byAmount: number; readonly byValue: number }[];
  readonly deals: readonly DealFacts[];
}

/** The published `leads.json`, as far as components use it. */
export interface LeadsData {
  readonly leads: number;
  readonly open: number;
  readonly repeated: number;
  readonly matchedBy: readonly { readonly by: string; readonly leads: number }[];
  readonly withoutAccount: readonly { readonly reason: string; readonly leads: number }[];
  readonly notWorked: readonly { readonly reason: string; readonly leads: number }[];
  readonly valued: number;
  readonly accounts: number;
  readonly expectedValue: number;
  readonly top: readonly LeadFacts[];
  readonly calibration: {
    readonly method: "base rate" | "logistic" | "isotonic" | null;
    readonly sentence: string;
    readonly leads: number;
    readonly accounts: number;
    readonly reliability: readonly ReliabilityFacts[];
  };
  readonly rollUp: {
    readonly sentence: string;
    readonly rivals: readonly { readonly name: string; readonly logLoss: number; readonly auc: number }[];
  };
  readonly pipeline: PipelineFacts | null;
}
