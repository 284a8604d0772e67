import { INPUT_CONTRACT } from "../contract/input-contract.js";
import { boolean, type Engine, type EngineRow, number, numberOrNull, text, textOrNull } from "../engine.js";
import type { ExclusionCount, FileQuality, Reconciled, Reject, SourceQuality } from "../inputs.js";
import { headerKey } from "../read/header.js";
import { placeInWords, placeOf, sourceOf } from "../read/source-files.js";
import { typedName } from "./column-names.js";
import { twinsOf } from "./duplicates.js";
import { mostOften, mostRejected } from "./most-rejected.js";
import type { TypedFile } from "./type-table.js";

const REJECTS_SHOWN = 1000;

const VERDICT = `CASE WHEN exclusion IS NOT NULL THEN 'excluded' WHEN problem IS NOT NULL THEN 'rejected' ELSE 'accepted' END`;

/** What became of each row of a file and of its money. */
export async function fileReport(
  engine: Engine,
  file: TypedFile,
  warnings: readonly string[],
): Promise<FileQuality> {
  const money = INPUT_CONTRACT[file.table].money;
  const amount = money === undefined ? "CAST(NULL AS DECIMAL(18,2))" : `"${money}"`;
  const dated = INPUT_CONTRACT[file.table].datedBy;
  const day = dated === undefined ? "CAST(NULL AS DATE)" : `"${dated}"`;
  const totals = await engine.rows(
    `SELECT ${VERDICT} AS verdict, count(*) AS rows, count(${amount}) AS priced, coalesce(sum(${amount}), 0) AS money,
       CAST(min(${day}) AS VARCHAR) AS first, CAST(max(${day}) AS VARCHAR) AS last
     FROM ${file.typed} GROUP BY 1 ORDER BY 1`,
  );
  const accepted = totals.find(({ verdict }) => verdict === "accepted");
  const [all] = await engine.rows(
    `SELECT count(*) AS rows, coalesce(sum(${amount}), 0) AS money FROM ${file.typed}`,
  );
  const broken = file.scan.rejects.length;
  const around = file.linesAround.reduce((sum, { rows }) => sum + rows, 0);
  const count = (verdict: string, column: string): number => {
    const row = totals.find((each) => each.verdict === verdict);
    return row === undefined ? 0 : number(row, column);
  };
  const rows = reconciled(all, "rows", count);
  const priced = ["accepted", "rejected", "excluded"].reduce(
    (sum, verdict) => sum + count(verdict, "priced"),
    0,
  );
  const selectors = file.selectors.map(headerKey);
  const marks = [...file.formats.marks.values()];
  const orders = [...file.formats.dates.values()].map(({ order }) => order).filter((order) => order !== null);
  const rejects = await rejectsOf(engine, file, amount, rows.rejected);
  return {
    file: file.file,
    table: file.table,
    bytes: file.bytes,
    sha256: file.sha256,
    sources: await sourcesOf(engine, file),
    delimiter: file.scan.delimiter,
    dateOrder: orders[0] ?? null,
    decimalMark: marks[0] ?? null,
    rows: {
      read: rows.read + broken + around,
      accepted: rows.accepted,
      rejected: rows.rejected + broken,
      excluded: rows.excluded + around,
    },
    money: money === undefined ? null : reconciled(all, "money", count),
    rowsWithoutAmount: money === undefined ? 0 : rows.read - priced + broken + around,
    rejects,
    exclusions: [
      ...file.linesAround.map((lines) => ({ ...lines, money: 0 })),
      ...(rows.excluded === 0 ? [] : await exclusionsOf(engine, file, amount)),
    ],
    warnings: [
      ...(await manyRejected(engine, file, rejects, rows.accepted, rows.rejected + broken)),
      ...file.warnings,
      ...file.formats.warnings,
      ...warnings,
    ],
    unusedColumns: file.map.unused.filter((header) => !selectors.includes(headerKey(header))),
    firstDate: accepted === undefined ? null : textOrNull(accepted, "first"),
    lastDate: accepted === undefined ? null : textOrNull(accepted, "last"),
  };
}

/** A warning where more rows are rejected than accepted: what is left may stand for nothing. */
async function manyRejected(
  engine: Engine,
  file: TypedFile,
  rejects: readonly Reject[],
  accepted: number,
  rejected: number,
): Promise<string[]> {
  if (!(rejected > accepted)) return [];
  const most = await mostRejected(engine, file, { rejects });
  const share = Math.floor((100 * rejected) / (accepted + rejected));
  return [
    `${rejected} of ${accepted + rejected} rows (${share} %) are rejected, and all figures rest on the others; ${most === null ? "see the list" : mostOften(most)}`,
  ];
}

function reconciled(
  all: EngineRow | undefined,
  column: string,
  count: (verdict: string, column: string) => number,
): Reconciled {
  return {
    read: all === undefined ? 0 : number(all, column),
    accepted: count("accepted", column),
    rejected: count("rejected", column),
    excluded: count("excluded", column),
  };
}

/** The first of the rejected rows, by file and line: those that the structure tells and those that were `judged` so. */
async function rejectsOf(engine: Engine, file: TypedFile, amount: string, judged: number): Promise<Reject[]> {
  const structural = file.scan.rejects.slice(0, REJECTS_SHOWN).map(({ line, reason, file: source }) => ({
    file: source ?? file.file,
    line,
    column: null,
    value: null,
    reason,
    money: null,
  }));
  const checked = judged === 0 ? [] : await judgedRejects(engine, file, amount);
  return [...structural, ...checked]
    .sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
    .slice(0, REJECTS_SHOWN);
}

async function judgedRejects(engine: Engine, file: TypedFile, amount: string): Promise<Reject[]> {
  // A row that is not staged was read in the common forms, in which the value says what the cell did.
  const cells = file.scan.header.map((_, index) => {
    const mapped = file.map.columns.find((column) => column.index === index && column.made === null);
    const value = mapped === undefined ? "NULL" : `CAST(typed.${typedName(file.table, mapped)} AS VARCHAR)`;
    return `coalesce(stage.c${index}, ${value}) AS c${index}`;
  });
  const rows = await engine.rows(
    `SELECT typed.record, typed.problem_column, typed.problem, typed.money, twins.first,
       coalesce(twins.same, true) AS same, ${cells.join(", ")}
     FROM (
       SELECT *, ${amount} AS money FROM ${file.typed}
       WHERE problem IS NOT NULL AND exclusion IS NULL ORDER BY record LIMIT ${REJECTS_SHOWN}
     ) AS typed
     LEFT JOIN ${file.stage} AS stage ON stage.record = typed.record
     LEFT JOIN ${twinsOf(file)} AS twins ON twins.record = typed.record
     ORDER BY typed.record`,
  );
  return rows.map((row): Reject => {
    const column = textOrNull(row, "problem_column");
    const index = file.scan.header.indexOf(column ?? "");
    const reason = text(row, "problem");
    const twin = boolean(row, "same") ? "" : ` on ${placeInWords(file, placeOf(file, number(row, "first")))}`;
    return {
      ...placeOf(file, number(row, "record")),
      column,
      value: index === -1 ? null : textOrNull(row, `c${index}`),
      reason: `${reason}${twin}`,
      money: numberOrNull(row, "money"),
    };
  });
}

/** What became of the rows of each file that a table is joined from. */
async function sourcesOf(engine: Engine, file: TypedFile): Promise<SourceQuality[]> {
  if (file.sources.length === 0) return [];
  const found = await engine.rows(
    `SELECT source, ${VERDICT} AS verdict, count(*) AS rows
     FROM (SELECT *, ${sourceOf("record", file.sources)} AS source FROM ${file.typed}) AS sourced GROUP BY 1, 2`,
  );
  return file.sources.map(({ file: name, bytes, sha256, broken, around }, index) => {
    const count = (verdict: string): number => {
      const row = found.find((each) => number(each, "source") === index + 1 && each.verdict === verdict);
      return row === undefined ? 0 : number(row, "rows");
    };
    const rows = {
      accepted: count("accepted"),
      rejected: count("rejected") + broken,
      excluded: count("excluded") + around,
    };
    return {
      file: name,
      bytes,
      sha256,
      rows: { read: rows.accepted + rows.rejected + rows.excluded, ...rows },
    };
  });
}

async function exclusionsOf(engine: Engine, file: TypedFile, amount: string): Promise<ExclusionCount[]> {
  const rows = await engine.rows(
    `SELECT exclusion, count(*) AS rows, coalesce(sum(${amount}), 0) AS money
     FROM ${file.typed} WHERE exclusion IS NOT NULL GROUP BY exclusion ORDER BY exclusion`,
  );
  return rows.map((row) => ({
    reason: text(row, "exclusion"),
    rows: number(row, "rows"),
    money: number(row, "money"),
  }));
}
