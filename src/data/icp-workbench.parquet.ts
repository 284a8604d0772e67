import { categoryOf, measureOf } from "../model/firmographics/read-firmographic.js";
import { parquetTable, type TableColumn } from "./run/parquet-table.js";
import { publishBytes, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";
import { icpWorkbench, type WorkbenchAccount } from "./targeting/icp-workbench.js";

const workbenchTable = defineStep("icp-workbench-table", async (context) => {
  const { features, rows } = await icpWorkbench(context);
  const number = (
    name: string,
    cellOf: (row: WorkbenchAccount) => number | null,
  ): TableColumn<WorkbenchAccount> => ({ name, type: "DOUBLE", nullable: true, cellOf });
  return parquetTable(
    rows,
    [
      { name: "isClient", type: "BOOLEAN", cellOf: (row) => row.isClient },
      number("clv", (row) => row.clv && Math.round(row.clv)),
      number("expectedValue", (row) => row.expectedValue && Math.round(row.expectedValue)),
      number("group", (row) => row.group),
      ...features.map(
        ({ name, kind }, index): TableColumn<WorkbenchAccount> =>
          kind === "category"
            ? {
                name: `field${index}`,
                type: "STRING",
                nullable: true,
                cellOf: (row) => categoryOf(row, name),
              }
            : number(`field${index}`, (row) => measureOf(row, name)),
      ),
    ],
    Math.max(1, rows.length),
  );
});

export const icpWorkbenchParquet = publishBytes("icp-workbench.parquet", workbenchTable);
await writeWhenMain(import.meta.url, icpWorkbenchParquet);
