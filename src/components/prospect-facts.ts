/** One term of a score as a multiplier of money or of odds. */
export interface Reason {
  readonly field: string;
  readonly value: string;
  readonly multiplier: number;
  readonly part: "value" | "win";
}

export type Tier = "A" | "B" | "C" | "D";
export type Confidence = "high" | "medium" | "low";

/** What the list shows of a prospect. */
export interface ProspectSummary {
  readonly prospectId: string;
  readonly name: string;
  readonly rank: number;
  readonly tier: Tier;
  readonly score: number;
  readonly expectedClv: number;
  readonly expectedClvLow: number;
  readonly expectedClvHigh: number;
  readonly winIndex: number;
  readonly pWin: number | null;
  readonly expectedValue: number | null;
  readonly similarity: number;
  readonly segment: string | null;
  readonly icpMatch: boolean | null;
  readonly confidence: Confidence;
  readonly firmographics: Readonly<Record<string, string>>;
}

/** A prospect with why it scores as it does. */
export interface Prospect extends ProspectSummary {
  readonly flags: readonly string[];
  readonly reasons: readonly Reason[];
  readonly similarClients: readonly {
    readonly clientId: string;
    readonly name: string;
    readonly clv: number;
  }[];
}

export interface CaptureCurve {
  readonly method: string;
  readonly points: readonly { readonly share: number; readonly captured: number }[];
}

export interface Facet {
  readonly field: string;
  readonly values: readonly { readonly value: string; readonly prospects: number }[];
}

export interface TierSummary {
  readonly tier: Tier;
  readonly prospects: number;
  readonly expectedClv: number;
  readonly expectedValue: number | null;
  readonly meanExpectedClv: number;
}

/** The published `prospects.json`, once its analysis ran. */
export interface ProspectsFacts {
  readonly prospects: number;
  readonly ranked: number;
  readonly excluded: readonly { readonly reason: string; readonly prospects: number }[];
  readonly capacity: number;
  readonly rankedBy: string;
  readonly hasWinProbability: boolean;
  readonly winModel: string;
  readonly valueModel: string;
  readonly tiers: readonly TierSummary[];
  readonly top: readonly Prospect[];
  readonly facets: readonly Facet[];
  /** The scorer's order first, then the baselines'. */
  readonly captured: readonly CaptureCurve[];
  readonly howWeSold: {
    readonly fields: readonly string[];
    readonly topListChanges: number;
    readonly sentence: string;
  } | null;
}
