import { prospectRows } from "./prospects/prospect-rows.js";
import type { ProspectRow } from "./published/prospect-row.js";
import { parquetTable } from "./run/parquet-table.js";
import { publishBytes, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";

const number = (name: keyof ProspectRow & string, cellOf: (row: ProspectRow) => number | null) => ({
  name,
  type: "DOUBLE" as const,
  nullable: true,
  cellOf,
});
const text = (name: keyof ProspectRow & string, cellOf: (row: ProspectRow) => string | null) => ({
  name,
  type: "STRING" as const,
  nullable: true,
  cellOf,
});

const prospectsTable = defineStep("prospects-table", async (context) =>
  parquetTable(await prospectRows(context), [
    text("prospectId", (row) => row.prospectId),
    text("name", (row) => row.name),
    number("rank", (row) => row.rank),
    text("tier", (row) => row.tier),
    number("score", (row) => row.score),
    number("expectedClv", (row) => row.expectedClv),
    number("expectedClvLow", (row) => row.expectedClvLow),
    number("expectedClvHigh", (row) => row.expectedClvHigh),
    number("winIndex", (row) => row.winIndex),
    number("pWin", (row) => row.pWin),
    number("expectedValue", (row) => row.expectedValue),
    text("without", (row) => (row.without === null ? null : JSON.stringify(row.without))),
    number("similarity", (row) => row.similarity),
    text("segment", (row) => row.segment),
    {
      name: "icpMatch",
      type: "BOOLEAN" as const,
      nullable: true,
      cellOf: (row: ProspectRow) => row.icpMatch,
    },
    {
      name: "avoid",
      type: "BOOLEAN" as const,
      nullable: true,
      cellOf: (row: ProspectRow) => row.avoid,
    },
    text("confidence", (row) => row.confidence),
    text("judgements", (row) => JSON.stringify(row.judgements)),
    text("firmographics", (row) => JSON.stringify(row.firmographics)),
    // Last, so that the columns that the list needs lie together and are read in one piece a row group.
    text("owner", (row) => row.owner),
    number("expectedLoss", (row) => row.expectedLoss),
    text("flags", (row) => JSON.stringify(row.flags)),
    text("reasons", (row) => JSON.stringify(row.reasons)),
    text("similarClients", (row) => JSON.stringify(row.similarClients)),
  ]),
);

export const prospectsParquet = publishBytes("prospects.parquet", prospectsTable);
await writeWhenMain(import.meta.url, prospectsParquet);
