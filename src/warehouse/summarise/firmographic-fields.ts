import { type TypedFile, typedName } from "../check/type-table.js";
import { INPUT_CONTRACT } from "../contract/input-contract.js";
import { type Engine, number } from "../engine.js";
import { dateOf } from "../parse/dates.js";
import { type DecimalMark, markEvidence, numberOf } from "../parse/money.js";
import { headerKey } from "../read/header.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { literals } from "../sql.js";

const NUMERIC_SHARE = 0.95;
const DATE_SHARE = 0.95;
const PERSONAL_SHARE = 0.5;
const MARKS_OF_NOTHING = ["#n/a", "n/a", "na", "#ref!", "#value!", "#name?", "null", "nan", "-", "--", "?"];

/** Where a field stands in one of the account tables. */
export interface FieldSource {
  readonly file: TypedFile;
  /** SQL of its value. */
  readonly value: string;
}

export interface FirmographicField {
  readonly name: string;
  readonly kind: "number" | "text";
  readonly sources: readonly FieldSource[];
}

export interface FirmographicFields {
  readonly fields: readonly FirmographicField[];
  /** By table: what its reader should know. */
  readonly warnings: ReadonlyMap<string, readonly string[]>;
}

interface FoundColumn {
  readonly file: TypedFile;
  readonly name: string;
  readonly cell: string;
  readonly contractNumber: boolean;
}

/**
 * The firmographic fields that clients and prospects have between them, sorted by name.
 *
 * A further column is a number when at least 95 % of its values in both tables are; what is not becomes null.
 * Columns of dates, of e-mail addresses and of nothing are left out, since they do not describe a company before it buys.
 */
export async function firmographicFields(
  engine: Engine,
  files: readonly TypedFile[],
  settings: Settings,
): Promise<FirmographicFields> {
  const byKey = new Map<string, FoundColumn[]>();
  for (const column of files.flatMap(firmographicColumns)) {
    const key = headerKey(column.name);
    byKey.set(key, [...(byKey.get(key) ?? []), column]);
  }
  const warnings = new Map<string, string[]>();
  const warn = (file: TypedFile, warning: string): void => {
    warnings.set(file.table, [...(warnings.get(file.table) ?? []), warning]);
  };
  const fields: FirmographicField[] = [];
  for (const columns of byKey.values()) {
    const field = await fieldOf(engine, columns, settings, warn);
    if (field !== undefined) fields.push(field);
  }
  fields.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { fields, warnings };
}

function firmographicColumns(file: TypedFile): FoundColumn[] {
  return file.map.columns
    .filter(({ contract }) => contract.firmographic)
    .map((column) => ({
      file,
      name: column.contract.name,
      cell: typedName(file.table, column),
      contractNumber: column.contract.type !== "text",
    }));
}

async function fieldOf(
  engine: Engine,
  columns: readonly FoundColumn[],
  settings: Settings,
  warn: (file: TypedFile, warning: string) => void,
): Promise<FirmographicField | undefined> {
  const [first] = columns;
  if (first === undefined) return undefined;
  const { name } = first;
  if (first.contractNumber) {
    return { name, kind: "number", sources: columns.map(({ file, cell }) => ({ file, value: cell })) };
  }
  if (isContractField(first)) {
    const sources = columns.map(({ file, cell }) => ({ file, value: meaningful(cell) }));
    return { name, kind: "text", sources };
  }
  const profiles = await Promise.all(columns.map((column) => profileOf(engine, column, settings)));
  const total = (count: (profile: Profile) => number): number =>
    profiles.reduce((sum, profile) => sum + count(profile), 0);
  const values = total(({ values: filled }) => filled);
  if (values > 0 && total(({ emails }) => emails) > PERSONAL_SHARE * values) {
    for (const { file } of columns)
      warn(file, `${name}: holds e-mail addresses and is not used as a firmographic`);
    return undefined;
  }
  if (values > 0 && total(({ dates }) => dates) >= DATE_SHARE * values) {
    for (const { file } of columns) warn(file, `${name}: holds dates and is not used as a firmographic`);
    return undefined;
  }
  const numeric =
    values > 0 &&
    total(({ numbers }) => numbers) >= NUMERIC_SHARE * values &&
    profiles.every(({ codes, settled }) => codes === 0 && settled);
  for (const [index, profile] of profiles.entries()) {
    const file = columns[index]?.file;
    if (file === undefined) continue;
    const lost = profile.values - profile.numbers;
    if (numeric && lost > 0) warn(file, `${name}: ${lost} values are not numbers and are left blank`);
    if (!profile.settled) {
      warn(
        file,
        `${name}: kept as text, since no value settles its decimal mark; set decimalMark under files.${file.table}`,
      );
    }
  }
  const sources = columns.map(({ file, cell }, index) => {
    const text = meaningful(cell);
    return { file, value: numeric ? numberOf(cell, profiles[index]?.mark ?? ".") : text };
  });
  return { name, kind: numeric ? "number" : "text", sources };
}

function isContractField({ file, name }: FoundColumn): boolean {
  return INPUT_CONTRACT[file.table].columns.some((column) => column.name === name);
}

interface Profile {
  readonly values: number;
  readonly numbers: number;
  /** Values with a leading zero: codes, not numbers. */
  readonly codes: number;
  readonly dates: number;
  readonly emails: number;
  readonly mark: DecimalMark;
  readonly settled: boolean;
}

async function profileOf(engine: Engine, { file, cell }: FoundColumn, settings: Settings): Promise<Profile> {
  const text = meaningful(cell);
  const evidence = markEvidence(cell);
  const dated = `${dateOf(cell, { order: "dmy", spreadsheetDays: false })} IS NOT NULL
    OR ${dateOf(cell, { order: "mdy", spreadsheetDays: false })} IS NOT NULL`;
  const [row] = await engine.rows(
    `SELECT count(${text}) AS filled, count(${numberOf(cell, ".")}) AS points, count(${numberOf(cell, ",")}) AS commas,
       count(*) FILTER (WHERE regexp_matches(${cell}, '^0[0-9]')) AS codes,
       count(*) FILTER (WHERE NOT regexp_full_match(${cell}, '[0-9]+') AND (${dated})) AS dates,
       count(*) FILTER (WHERE regexp_matches(${cell}, '^[^ @]+@[^ @]+[.][^ @]+$')) AS emails,
       count(*) FILTER (WHERE ${evidence.point}) AS point, count(*) FILTER (WHERE ${evidence.comma}) AS comma,
       count(*) FILTER (WHERE ${evidence.open}) AS open
     FROM ${file.accepted}`,
  );
  if (row === undefined) throw new Error(`no profile of ${cell}`);
  const point = number(row, "point");
  const comma = number(row, "comma");
  const stated =
    fileSettingsOf(settings, file.table).decimalMark ?? (point === comma ? settings.decimalMark : null);
  const mark = stated ?? (comma > point ? "," : ".");
  const isNumeric = number(row, mark === "." ? "points" : "commas") >= NUMERIC_SHARE * number(row, "filled");
  return {
    values: number(row, "filled"),
    numbers: number(row, mark === "." ? "points" : "commas"),
    codes: number(row, "codes"),
    dates: number(row, "dates"),
    emails: number(row, "emails"),
    mark,
    settled: stated !== null || point !== comma || number(row, "open") === 0 || !isNumeric,
  };
}

/** SQL: a text cell without runs of spaces; null where it says "nothing known" in a spreadsheet's words. */
function meaningful(cell: string): string {
  return `CASE WHEN lower(${cell}) NOT IN (${literals(MARKS_OF_NOTHING)})
    THEN regexp_replace(${cell}, '\\s+', ' ', 'g') END`;
}
