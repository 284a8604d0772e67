import { boolean, type Engine } from "../engine.js";
import { headerKey } from "../read/header.js";
import { SETTINGS_FILE } from "../settings/load-settings.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";
import type { TypedFile } from "./type-table.js";

/** A warning for each value by which the settings select rows and that no row has. */
export async function unmatchedSelections(
  engine: Engine,
  file: TypedFile,
  settings: Settings,
): Promise<string[]> {
  const { only } = fileSettingsOf(settings, file.table);
  const stated = [...only].flatMap(([name, values]) => values.map((value) => ({ name, value })));
  if (stated.length === 0) return [];
  const found = stated.map(({ name, value }, at) => {
    const index = file.scan.header.findIndex((header) => headerKey(header) === headerKey(name));
    return `coalesce(bool_or(lower(coalesce(c${index}, '')) = ${literal(value.toLowerCase())}), false) AS found${at}`;
  });
  const [row] = await engine.rows(`SELECT ${found.join(", ")} FROM ${file.stage}`);
  return stated
    .filter((_, at) => row !== undefined && !boolean(row, `found${at}`))
    .map(
      ({ name, value }) =>
        `${SETTINGS_FILE}, files.${file.table}.only: no row has ${JSON.stringify(value)} as ${JSON.stringify(name)}`,
    );
}
