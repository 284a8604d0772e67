import { INPUT_CONTRACT, type TableName } from "../../warehouse/contract/input-contract.js";
import type { FileQuality, InputQuality, SourceQuality } from "../../warehouse/inputs.js";
import { type Audience, mayShow } from "./audience.js";
import { shownRejects } from "./rejected-rows.js";
import { shownWarning, shownWarnings } from "./shown-warnings.js";

/** A file as output may tell of it; null: not to this audience. */
export type ShownFile = Omit<FileQuality, "bytes" | "sha256" | "sources"> & {
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly sources: readonly (Pick<SourceQuality, "file" | "rows"> & Pick<ShownFile, "bytes" | "sha256">)[];
};

/** What reading found, as output may tell it. */
export type ShownQuality = Omit<InputQuality, "files"> & { readonly files: readonly ShownFile[] };

/**
 * What reading found, as far as the audience may know: warnings and rejects without hidden values, and no first or last
 * date of a hidden column. Size and digest of a file are left out whatever may be seen of it: whoever guesses all of a
 * small file would find the guess confirmed.
 */
export function shownQuality(audience: Audience | null, quality: InputQuality): ShownQuality {
  if (audience === null) return quality;
  return {
    ...quality,
    warnings: shownWarnings(audience, quality.warnings),
    files: quality.files.map(({ bytes: _, sha256: __, ...file }) => ({
      ...file,
      bytes: null,
      sha256: null,
      sources: file.sources.map((source) => ({ ...source, bytes: null, sha256: null })),
      warnings: shownWarnings(audience, file.warnings),
      exclusions: file.exclusions.map((one) => ({ ...one, reason: shownWarning(audience, one.reason) })),
      rejects: shownRejects(audience, file.rejects),
      ...(mayShowDates(audience, file.table) ? {} : { firstDate: null, lastDate: null }),
    })),
  };
}

/** Of clients and of what was measured of them the dates are as hidden as the columns are; other tables date business. */
function mayShowDates(audience: Audience, table: TableName): boolean {
  const { datedBy } = INPUT_CONTRACT[table];
  if (table === "clients") return datedBy === undefined || mayShow(audience, datedBy);
  return table !== "signals" || mayShow(audience, "measure");
}
