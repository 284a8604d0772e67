import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "yaml";
import { csvCell } from "../../model/csv-cell.js";
import type { World } from "../../model/world/generate-world.js";
import type { Table } from "../../model/world/table.js";

const ROWS_A_CHUNK = 2000;

/** A table as RFC 4180 text with "\n" line ends, some thousand rows at a time. */
function* csvChunks({ columns, rows }: Table): Generator<string> {
  let lines = [columns.join(",")];
  for (const row of rows) {
    lines.push(row.map(csvCell).join(","));
    if (lines.length >= ROWS_A_CHUNK) {
      yield `${lines.join("\n")}\n`;
      lines = [];
    }
  }
  if (lines.length > 0) yield `${lines.join("\n")}\n`;
}

/** Records as one JSON value: their columns once, then a row a line. */
function* jsonRows(records: readonly object[]): Generator<string> {
  yield `{"columns":${JSON.stringify(Object.keys(records[0] ?? {}))},"rows":[\n`;
  for (const [position, record] of records.entries()) {
    yield `${JSON.stringify(Object.values(record))}${position < records.length - 1 ? "," : ""}\n`;
  }
  yield "]}";
}

function* truthChunks({ clients, prospects, ...planted }: World["truth"]): Generator<string> {
  yield `{"planted":${JSON.stringify(planted, null, 1)},\n"clients":`;
  yield* jsonRows(clients);
  yield ',\n"prospects":';
  yield* jsonRows(prospects);
  yield "}\n";
}

/**
 * Writes a world into a folder, which is made where it does not exist: a CSV file a table, targeting.yaml, and
 * truth.json, which is no part of the input and comes first: by it a world that was written in part is known too. Files
 * of the same names are replaced.
 */
export async function writeWorld(world: World, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await pipeline(Readable.from(truthChunks(world.truth)), createWriteStream(join(folder, "truth.json")));
  for (const [name, table] of Object.entries(world.tables)) {
    await pipeline(Readable.from(csvChunks(table)), createWriteStream(join(folder, `${name}.csv`)));
  }
  await writeFile(
    join(folder, "targeting.yaml"),
    stringify(world.settings, { aliasDuplicateObjects: false }),
  );
}
