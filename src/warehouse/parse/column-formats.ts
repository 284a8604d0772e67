import type { Engine, EngineRow } from "../engine.js";
import { number, textOrNull } from "../engine.js";
import type { InputProblem } from "../input-error.js";
import type { MappedColumn } from "../read/map-columns.js";
import { NotPlainError, type PlainRows } from "../read/plain-rows.js";
import type { StagedFile } from "../read/stage-file.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { type DateFormat, type DayOrder, orderEvidence } from "./dates.js";
import { type DecimalMark, markEvidence } from "./money.js";

/** How the columns of a file are written, by position in the file. */
export interface ColumnFormats {
  readonly marks: ReadonlyMap<number, DecimalMark>;
  readonly dates: ReadonlyMap<number, DateFormat>;
  readonly warnings: readonly string[];
  readonly problems: readonly InputProblem[];
}

interface Evidence {
  readonly first: number;
  readonly second: number;
  readonly open: number;
  readonly example: string | null;
}

/**
 * Settles the decimal mark and the order of day and month of each column by all of its values:
 * one value that can be read in one way only settles its column, the majority where values contradict each other.
 * The file's settings hold over the values; the general settings where the values say nothing.
 */
export async function columnFormats(
  engine: Engine,
  staged: StagedFile,
  settings: Settings,
): Promise<ColumnFormats> {
  const amounts = staged.map.columns.filter(
    ({ contract }) => contract.type === "amount" || contract.type === "number",
  );
  const dates = staged.map.columns.filter(
    ({ contract }) => contract.type === "date" || contract.type === "month",
  );
  const found = await gatherEvidence(engine, staged, amounts, dates, settings);
  const stated = fileSettingsOf(settings, staged.table);
  const warnings: string[] = [];
  const problems: InputProblem[] = [];

  const settle = <T extends string>(
    column: MappedColumn,
    options: readonly [T, T],
    ofFile: T | null,
    general: T | null,
    key: string,
  ): T => {
    const [first, second] = options;
    const evidence = found.get(column.index);
    if (ofFile !== null || evidence === undefined) return ofFile ?? first;
    if (evidence.first > 0 && evidence.second > 0) {
      const few = Math.min(evidence.first, evidence.second);
      warnings.push(`${column.header}: ${few} of its values contradict the others on ${key}`);
    }
    if (evidence.first > evidence.second) return first;
    if (evidence.second > evidence.first) return second;
    if (evidence.first + evidence.open > 0 && general === null) {
      problems.push(unsettled(staged, column, evidence.example, key, options));
    }
    return general ?? first;
  };

  const generalOrder = settings.dateOrder === "ymd" ? null : settings.dateOrder;
  const fileOrder = stated.dateOrder === "dmy" || stated.dateOrder === "mdy" ? stated.dateOrder : null;
  const marks = new Map(
    amounts.map((column) => [
      column.index,
      settle<DecimalMark>(column, [".", ","], stated.decimalMark, settings.decimalMark, "decimalMark"),
    ]),
  );
  const orders = dates.map((column) => {
    const order = settle<DayOrder>(column, ["dmy", "mdy"], fileOrder, generalOrder, "dateOrder");
    const evidence = found.get(column.index);
    const used = evidence !== undefined && evidence.first + evidence.second + evidence.open > 0;
    const format = { order: used ? order : null, spreadsheetDays: stated.dateOrder === "excel" };
    return [column.index, format] as const;
  });
  return { marks, dates: new Map(orders), warnings, problems };
}

async function gatherEvidence(
  engine: Engine,
  staged: StagedFile,
  amounts: readonly MappedColumn[],
  dates: readonly MappedColumn[],
  settings: Settings,
): Promise<ReadonlyMap<number, Evidence>> {
  const conditions = [
    ...amounts.map(({ index }) => {
      const { point, comma, open } = markEvidence(`c${index}`);
      return [index, point, comma, open] as const;
    }),
    ...dates.map(({ index }) => {
      const { dayFirst, monthFirst, open } = orderEvidence(`c${index}`);
      return [index, dayFirst, monthFirst, open] as const;
    }),
  ];
  if (conditions.length === 0) return new Map();
  const counts = conditions.map(
    ([index, first, second, open]) => `count(*) FILTER (WHERE ${first}) AS first${index},
      count(*) FILTER (WHERE ${second}) AS second${index}, count(*) FILTER (WHERE ${open}) AS open${index},
      min(c${index}) FILTER (WHERE ${open}) AS example${index}`,
  );
  const where = staged.selected === null ? "" : `WHERE ${staged.selected}`;
  const [row] = await engine.rows(`SELECT ${counts.join(", ")} FROM ${staged.stage} ${where}`);
  if (row === undefined) return new Map();
  const found = new Map(conditions.map(([index]) => [index, evidenceOf(row, index)]));
  return staged.plain === null
    ? found
    : withPlainAmounts(engine, staged, staged.plain, found, amounts, settings);
}

/**
 * Adds to the evidence that the plain amounts have a decimal point: at least those that are not whole do.
 * Throws a `NotPlainError` when it matters how many of the whole ones are written with one, or when all point to a comma.
 */
async function withPlainAmounts(
  engine: Engine,
  { file }: StagedFile,
  plain: PlainRows,
  found: ReadonlyMap<number, Evidence>,
  amounts: readonly MappedColumn[],
  { decimalMark }: Settings,
): Promise<ReadonlyMap<number, Evidence>> {
  const held = amounts.filter(({ contract }) => plain.columns.has(contract.name));
  const counts = held.map(
    ({ contract, index }) =>
      `count(*) FILTER (WHERE "${contract.name}" <> floor("${contract.name}")) AS broken${index}`,
  );
  const [row] = await engine.rows(`SELECT ${counts.join(", ")} FROM ${plain.table} WHERE NOT moved`);
  const all = new Map(found);
  for (const { index } of held) {
    const evidence = all.get(index);
    if (row === undefined || evidence === undefined) continue;
    const first = evidence.first + number(row, `broken${index}`);
    const isSettled =
      first > evidence.second || (evidence.second === 0 && evidence.open === 0 && decimalMark !== ",");
    if (!isSettled) throw new NotPlainError(`${file}: the decimal mark is not settled by the plain amounts`);
    all.set(index, { ...evidence, first });
  }
  return all;
}

function evidenceOf(row: EngineRow, index: number): Evidence {
  return {
    first: number(row, `first${index}`),
    second: number(row, `second${index}`),
    open: number(row, `open${index}`),
    example: textOrNull(row, `example${index}`),
  };
}

function unsettled(
  staged: StagedFile,
  column: MappedColumn,
  example: string | null,
  key: string,
  options: readonly string[],
): InputProblem {
  const what = key === "dateOrder" ? "the order of day and month" : "the decimal mark";
  const shown =
    example === null ? "its values contradict each other" : `${JSON.stringify(example)} can be read two ways`;
  const [first = "", second = ""] = options.map(
    (option) => `${key}: ${key === "dateOrder" ? option : `"${option}"`}`,
  );
  return {
    file: staged.file,
    column: column.header,
    key: `files.${staged.table}.${key}`,
    ...(example === null ? {} : { value: example }),
    message: `no value settles ${what} of this column: ${shown}; set ${first} or ${second} under files.${staged.table} in targeting.yaml`,
  };
}
