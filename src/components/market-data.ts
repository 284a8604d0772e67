import type { Interval } from "./report-facts.js";

export interface MarketAlert {
  readonly sentence: string;
  readonly strength: "clear" | "worth a look";
}

/** How one kind of account moved against the others of its field; 1 is no move. */
export interface LevelFacts {
  readonly level: string;
  readonly before: number;
  readonly after: number;
  readonly deal: Interval;
  readonly further: Interval | null;
  readonly t: number;
  readonly clear: boolean;
}

export interface FieldFacts {
  readonly field: string;
  /** First month after the turn: 2022-07. */
  readonly from: string;
  readonly p: number;
  readonly claimed: boolean;
  readonly levels: readonly LevelFacts[];
}

/** What clients of one kind were worth against all won in the same year. */
export interface LiftOfYear {
  readonly cohort: string;
  readonly clients: number;
  readonly matching: number;
  readonly lift: Interval | null;
  readonly difference: Interval | null;
  readonly hasMultiples: boolean;
}

export interface LiftsOfRule {
  readonly sentence: string;
  readonly years: readonly LiftOfYear[];
}

export interface LiftsOfSegment {
  readonly segmentId: string;
  readonly name: string;
  readonly colour: number;
  readonly years: readonly LiftOfYear[];
}

/** How segments moved against each other (null: too few to tell), and their lift by year. */
export interface SegmentMoves {
  readonly moves: FieldFacts | null;
  readonly lifts: readonly LiftsOfSegment[];
}

export interface StabilityFacts {
  readonly field: string;
  readonly index: number;
  readonly byChance: number;
  readonly most: { readonly level: string; readonly before: number; readonly after: number };
}

/** The published `market.json` of a page that is ready. */
export interface MarketData {
  readonly level: number;
  readonly source: "deals" | "first purchases";
  readonly accounts: number;
  readonly followed: number;
  readonly unknownDeals: number;
  readonly tested: readonly string[];
  readonly fields: readonly FieldFacts[];
  /** Null where no segments are named. */
  readonly segments: SegmentMoves | null;
  readonly current: LiftsOfRule | null;
  readonly proposed: LiftsOfRule | null;
  readonly drift: {
    readonly from: string;
    readonly clients: readonly StabilityFacts[];
    readonly prospects: readonly StabilityFacts[];
  };
  /** Rule and scores learned anew from the clients won up to each year, oldest first. */
  readonly refits: readonly {
    readonly until: string;
    readonly clients: number;
    readonly sentence: string | null;
    readonly after: number;
    readonly lift: Interval | null;
    readonly samePicked: number | null;
    readonly scoreAgreement: number | null;
  }[];
  readonly alert: MarketAlert | null;
}
