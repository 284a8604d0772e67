import { totalmem } from "node:os";
import { DuckDBDateValue, DuckDBDecimalValue, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import type { Engine, EngineRow, EngineValue } from "./engine.js";

/** Of the engine: the summaries of a million clients need another gigabyte beside it. */
const MEMORY_BYTES = 1.5 * 2 ** 30;
const MEMORY_SHARE = 0.5;

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Below this much input a second thread costs more than it does. */
const SMALL_INPUT_BYTES = 4 * 2 ** 20;

/**
 * DuckDB in memory, cut off from the network: it installs and loads no extension.
 * `spillFolder` is where it may put what does not fit into memory; `inputBytes` is how much it is going to read.
 */
export async function openDuckDbEngine(spillFolder: string, inputBytes: number): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    memory_limit: `${Math.round(Math.min(MEMORY_BYTES, MEMORY_SHARE * totalmem()) / 2 ** 20)}MiB`,
    temp_directory: spillFolder,
    ...(inputBytes < SMALL_INPUT_BYTES ? { threads: "1" } : {}),
    // A change of a few rows would else have a whole table written anew, though nothing of it outlives the process.
    checkpoint_threshold: "1TB",
  });
  const connection = await instance.connect();
  return {
    // Without parameters, which would have a statement prepared, and planned once more when their values are known.
    async run(sql) {
      await connection.run(sql);
    },
    async rows(sql) {
      const reader = await connection.runAndReadAll(sql);
      const names = reader.deduplicatedColumnNames();
      return reader.getRows().map((row) => engineRow(names, row));
    },
    async *batches(sql) {
      const result = await connection.stream(sql);
      const names = result.deduplicatedColumnNames();
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        yield {
          rows: chunk.rowCount,
          column: (name: string) =>
            chunk.getColumnValues(columnOf(names, name)).map((value) => engineValue(name, value)),
        };
      }
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function columnOf(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  if (index === -1) throw new Error(`engine result: no column ${name}`);
  return index;
}

function engineRow(names: readonly string[], row: readonly DuckDBValue[]): EngineRow {
  const cells: Record<string, EngineValue> = {};
  for (const [index, name] of names.entries()) cells[name] = engineValue(name, row[index] ?? null);
  return cells;
}

function engineValue(name: string, value: DuckDBValue): EngineValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return value;
  if (typeof value === "bigint" && value <= SAFE && value >= -SAFE) return Number(value);
  if (value instanceof DuckDBDecimalValue) return Number(value.toString());
  if (value instanceof DuckDBDateValue) return value.toString();
  throw new Error(`engine result, column ${name}: no plain form for ${String(value)}`);
}
