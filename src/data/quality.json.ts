import { INPUT_CONTRACT, TABLE_NAMES, type TableName } from "../warehouse/contract/input-contract.js";
import type { FileQuality, InputQuality } from "../warehouse/inputs.js";
import { mayShow } from "./audience.js";
import { inputs } from "./inputs.js";
import { publishJson, writeWhenMain } from "./publication.js";
import { type QualityPage, qualitySchema } from "./published/quality.js";
import { defineStep } from "./step.js";

const rejectsShown = 500;

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
  const { quality } = await inputs(context);
  const rejects = quality.files.flatMap((file) => file.rejects);
  const mayShowRows = mayShow(context.audience, "name");
  return {
    status: "ready",
    asOf: quality.asOf,
    asOfReason: asOfReasons[quality.asOfChosenBy],
    files: quality.files.map(fileRow),
    rejects: mayShowRows
      ? rejects.slice(0, rejectsShown).map(({ column, value, ...reject }) => ({
          ...reject,
          column: column ?? "",
          value: value ?? "",
        }))
      : [],
    rejectsTotal: quality.files.reduce((sum, file) => sum + file.rows.rejected, 0),
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
    })),
    tablesAbsent: TABLE_NAMES.filter((name) => !quality.files.some((file) => file.table === name)).map(
      (name) => ({
        table: `${INPUT_CONTRACT[name].name}.csv`,
        unlocks: unlocks[name],
      }),
    ),
  };
});

function fileRow(file: FileQuality): QualityPage["files"][number] {
  const tally = (verdict: keyof FileQuality["rows"]) => ({
    rows: file.rows[verdict],
    money: file.money === null ? null : file.money[verdict],
  });
  return {
    file: file.file,
    table: file.table,
    bytes: file.bytes,
    sha256: file.sha256,
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
  };
}

export const quality = publishJson("quality.json", qualitySchema, qualityPage);
await writeWhenMain(import.meta.url, quality);
