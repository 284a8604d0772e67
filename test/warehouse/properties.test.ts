import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomLcg, shuffler } from "d3";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { describeSummary } from "../../src/cli/summary.js";
import { clientsCsv } from "../../src/data/exports/clients-csv.js";
import { icpJson } from "../../src/data/exports/icp-json.js";
import { prospectsCsv } from "../../src/data/exports/prospects-csv.js";
import { qualityJson } from "../../src/data/exports/quality-json.js";
import { segmentsJson } from "../../src/data/exports/segments-json.js";
import { validationJson } from "../../src/data/exports/validation-json.js";
import { valueChangeExport } from "../../src/data/exports/value-change-json.js";
import { inputs } from "../../src/data/run/inputs.js";
import { openContext, type RunContext } from "../../src/data/run/run-context.js";
import { clientValues } from "../../src/data/value/client-values.js";
import { valueOptions } from "../../src/data/value/value-options.js";
import { csvCell } from "../../src/model/csv-cell.js";
import type { ClientValue } from "../../src/model/value/client-value.js";
import { valueClients } from "../../src/model/value/value-clients.js";
import { generateWorld } from "../../src/model/world/generate-world.js";
import type { Cell } from "../../src/model/world/table.js";
import { cents, fileOf, readFolder, refusal } from "./read-folder.js";

type Rows = readonly (readonly Cell[])[];
type Tables = Readonly<Record<string, { readonly columns: readonly string[]; readonly rows: Rows }>>;

const world = generateWorld({ seed: 5, clients: 40, prospects: 30 });
const tables: Tables = Object.fromEntries(
  Object.entries(world.tables).map(([name, { columns, rows }]) => [name, { columns, rows: [...rows] }]),
);

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "properties-"));
});
afterAll(() => rm(scratch, { recursive: true }));

/** A run over tables that are written as CSV, without any cache. */
async function runOf(name: string, of: Tables): Promise<RunContext> {
  const folder = join(scratch, name);
  await mkdir(folder);
  for (const [table, { columns, rows }] of Object.entries(of)) {
    const lines = [columns, ...rows].map((row) => row.map(csvCell).join(","));
    await writeFile(join(folder, `${table}.csv`), `${lines.join("\n")}\n`);
  }
  await writeFile(
    join(folder, "targeting.yaml"),
    stringify(world.settings, { aliasDuplicateObjects: false }),
  );
  return { ...(await openContext({ dataFolder: folder, asOf: "2025-12-31", audience: null })), cache: null };
}

function withRows(change: (table: string, rows: Rows, columns: readonly string[]) => Rows): Tables {
  return Object.fromEntries(
    Object.entries(tables).map(([name, { columns, rows }]) => [
      name,
      { columns, rows: change(name, rows, columns) },
    ]),
  );
}

async function valuesById(context: RunContext): Promise<Map<string, ClientValue>> {
  const { values } = await clientValues(context);
  return new Map(values.map((value) => [value.clientId, value]));
}

/** All exports but the manifest, which holds digests of the files, and what of the quality of files is not about places in them. */
async function exportsOf(context: RunContext): Promise<Record<string, unknown>> {
  const { files, controls, ...quality } = JSON.parse(await qualityJson(context));
  const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
  return {
    clients: await clientsCsv(context),
    prospects: await prospectsCsv(context),
    icp: await icpJson(context),
    segments: await segmentsJson(context),
    validation: await validationJson(context),
    valueChange: await valueChangeExport(context),
    quality: {
      ...quality,
      controls: sorted(controls),
      files: files.map(
        ({ sha256: _, rejects, ...file }: { sha256: string; rejects: { line: number }[] }) => ({
          ...file,
          rejects: sorted(rejects.map(({ line: _, ...reject }) => reject)),
        }),
      ),
    },
  };
}

describe("the analysis of a whole data folder", () => {
  let plain: RunContext;
  beforeAll(async () => {
    plain = await runOf("plain", tables);
  });

  it("does not change with the order of rows in any file", async () => {
    const shuffle = shuffler(randomLcg(3));
    const shuffled = withRows((_, rows) => shuffle([...rows]));
    expect(Object.keys(shuffled)).toHaveLength(14);
    expect(await exportsOf(await runOf("shuffled", shuffled))).toEqual(await exportsOf(plain));
  }, 120_000);

  it("scales value with money", async () => {
    const scaled = withRows((_, rows, columns) => {
      const money = ["amount", "cost", "list_price"].map((name) => columns.indexOf(name));
      return rows.map((row) =>
        row.map((cell, index) => (money.includes(index) && typeof cell === "number" ? cell * 10 : cell)),
      );
    });
    const before = await valuesById(plain);
    const after = await valuesById(await runOf("scaled", scaled));
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [clientId, { clv, historicValue, residualValue }] of after) {
      const one = before.get(clientId);
      if (one === undefined) throw new Error(clientId);
      for (const [ten, single] of [
        [clv, one.clv],
        [historicValue, one.historicValue],
        [residualValue, one.residualValue],
      ] as const) {
        expect(Math.abs(ten - 10 * single)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(10 * single)));
      }
    }
  });

  it("leaves a client's historic value alone when an unrelated client is added", async () => {
    const added = withRows((name, rows, columns) => {
      const cells: Readonly<Record<string, string | number>> = {
        client_id: "unrelated",
        transaction_id: "TX",
        date: "2024-03-04",
        amount: 7777,
        kind: "initial",
        name: "Unrelated",
      };
      return name === "transactions" || name === "clients"
        ? [...rows, columns.map((column) => cells[column] ?? null)]
        : rows;
    });
    const before = await valuesById(plain);
    const context = await runOf("added", added);
    const read = await inputs(context);
    const { fit } = await clientValues(plain);
    const values = valueClients(read.histories, fit, valueOptions(context.settings, read));
    const after = new Map(values.map((value) => [value.clientId, value]));
    expect(after.size).toBe(before.size + 1);
    for (const [clientId, { historicValue }] of before) {
      expect(after.get(clientId)?.historicValue).toBe(historicValue);
    }
  });
});

describe("a messy file", () => {
  const row = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom("A", "Bé", '"C,""c"""', ""), fc.integer({ min: -99_999, max: 99_999 }))
        .map(([client, amount]) => ({
          text: `${client},2024-05-05,${(amount / 100).toFixed(2)},p`,
          amount,
          rows: 1,
        })),
    },
    fc.constantFrom(
      { text: "", amount: null, rows: 0 },
      { text: ",,,", amount: null, rows: 1 },
      { text: "A,2024-05-05", amount: null, rows: 1 },
      { text: "A,2024-05-05,1.00,p,more", amount: null, rows: 1 },
      { text: "A,2024-05-05,#REF!,p", amount: null, rows: 1 },
      { text: "A,2024-02-30,5.00,p", amount: 500, rows: 1 },
      { text: 'A,2024-05-05,6.00,"two\nlines"', amount: 600, rows: 1 },
      { text: "A,2024-05-05,\0,p", amount: null, rows: 1 },
      { text: '"A"x,2024-05-05,1.00,p', amount: null, rows: 1 },
      { text: "A,2026-05-05,7.00,p", amount: 700, rows: 1 },
    ),
  );
  const lineEnd = fc.constantFrom("\n", "\r\n", "\r");

  it("is accounted for to the row and the cent: read = accepted + rejected + excluded", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(row, lineEnd), { maxLength: 30 }),
        fc.boolean(),
        async (lines, footer) => {
          const body = lines.map(([{ text }, end]) => text + end).join("");
          const below = footer ? "\r\n\r\nConfidential Information\r\n" : "";
          const csv = `Report\n\nclient_id,date,amount,product\nA,2024-01-01,1.00,p\n${body}A,2024-01-02,1.00,p\n${below}`;
          const file = fileOf(await readFolder({ "transactions.csv": csv }, "2024-12-31"), "transactions");
          const { rows, money } = file;
          if (money === null) throw new Error("no money");
          const counted = lines.reduce((sum, [{ rows: of }]) => sum + of, 0);
          const amounts = lines.flatMap(([{ amount }]) => amount ?? []);
          expect(rows.read).toBe(counted + 3 + (footer ? 1 : 0));
          expect(rows.accepted + rows.rejected + rows.excluded).toBe(rows.read);
          expect(cents(money.read)).toBe(amounts.reduce((sum, amount) => sum + amount, 200));
          expect(cents(money.accepted) + cents(money.rejected) + cents(money.excluded)).toBe(
            cents(money.read),
          );
          expect(file.rejects).toHaveLength(rows.rejected);
          expect(file.exclusions.reduce((sum, each) => sum + each.rows, 0)).toBe(rows.excluded);
          expect(rows.read - file.rowsWithoutAmount).toBe(amounts.length + 2);
        },
      ),
      { numRuns: 12, seed: 11 },
    );
  });
});

describe("hostile names", () => {
  const names = [
    '=HYPERLINK("http://x","y")',
    "@SUM(1+1)",
    "<img src=x onerror=alert(1)>",
    ["$", "{process.exit()}"].join(""),
    "two\nlines\r\nand more",
    "\u202egnp.exe",
    "\u001b[31mred\u001b[0m\u0007\u009b2J",
    "x".repeat(50_000),
  ];

  it("are inert in exports", async () => {
    const quoted = names.map((name) => `"${name.replaceAll('"', '""')}"`);
    const folder = join(scratch, "hostile");
    await mkdir(folder);
    const books = quoted.map((name, index) => `${name},2024-01-0${index + 1},${10 + index},${name}`);
    await writeFile(join(folder, "transactions.csv"), `client_id,date,amount,product\n${books.join("\n")}\n`);
    const accounts = quoted.map((name, index) => `${name},${name},${name},${index}`).join("\n");
    await writeFile(join(folder, "clients.csv"), `client_id,name,industry,employees\n${accounts}\n`);
    await writeFile(
      join(folder, "prospects.csv"),
      `prospect_id,name,industry,employees\n${accounts}\nP,,,x\n`,
    );
    const context = {
      ...(await openContext({ dataFolder: folder, asOf: null, audience: null })),
      cache: null,
    };
    for (const csv of [await clientsCsv(context), await prospectsCsv(context)]) {
      const cells = csvCells(csv);
      for (const cell of cells) expect(cell).not.toMatch(/^[=+@\t\r\n]/);
      for (const name of names.slice(2)) expect(cells).toContain(name);
      expect(cells).toContain(`'${names[0]}`);
    }
    for (const json of [await icpJson(context), await segmentsJson(context), await qualityJson(context)]) {
      expect(() => JSON.parse(json)).not.toThrow();
    }
  });

  it("are inert in messages: one line each, no control characters, no more than can be read", async () => {
    for (const name of names) {
      const header = `"${name.replaceAll('"', '""')}"`;
      const lines = (await refusal({ "transactions.csv": `${header},date\nA,2024-01-01\n` })).split("\n");
      expect(lines).toHaveLength(2);
      for (const line of lines) {
        expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        expect(line.length).toBeLessThan(3_000);
      }
    }
    const summary = describeSummary({
      rowsRead: 1,
      rowsRejected: 0,
      rowsExcluded: 0,
      clients: 1,
      highValueClients: 1,
      prospectsScored: 0,
      warnings: names.map((name) => `${name} is not read`),
      result: "",
      seconds: 1,
    });
    expect(summary.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});

/** Cells of a CSV text by RFC 4180. */
function csvCells(csv: string): string[] {
  return [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n)/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
  );
}
