import { typedName } from "../check/column-names.js";
import type { TypedFile } from "../check/type-table.js";
import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { Engine } from "../engine.js";
import { numberOf } from "../parse/money.js";
import { headerKey } from "../read/header.js";
import type { Settings } from "../settings/settings.js";
import { EMPTY_PROFILE, NUMERIC_SHARE, type TextProfile, textProfiles } from "./text-profiles.js";

const DATE_SHARE = 0.95;
const PERSONAL_SHARE = 0.5;

/** Where a field stands in one of the account tables. */
export interface FieldSource {
  readonly file: TypedFile;
  /** SQL of its value, of which only what is `meaningful` counts where it is a text. */
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
  const further = files.map((file) => ({
    file,
    cells: firmographicColumns(file)
      .filter(isFurther)
      .map(({ cell }) => cell),
  }));
  const profiles = await textProfiles(engine, further, settings);
  const fields: FirmographicField[] = [];
  for (const columns of byKey.values()) {
    const field = fieldOf(columns, profiles, warn);
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

function fieldOf(
  columns: readonly FoundColumn[],
  profilesOf: ReadonlyMap<TypedFile, ReadonlyMap<string, TextProfile>>,
  warn: (file: TypedFile, warning: string) => void,
): FirmographicField | undefined {
  const [first] = columns;
  if (first === undefined) return undefined;
  const { name } = first;
  if (first.contractNumber) {
    return { name, kind: "number", sources: columns.map(({ file, cell }) => ({ file, value: cell })) };
  }
  if (!isFurther(first)) {
    return { name, kind: "text", sources: columns.map(({ file, cell }) => ({ file, value: cell })) };
  }
  const profiles = columns.map(({ file, cell }) => profilesOf.get(file)?.get(cell) ?? EMPTY_PROFILE);
  const total = (count: (profile: TextProfile) => number): number =>
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
  const sources = columns.map(({ file, cell }, index) => ({
    file,
    value: numeric ? numberOf(cell, profiles[index]?.mark ?? ".") : cell,
  }));
  return { name, kind: numeric ? "number" : "text", sources };
}

function isFurther({ file, name }: FoundColumn): boolean {
  return !INPUT_CONTRACT[file.table].columns.some((column) => column.name === name);
}
