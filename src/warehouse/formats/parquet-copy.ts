import { copyFile, open } from "node:fs/promises";
import { join } from "node:path";
import { type Engine, text } from "../engine.js";
import { inputError } from "../input-error.js";
import { literal } from "../sql.js";

const MAGIC = "PAR1";
const MAGIC_WHEN_ENCRYPTED = "PARE";

/** True for a file that starts as Parquet files do. */
export function isParquet(head: Buffer): boolean {
  return [MAGIC, MAGIC_WHEN_ENCRYPTED].includes(head.toString("latin1", 0, 4));
}

/**
 * Writes a Parquet file anew as CSV, one line a row below a header, in its order:
 * dates as ISO text, times in UTC, decimals with all their places, whole numbers without any.
 *
 * Throws an `InputError` when it is cut off, damaged or encrypted.
 */
export async function copyParquet(
  engine: Engine,
  file: string,
  path: string,
  delimiter: string,
  scratchFolder: string,
  to: string,
): Promise<void> {
  const [start, end] = await magicsOf(path);
  if (start === MAGIC_WHEN_ENCRYPTED || end === MAGIC_WHEN_ENCRYPTED) {
    throw inputError({ file, message: "the Parquet file is encrypted; export it without encryption" });
  }
  if (end !== MAGIC) {
    throw inputError({ file, message: "the Parquet file is cut off; copy or export it again" });
  }
  const plainPath = await withoutPattern(path, join(scratchFolder, "table.parquet"));
  const source = `read_parquet(${literal(plainPath)}, binary_as_string = true, hive_partitioning = false)`;
  try {
    const columns = await engine.rows(
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${source})`,
    );
    const cells = columns.map((row) => cellText(text(row, "name"), text(row, "type")));
    await engine.run(
      `COPY (SELECT ${cells.join(", ")} FROM ${source})
       TO ${literal(to)} (FORMAT csv, HEADER, DELIMITER ${literal(delimiter)}, QUOTE '"', ESCAPE '"')`,
    );
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [detail = ""] = error.message.replaceAll(plainPath, file).split("\n");
    const message = `the Parquet file is damaged and cannot be read (${detail}); copy or export it again`;
    throw inputError({ file, message });
  }
}

function cellText(name: string, type: string): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  return `${textOf(column, type)} AS ${column}`;
}

function textOf(column: string, type: string): string {
  if (type === "FLOAT" || type === "DOUBLE") return floatText(column);
  if (/^DECIMAL\(\d+,3\)$/.test(type)) return `CAST(${column} AS VARCHAR) || '0'`;
  if (type === "TIMESTAMP WITH TIME ZONE") return `CAST(timezone('UTC', ${column}) AS VARCHAR)`;
  return `CAST(${column} AS VARCHAR)`;
}

/**
 * Floating-point numbers without exponents. Three decimals get a fourth, so that nobody takes their point
 * for one between thousands.
 */
function floatText(column: string): string {
  const plain = `CAST(${column} AS VARCHAR)`;
  const places = `rtrim(CAST(CAST(${column} AS DECIMAL(38,18)) AS VARCHAR), '0')`;
  return `CASE
    WHEN ${column} = trunc(${column}) AND abs(${column}) < 1e18 THEN CAST(CAST(${column} AS BIGINT) AS VARCHAR)
    WHEN contains(${plain}, 'e') AND abs(${column}) < 1 THEN ${places}
    WHEN regexp_matches(${plain}, '\\.[0-9]{3}$') THEN ${plain} || '0'
    ELSE ${plain} END`;
}

async function magicsOf(path: string): Promise<[string, string]> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const start = Buffer.alloc(4);
    const end = Buffer.alloc(4);
    await handle.read(start, 0, 4, 0);
    await handle.read(end, 0, 4, Math.max(4, size - 4));
    return [start.toString("latin1"), end.toString("latin1")];
  } finally {
    await handle.close();
  }
}

/** The engine takes `*`, `?` and brackets in a path for patterns. */
async function withoutPattern(path: string, copy: string): Promise<string> {
  if (!/[*?[\]{}]/.test(path)) return path;
  await copyFile(path, copy);
  return copy;
}
