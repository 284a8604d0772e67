import type { Middle } from "../model/segments/middle.js";
import type { Interval } from "./report-facts.js";

/** One level of a field in a segment against all clients. */
export interface ProfileLevel {
  readonly field: string;
  readonly level: string;
  readonly shareInSegment: number;
  readonly shareOfClients: number;
  /** shareInSegment / shareOfClients with a 90 % interval. */
  readonly index: Interval;
}

export interface NumberProfile {
  readonly field: string;
  readonly median: number | null;
  readonly medianAllClients: number | null;
  readonly q25: number | null;
  readonly q75: number | null;
}

/** How the clients of a segment buy, how long it takes to win them, and what they say. */
export interface Portrait {
  readonly products: readonly {
    readonly product: string;
    readonly shareOfRevenue: number;
    readonly shareOfAllRevenue: number;
    /** Share of its clients that bought it / share of all clients, 90 % interval. */
    readonly index: Interval;
  }[];
  readonly productClients: number;
  readonly rhythm: {
    readonly clients: number;
    readonly repeating: number;
    readonly daysBetween: Middle | null;
    readonly underContract: number;
    readonly termMonths: Middle | null;
  };
  readonly cycle: { readonly won: Middle | null; readonly lost: Middle | null; readonly open: number };
  readonly cycleOfAll: { readonly won: Middle | null; readonly lost: Middle | null };
  readonly needs: readonly {
    readonly need: string;
    readonly clients: number;
    readonly share: number;
    readonly index: Interval;
  }[];
  readonly tellingClients: number;
  readonly signals: readonly {
    readonly measure: string;
    readonly clients: number;
    readonly mean: Interval;
    readonly allClients: number;
  }[];
}

export interface SegmentFacts {
  readonly segmentId: string;
  /** Place in the fixed cast of segment colours, 0-based. */
  readonly colour: number;
  readonly name: string;
  readonly description: string;
  readonly clients: number;
  readonly highValueClients: number;
  readonly prospects: number;
  readonly clv: { readonly total: number; readonly mean: Interval; readonly median: number };
  readonly shareOfClv: number | null;
  /** Of the client worth most, of what the segment comes to. */
  readonly largestShare: number | null;
  readonly shareOfClients: number;
  readonly profile: readonly ProfileLevel[];
  readonly numbers: readonly NumberProfile[];
  readonly typicalMembers: readonly {
    readonly clientId: string;
    readonly name: string;
    readonly clv: number;
  }[];
  /** The best ranked of its prospects. */
  readonly topProspects: readonly {
    readonly prospectId: string;
    readonly name: string;
    readonly rank: number;
    readonly expectedClv: number;
  }[];
  readonly portrait: Portrait;
  /** True where the previous report had no such segment; null without one to compare with. */
  readonly isNew: boolean | null;
}

export interface ChoiceOfK {
  /** Null: no segments. */
  readonly chosen: number | null;
  /** False: the segments divide clients steadily, but are no natural groups. */
  readonly natural: boolean;
  readonly reason: string;
  readonly candidates: readonly {
    readonly k: number;
    readonly meanJaccard: number;
    readonly minJaccard: number;
    readonly nullMeanJaccard: number;
  }[];
}

export interface AccountMapFacts {
  readonly xMeans: string;
  readonly yMeans: string;
  readonly clients: readonly {
    readonly clientId: string;
    readonly name: string;
    readonly x: number;
    readonly y: number;
    readonly clv: number;
    readonly highValue: boolean;
    readonly segmentId: string | null;
  }[];
  readonly prospectCells: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly prospects: number;
  }[];
}

/** The published `segments.json`, once its analysis ran. */
export interface SegmentsFacts {
  readonly highValueClients: number;
  readonly clients: number;
  readonly segments: readonly SegmentFacts[];
  readonly choice: ChoiceOfK;
  /** Adjusted Rand index with the groups of another method: 1 the same, 0 as by chance. */
  readonly agreement: number | null;
  readonly differInValue: { readonly p: number | null; readonly holds: boolean; readonly sentence: string };
  readonly map: AccountMapFacts;
}
