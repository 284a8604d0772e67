import type { Engine, EngineRow } from "../engine.js";
import { number, textOrNull } from "../engine.js";
import type { InputProblem } from "../input-error.js";
import { type AmountPart, partsOf } from "../read/amount-parts.js";
import { type StagedFile, stagedRows } from "../read/stage-file.js";
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

/** Fewer dates that tell the order of day and month, for one that can be read two ways, are taken for slips. */
const LEAST_SHARE_TELLING = 0.01;

interface Evidence {
  readonly first: number;
  readonly second: number;
  readonly open: number;
  readonly example: string | null;
}

/**
 * Settles the decimal mark and the order of day and month of each column by all of its values:
 * one value that can be read in one way only settles its column, the majority where values contradict each other.
 * Where under a hundredth as many dates tell the order as leave it open, they tell nothing: of days of a month three in five do.
 * The file's settings hold over the values; the general settings where the values say nothing.
 * `points`: values with a decimal point in rows that are not staged, by column.
 */
export async function columnFormats(
  engine: Engine,
  staged: StagedFile,
  settings: Settings,
  points: ReadonlyMap<number, number> = new Map(),
): Promise<ColumnFormats> {
  const amounts = [
    ...new Map(
      staged.map.columns
        .filter(({ contract }) => contract.type === "amount" || contract.type === "number")
        .flatMap(partsOf)
        .map((part) => [part.index, part] as const),
    ).values(),
  ];
  const dates = staged.map.columns.filter(
    ({ contract }) => contract.type === "date" || contract.type === "month",
  );
  const found = await gatherEvidence(engine, staged, amounts, dates, points);
  const stated = fileSettingsOf(settings, staged.table);
  const warnings: string[] = [];
  const problems: InputProblem[] = [];

  const settle = <T extends string>(
    column: AmountPart,
    options: readonly [T, T],
    ofFile: T | null,
    general: T | null,
    key: string,
  ): T => {
    const [first, second] = options;
    const evidence = found.get(column.index);
    if (ofFile !== null || evidence === undefined) return ofFile ?? first;
    const telling = evidence.first + evidence.second;
    if (key === "dateOrder" && telling > 0 && telling < LEAST_SHARE_TELLING * evidence.open) {
      if (general === null) problems.push(unsettled(staged, column, evidence, key, options));
      return general ?? first;
    }
    if (evidence.first > 0 && evidence.second > 0) {
      const few = Math.min(evidence.first, evidence.second);
      warnings.push(`${column.header}: ${few} of its values contradict the others on ${key}`);
    }
    if (evidence.first > evidence.second) return first;
    if (evidence.second > evidence.first) return second;
    if (evidence.first + evidence.open > 0 && general === null) {
      problems.push(unsettled(staged, column, evidence, key, options));
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
  amounts: readonly AmountPart[],
  dates: readonly AmountPart[],
  points: ReadonlyMap<number, number>,
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
  if (conditions.length === 0 || stagedRows(staged) === 0) return new Map();
  const counts = conditions.map(
    ([index, first, second, open]) => `count(*) FILTER (WHERE ${first}) AS first${index},
      count(*) FILTER (WHERE ${second}) AS second${index}, count(*) FILTER (WHERE ${open}) AS open${index},
      min(c${index}) FILTER (WHERE ${open}) AS example${index}`,
  );
  const where = staged.selected === null ? "" : `WHERE ${staged.selected}`;
  const [row] = await engine.rows(`SELECT ${counts.join(", ")} FROM ${staged.stage} ${where}`);
  if (row === undefined) return new Map();
  return new Map(
    conditions.map(([index]) => {
      const evidence = evidenceOf(row, index);
      return [index, { ...evidence, first: evidence.first + (points.get(index) ?? 0) }];
    }),
  );
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
  column: AmountPart,
  { first: ofFirst, second: ofSecond, open, example }: Evidence,
  key: string,
  options: readonly string[],
): InputProblem {
  const what = key === "dateOrder" ? "the order of day and month" : "the decimal mark";
  const telling = ofFirst + ofSecond;
  const few =
    telling === 0
      ? "no value settles"
      : `only ${telling} of ${telling + open} values ${telling === 1 ? "settles" : "settle"}`;
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
    message: `${few} ${what} of this column: ${shown}; set ${first} or ${second} under files.${staged.table} in targeting.yaml`,
  };
}
