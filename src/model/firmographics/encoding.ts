import type { Feature } from "../feature.js";

/** What one coordinate of the encoding stands for. */
export interface EncodingColumn {
  readonly field: string;
  /** `measure` a standardised number, `level` one category, `other` rare and unseen categories, `missing` unknown. */
  readonly kind: "measure" | "level" | "other" | "missing";
  /** The category of a `level` column, else null. */
  readonly level: string | null;
  /** Mean and scale taken off: coordinate = weight · (value − centre) / scale. */
  readonly centre: number;
  readonly scale: number;
  readonly weight: number;
}

/** The columns of one field, in order. */
export interface EncodedField {
  readonly feature: Feature;
  readonly columns: readonly EncodingColumn[];
}

/** How accounts become points: plain data, so that a page can encode an account as the build did. */
export interface Encoding {
  readonly fields: readonly EncodedField[];
}

/** All columns in the order of the coordinates. */
export function encodingColumns(encoding: Encoding): readonly EncodingColumn[] {
  return encoding.fields.flatMap((field) => field.columns);
}
