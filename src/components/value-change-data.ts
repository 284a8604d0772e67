import type { ValueBridge } from "../model/economics/value-bridge.js";
import type { Interval } from "./report-facts.js";

/** One client that moved, as published. */
export interface MoveFacts {
  readonly clientId: string;
  readonly name: string;
  /** null: not a client of that report. */
  readonly previous: number | null;
  readonly now: number | null;
  readonly change: number;
  readonly newHistory: number;
  readonly changedSettings: number;
  readonly earnedSince: number | null;
  readonly pActiveBefore: number | null;
  readonly pActiveNow: number | null;
}

/** From one total to the other: now = previous + lostClients + newClients + newHistory + changedSettings. */
export interface BridgeFacts extends Omit<ValueBridge, "moves"> {
  /** What will be realised of `now`. */
  readonly nowInterval: Interval;
  readonly moves: readonly MoveFacts[];
}

export interface SettingChangeFacts {
  readonly setting: string;
  readonly before: number | null;
  readonly now: number | null;
}

export interface ValueChangeFacts {
  readonly status: "ready";
  readonly previous: { readonly asOf: string; readonly version: string };
  /** False: new history holds the effect of changed settings too. */
  readonly separated: boolean;
  readonly settingChanges: readonly SettingChangeFacts[];
  readonly readingChanged: boolean;
  /** Clients no longer in the books that bear the name of a new one. */
  readonly sameName: number;
  readonly clv: BridgeFacts;
  readonly totalValue: BridgeFacts;
}

/** The published `value-change.json`. */
export type ValueChangeData =
  | ValueChangeFacts
  | { readonly status: "absent" | "refused"; readonly reason: string };
