import type { ClientRow } from "./published/value.js";
import { parquetTable } from "./run/parquet-table.js";
import { publishBytes, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";
import { clientRows } from "./value/client-rows.js";

const money = (name: keyof ClientRow & string, cellOf: (row: ClientRow) => number) => ({
  name,
  type: "DOUBLE" as const,
  cellOf,
});
const text = (name: keyof ClientRow & string, cellOf: (row: ClientRow) => string | null) => ({
  name,
  type: "STRING" as const,
  nullable: true,
  cellOf,
});

/** Whole units of the currency: a file of all clients stays small. */
const shortPoint = ({ months, low, median, high }: ClientRow["fan"][number]) => ({
  months,
  low: Math.round(low),
  median: Math.round(median),
  high: Math.round(high),
});

const clientsTable = defineStep("clients-table", async (context) =>
  parquetTable(await clientRows(context), [
    text("clientId", (row) => row.clientId),
    text("name", (row) => row.name),
    text("firstOn", (row) => row.firstOn),
    money("clv", (row) => row.clv),
    money("clvLow", (row) => row.clvLow),
    money("clvHigh", (row) => row.clvHigh),
    money("historicValue", (row) => row.historicValue),
    money("residualValue", (row) => row.residualValue),
    money("residualLow", (row) => row.residualLow),
    money("residualHigh", (row) => row.residualHigh),
    money("totalValue", (row) => row.totalValue),
    money("pActive", (row) => row.pActive),
    money("expectedRevenue12m", (row) => row.expectedRevenue12m),
    { name: "orderFactor", type: "DOUBLE" as const, cellOf: (row: ClientRow) => row.orderFactor },
    text("model", (row) => row.model),
    { name: "highValue", type: "BOOLEAN" as const, cellOf: (row: ClientRow) => row.highValue },
    text("segment", (row) => row.segment),
    { name: "orderDays", type: "INT32" as const, cellOf: (row: ClientRow) => row.orderDays },
    text("lastOrderOn", (row) => row.lastOrderOn),
    text("contract", (row) => row.contract && JSON.stringify(row.contract)),
    text("fan", (row) => JSON.stringify(row.fan.map(shortPoint))),
  ]),
);

export const clientsParquet = publishBytes("clients.parquet", clientsTable);
await writeWhenMain(import.meta.url, clientsParquet);
