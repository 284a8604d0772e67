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
  readonly shareOfClv: number;
  readonly shareOfClients: number;
  readonly profile: readonly ProfileLevel[];
  readonly numbers: readonly NumberProfile[];
  readonly typicalMembers: readonly {
    readonly clientId: string;
    readonly name: string;
    readonly clv: number;
  }[];
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
  readonly differInValue: { readonly p: number | null; readonly holds: boolean; readonly sentence: string };
  readonly map: AccountMapFacts;
}
