import { INPUT_CONTRACT } from "../contract/input-contract.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import type { FoundFile } from "./find-files.js";
import { idColumn, mapColumns } from "./map-columns.js";
import type { KnownOfFile } from "./scan-plain.js";

/** What contract and settings tell of a table's file before it is read. */
export function knownOfFile({ table, file }: FoundFile, settings: Settings): KnownOfFile {
  const contract = INPUT_CONTRACT[table];
  const mapping = settings.columns.get(table) ?? new Map<string, string>();
  return {
    delimiter: fileSettingsOf(settings, table).delimiter,
    idColumn: (header) => idColumn(table, mapColumns(file, contract, header, mapping))?.index ?? null,
  };
}
