import type { Account } from "../account.js";
import type { EncodedField, Encoding } from "./encoding.js";
import { categoryOf, measureOf } from "./read-firmographic.js";

const MAX_DEVIATIONS = 4;

/** log(1 + x) of a size; a negative size counts as 0. */
export function logged(value: number): number {
  return Math.log1p(Math.max(0, value));
}

/**
 * The account as a point, in the order of `encodingColumns`; always finite.
 *
 * A category that was not seen when the encoding was learnt counts as "other"; where there is no such column, and
 * where a field that was always known is missing, the field's coordinates are 0: it counts as average. Measures are
 * cut at 4 standard deviations, so that a mistyped one cannot carry the whole distance.
 */
export function encode(encoding: Encoding, account: Account): number[] {
  return encoding.fields.flatMap((field) => encodeField(field, account));
}

function encodeField({ feature, columns }: EncodedField, account: Account): number[] {
  const isCategory = feature.kind === "category";
  const text = isCategory ? categoryOf(account, feature.name) : null;
  const measure = isCategory ? null : measureOf(account, feature.name);
  const missing = text === null && measure === null;
  const active = isCategory
    ? (columns.find((column) => (missing ? column.kind === "missing" : column.level === text)) ??
      (missing ? undefined : columns.find((column) => column.kind === "other")))
    : undefined;
  if (isCategory && active === undefined) return columns.map(() => 0);
  return columns.map((column) => {
    const { kind, centre, scale, weight } = column;
    if (kind !== "measure") {
      const on = isCategory ? column === active : missing;
      return weight * ((on ? 1 : 0) - centre);
    }
    if (measure === null) return 0;
    const value = feature.kind === "size" ? logged(measure) : measure;
    return weight * Math.min(MAX_DEVIATIONS, Math.max(-MAX_DEVIATIONS, (value - centre) / scale));
  });
}
