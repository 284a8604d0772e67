import { groups, sum } from "d3";
import { INPUT_CONTRACT, TABLE_NAMES, type TableName } from "../warehouse/contract/input-contract.js";
import type { InputQuality } from "../warehouse/inputs.js";
import { rejectedRows } from "./audience/rejected-rows.js";
import { type ShownFile, shownQuality } from "./audience/shown-quality.js";
import { toCents } from "./exports/money.js";
import { type QualityPage, qualitySchema, type RejectedRow } from "./published/quality.js";
import { inputs } from "./run/inputs.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";

const rejectsShown = 100;

/** What each table opens up, in words for an analyst who wonders whether to export it. */
const unlocks: Readonly<Record<TableName, string>> = {
  transactions: "client value from what was invoiced",
  contracts: "client value from renewals",
  clients: "firmographics: segments, the ideal customer profile and what prospects are compared with",
  prospects: "the list of whom to call next",
  opportunities: "the probability of winning a prospect",
  leads: "leads weighed by the value of their account",
  spend: "acquisition cost by channel",
  quotas: "quota beside the value of the clients won",
  initiatives: "whether an initiative worked",
  products: "margin by product",
  signals: "which behaviour after the sale goes with value",
  judgements: "what account executives know, beside the score",
  plans: "what was agreed with key accounts",
  controls: "the check of the books against finance's totals",
};

const delimiterNames: Readonly<Record<string, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe",
};

const asOfReasons: Readonly<Record<InputQuality["asOfChosenBy"], string>> = {
  argument: "asked for on the command line",
  settings: "set in targeting.yaml",
  "latest transaction": "the date of the latest transaction",
  "latest contract start": "the start of the latest contract",
};

const qualityPage = defineStep("quality-page", async (context): Promise<QualityPage> => {
  const quality = shownQuality(context.audience, (await inputs(context)).quality);
  const listed = await rejectedRows(context);
  const books = booksOf(quality.files, "transactions") ?? booksOf(quality.files, "contracts");
  return {
    status: "ready",
    asOf: quality.asOf,
    asOfReason: asOfReasons[quality.asOfChosenBy],
    files: quality.files.map((file) => fileRow(file, listed)),
    rejects: listed.slice(0, rejectsShown),
    rejectsListed: listed.length,
    rejectsTotal: quality.files.reduce((sum, file) => sum + file.rows.rejected, 0),
    rejectReasons: rejectReasons(listed),
    warnings: [
      ...quality.warnings.map((message) => ({ file: null, message })),
      ...quality.files.flatMap(({ file, warnings }) => warnings.map((message) => ({ file, message }))),
    ],
    fillRates: quality.fillRates.flatMap(({ field, clients, prospects }) =>
      clients === null ? [] : [{ field, clients, prospects }],
    ),
    controls: quality.controls.map(({ period, measure, expected, actual, difference, met }) => ({
      period,
      measure,
      finance: expected,
      books: actual,
      difference,
      met,
      asMuchAs: met || measure !== "revenue" ? null : rowHolding(-difference, listed, books),
    })),
    tablesAbsent: TABLE_NAMES.filter((name) => !quality.files.some((file) => file.table === name)).map(
      (name) => ({
        table: `${INPUT_CONTRACT[name].name}.csv`,
        unlocks: unlocks[name],
      }),
    ),
  };
});

function booksOf(files: readonly ShownFile[], table: TableName): ShownFile | undefined {
  return files.find((file) => file.table === table);
}

/** The rejected row of a file that holds an amount, where one alone does. */
function rowHolding(
  amount: number,
  rejects: readonly RejectedRow[],
  books: ShownFile | undefined,
): { file: string; line: number } | null {
  const files = books?.sources.length ? books.sources.map(({ file }) => file) : [books?.file];
  const [found, ...others] = rejects.filter(
    (row) => files.includes(row.file) && row.money !== null && toCents(row.money) === toCents(amount),
  );
  return found && others.length === 0 ? { file: found.file, line: found.line } : null;
}

function rejectReasons(rejects: readonly RejectedRow[]): QualityPage["rejectReasons"] {
  const alike = groups(rejects, ({ file, column, reason }) =>
    JSON.stringify([file, column, withoutLine(reason)]),
  );
  return alike
    .map(([, rows]) => ({
      file: rows[0]?.file ?? "",
      column: rows[0]?.column ?? "",
      reason: withoutLine(rows[0]?.reason ?? ""),
      rows: rows.length,
      money: toCents(sum(rows, (row) => row.money ?? 0)),
    }))
    .sort((one, other) => other.rows - one.rows);
}

/** A reason that names another row ("repeats the id on line 12") without naming which. */
function withoutLine(reason: string): string {
  return reason.replace(/ on line \d+( of .*)?$/, "");
}

function fileRow(file: ShownFile, listed: readonly RejectedRow[]): QualityPage["files"][number] {
  const tally = (verdict: keyof ShownFile["rows"]) => ({
    rows: file.rows[verdict],
    money: file.money === null ? null : file.money[verdict],
  });
  return {
    file: file.file,
    table: file.table,
    bytes: file.bytes,
    delimiter: delimiterNames[file.delimiter] ?? file.delimiter,
    dateOrder: file.dateOrder,
    decimalMark: file.decimalMark,
    firstDate: file.firstDate,
    lastDate: file.lastDate,
    read: tally("read"),
    accepted: tally("accepted"),
    rejected: tally("rejected"),
    excluded: tally("excluded"),
    exclusions: [...file.exclusions],
    unusedColumns: [...file.unusedColumns],
    rowsWithoutAmount: file.rowsWithoutAmount,
    rejectsListed: listed.length > 0 ? file.rejects.length : 0,
  };
}

export const quality = publishJson("quality.json", qualitySchema, qualityPage);
await writeWhenMain(import.meta.url, quality);
