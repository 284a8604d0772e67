import type { Feature } from "../../feature.js";
import type { RidgeRows } from "../../numerics/ridge-rows.js";
import type { CategoryBasis } from "./category-basis.js";
import type { NumericBasis } from "./numeric-basis.js";

export type FieldBasis = NumericBasis | CategoryBasis;

/** A term of the regression that reasons are given for: a field, or two fields together. */
export interface Factor {
  readonly name: string;
  /** Fields of the table that it reads: one, or two for an interaction. */
  readonly fields: readonly number[];
  readonly howWeSold: boolean;
  readonly firstColumn: number;
  readonly firstSlot: number;
  readonly slotCount: number;
  /** Column of each pair of bands of an interaction; −1 for pairs too rare to learn from. */
  readonly cells: Int32Array | null;
}

/** How accounts become rows of a regression; column 0 and slot 0 are the intercept. */
export interface Design {
  readonly features: readonly Feature[];
  /** By field; null for a field that does not vary among the training accounts. */
  readonly bases: readonly (FieldBasis | null)[];
  readonly factors: readonly Factor[];
  readonly columnCount: number;
  readonly slotCount: number;
  /** Block of each column whose coefficients are pooled together, −1 for the intercept. */
  readonly blocks: Int32Array;
}

/** What is known of one field of one account. */
export const FIELD_STATES = { known: 0, missing: 1, unseen: 2, outside: 3 } as const;

/** Accounts as regression rows, and what is known of each field: `states[row · fields + field]`. */
export interface EncodedAccounts {
  readonly rows: RidgeRows;
  readonly states: Uint8Array;
}
