import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import type { FoundFile } from "./found-file.js";
import { idColumn, mapColumns } from "./map-columns.js";
import type { KnownOfFile } from "./scan-plain.js";

/** What contract and settings tell of a table's file before it is read. */
export function knownOfFile(found: FoundFile, settings: Settings): KnownOfFile {
  return {
    delimiter: fileSettingsOf(settings, found.table).delimiter,
    idColumn: (header) => idColumn(found.table, mapColumns(found, header, settings))?.index ?? null,
  };
}
