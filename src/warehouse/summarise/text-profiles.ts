import type { TypedFile } from "../check/type-table.js";
import { type Engine, type EngineRow, number, text } from "../engine.js";
import { dateOf } from "../parse/dates.js";
import { type DecimalMark, markEvidence, numberOf } from "../parse/money.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { literal, literals } from "../sql.js";

/** Share of a column's values that must be numbers for it to be one. */
export const NUMERIC_SHARE = 0.95;

const MARKS_OF_NOTHING = [
  "#n/a",
  "n/a",
  "na",
  "#ref!",
  "#value!",
  "#name?",
  "null",
  "nan",
  "-",
  "--",
  "?",
  "-none-",
  "- none -",
  "(no value)",
];

/** What the values of a text column look like, in rows. */
export interface TextProfile {
  readonly values: number;
  readonly numbers: number;
  /** Values with a leading zero: codes, not numbers. */
  readonly codes: number;
  readonly dates: number;
  readonly emails: number;
  readonly mark: DecimalMark;
  /** False when its numbers can be read with either decimal mark. */
  readonly settled: boolean;
}

/** Of a column without values. */
export const EMPTY_PROFILE: TextProfile = {
  values: 0,
  numbers: 0,
  codes: 0,
  dates: 0,
  emails: 0,
  mark: ".",
  settled: true,
};

/** SQL of the words, in lower case, by which spreadsheets and systems say that nothing is known. */
export const WORDS_OF_NOTHING = `[${literals(MARKS_OF_NOTHING)}]`;

/** SQL: a text cell without runs of spaces; null where it is a word of nothing. A query of many columns has these in one. */
export function meaningful(cell: string, wordsOfNothing = WORDS_OF_NOTHING): string {
  return `CASE WHEN NOT list_contains(${wordsOfNothing}, lower(${cell}))
    THEN regexp_replace(${cell}, '\\s+', ' ', 'g') END`;
}

/** Text columns of a file. */
export interface TextColumns {
  readonly file: TypedFile;
  readonly cells: readonly string[];
}

/**
 * Profiles of text columns of accepted rows, by file and column; a column without values has none.
 * Every value is looked at once, however many rows share it, and all columns of all files by one query.
 */
export async function textProfiles(
  engine: Engine,
  columns: readonly TextColumns[],
  settings: Settings,
): Promise<ReadonlyMap<TypedFile, ReadonlyMap<string, TextProfile>>> {
  const values = columns
    .filter(({ cells }) => cells.length > 0)
    .map(
      ({ file, cells }) => `SELECT ${literal(file.table)} AS source, field, value
        FROM (UNPIVOT (SELECT ${cells.join(", ")} FROM ${file.accepted}) ON ${cells.join(", ")} INTO NAME field VALUE value)`,
    );
  if (values.length === 0) return new Map();
  const evidence = markEvidence("value");
  const dated = `${dateOf("value", { order: "dmy", spreadsheetDays: false })} IS NOT NULL
    OR ${dateOf("value", { order: "mdy", spreadsheetDays: false })} IS NOT NULL`;
  const counts = {
    filled: `${meaningful("value")} IS NOT NULL`,
    points: `${numberOf("value", ".")} IS NOT NULL`,
    commas: `${numberOf("value", ",")} IS NOT NULL`,
    codes: "regexp_matches(value, '^0[0-9]')",
    dates: `NOT regexp_full_match(value, '[0-9]+') AND (${dated})`,
    emails: "regexp_matches(value, '^[^ @]+@[^ @]+[.][^ @]+$')",
    point: evidence.point,
    comma: evidence.comma,
    open: evidence.open,
  };
  const sums = Object.entries(counts).map(
    ([name, condition]) => `CAST(sum(CASE WHEN ${condition} THEN used ELSE 0 END) AS BIGINT) AS ${name}`,
  );
  const rows = await engine.rows(
    `SELECT source, field, ${sums.join(",\n")} FROM (
       SELECT source, field, value, count(*) AS used FROM (${values.join(" UNION ALL ")}) AS cells
       GROUP BY source, field, value
     ) AS counted GROUP BY source, field`,
  );
  return new Map(
    columns.map(({ file }) => {
      const { decimalMark } = fileSettingsOf(settings, file.table);
      const own = rows.filter((row) => text(row, "source") === file.table);
      return [
        file,
        new Map(
          own.map((row) => [text(row, "field"), profileOf(row, decimalMark, settings.decimalMark)] as const),
        ),
      ] as const;
    }),
  );
}

function profileOf(row: EngineRow, ofFile: DecimalMark | null, general: DecimalMark | null): TextProfile {
  const [point, comma] = [number(row, "point"), number(row, "comma")];
  const stated = ofFile ?? (point === comma ? general : null);
  const mark = stated ?? (comma > point ? "," : ".");
  const [values, numbers] = [number(row, "filled"), number(row, mark === "." ? "points" : "commas")];
  return {
    values,
    numbers,
    codes: number(row, "codes"),
    dates: number(row, "dates"),
    emails: number(row, "emails"),
    mark,
    settled:
      stated !== null || point !== comma || number(row, "open") === 0 || numbers < NUMERIC_SHARE * values,
  };
}
