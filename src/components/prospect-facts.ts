import type { SegmentOpening } from "../model/lookalike/segment-opening.js";
/** One term of a score as a multiplier of money or of odds. */
export interface Reason {
  readonly field: string;
  readonly value: string;
  readonly multiplier: number;
  readonly part: "value" | "win";
}

export type Tier = "A" | "B" | "C" | "D";
export type Confidence = "high" | "medium" | "low";

/** What an account executive said of a prospect. */
export interface Judgement {
  /** Empty where names are not shown. */
  readonly by: string;
  readonly date: string;
  readonly rank: number | null;
  readonly estimate: number | null;
  readonly note: string | null;
}

/** Where a prospect stands when the fields that tell how we sold count for nothing. */
export interface StandingWithout {
  readonly rank: number;
  readonly winIndex: number;
  readonly pWin: number | null;
  readonly expectedValue: number | null;
}

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
  readonly without: StandingWithout | null;
  readonly similarity: number;
  readonly segment: string | null;
  readonly icpMatch: boolean | null;
  readonly confidence: Confidence;
  readonly judgements: readonly Judgement[];
  readonly firmographics: Readonly<Record<string, string>>;
}

/** A prospect with why it scores as it does. */
export interface Prospect extends ProspectSummary {
  /** What is expected to be lost, taken off in the expected CLV. */
  readonly expectedLoss: number;
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

interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A list made at an earlier date against the clients won since. */
export interface WonSince {
  readonly cut: string;
  readonly before: number;
  readonly after: number;
  readonly accounts: number;
  readonly capacityShare: number;
  readonly methods: readonly {
    readonly method: string;
    readonly captured5: Interval;
    readonly captured10: Interval;
    readonly captured20: Interval;
    readonly capturedAtCapacity: Interval;
    readonly precision5: number;
    readonly precision10: number;
    readonly precision20: number;
    readonly precisionAtCapacity: number;
    readonly gini: number | null;
  }[];
  readonly differences: readonly { readonly baseline: string; readonly captured10: Interval }[];
  readonly calibration: readonly {
    readonly decile: number;
    readonly accounts: number;
    readonly won: number;
    readonly predicted: number;
    readonly actual: number;
  }[];
  readonly predictedOverActual: number;
  readonly sentence: string;
}

/** Who came into and who left the first tier since the previous report. */
export interface Movers {
  readonly since: string;
  readonly stayed: number;
  readonly came: number;
  readonly left: number;
  readonly movers: readonly {
    readonly prospectId: string;
    readonly name: string;
    readonly direction: "in" | "out";
    readonly rankThen: number | null;
    readonly rankNow: number | null;
    readonly part: string;
    readonly valueRatio: number | null;
    readonly easeRatio: number | null;
    readonly excluded: string | null;
  }[];
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
  /** Whether the score tells the prospects apart, or the order is one of ties. */
  readonly tellsApart: boolean;
  /** Ranked prospects that are expected to bring a loss. */
  readonly losing: number;
  readonly hasWinProbability: boolean;
  readonly winModel: string;
  readonly valueModel: string;
  readonly tiers: readonly TierSummary[];
  /** What reasons multiply: CLV of a client average in everything, and its chance (win index where there is none). */
  readonly start: Readonly<Record<Reason["part"], number>>;
  readonly top: readonly Prospect[];
  /** The first when the fields that tell how we sold count for nothing; empty where there are none. */
  readonly topWithout: readonly Prospect[];
  readonly openings: readonly SegmentOpening[];
  readonly facets: readonly Facet[];
  /** The scorer's order first, then the baselines'. */
  readonly captured: readonly CaptureCurve[];
  readonly judgements: string | null;
  /** That sorting by size does as well; null where the scorer is shown to do better. */
  readonly sizeWarning: string | null;
  /** Part of the first tier that refits list again; null where nothing was refitted. */
  readonly survival: number | null;
  /** Ranked prospects that the score cannot tell from another one. */
  readonly alike: number;
  readonly wonSince: WonSince | null;
  readonly movers: Movers | null;
  readonly howWeSold: {
    readonly fields: readonly string[];
    readonly sentence: string;
  } | null;
}
