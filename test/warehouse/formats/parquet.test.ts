import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { fileOf, readFolder, refusal } from "../read-folder.js";
import { BOOKS, meaning } from "./same-inputs.js";

/** A Parquet file of what a query gives. */
async function parquetBytes(query: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "parquet-"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run(`COPY (${query}) TO '${join(folder, "table.parquet")}' (FORMAT parquet)`);
    return await readFile(join(folder, "table.parquet"));
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}

const ROWS = `(VALUES
  ('T1', 'Müller & Söhne', '2024-03-01', '1234.50', '“Basic” – 10 €'),
  ('T2', 'Œuvre', '2024-04-02', '99.90', 'two' || chr(10) || 'lines, "quoted"'),
  ('T3', '00123', '2024-05-03', 'oops', 'Basic'),
  ('T4', '00123', '2024-06-04', '-20.00', 'Basic'),
  ('T5', '00123', '2024-07-05', '120.00', 'Basic')
) AS books(transaction_id, client_id, date, amount, product)`;

describe("a Parquet file", () => {
  it("gives what the CSV of the same texts gives", async () => {
    const bytes = await parquetBytes(`SELECT * FROM ${ROWS}`);
    const inputs = await readFolder({ "transactions.parquet": bytes });
    expect(meaning(inputs)).toEqual(meaning(await readFolder({ "transactions.csv": BOOKS })));
    expect(fileOf(inputs, "transactions")).toMatchObject({
      file: "transactions.parquet",
      bytes: bytes.length,
    });
  });

  it("with typed columns loses nothing: dates, times, decimals, floating numbers, nulls", async () => {
    const books = await parquetBytes(`SELECT * FROM (VALUES
      (1::BIGINT, DATE '2024-03-04', 1.234::DOUBLE, 12.345::DECIMAL(18,3)),
      (1::BIGINT, DATE '2024-04-05', 1e6::DOUBLE, 0.001::DECIMAL(18,3)),
      (9007199254740993::BIGINT, DATE '2024-05-06', 1e-7::DOUBLE, NULL)
    ) AS books(client_id, date, amount, cost)`);
    const clients = await parquetBytes(`SELECT * FROM (VALUES
      (1.0::DOUBLE, 'One', 250.0::DOUBLE, TIMESTAMPTZ '2020-01-01 23:30:00-05', true, 3::TINYINT),
      (NULL, 'None', NULL, NULL, NULL, NULL)
    ) AS clients(client_id, name, employees, acquired_on, public, tier)`);
    const inputs = await readFolder({ "transactions.parquet": books, "clients.parquet": clients });
    expect(inputs.clients).toMatchObject([
      {
        accountId: "1",
        acquiredOn: "2020-01-02",
        firmographics: { employees: 250, public: "true", tier: 3 },
      },
    ]);
    expect(inputs.histories).toMatchObject([
      { clientId: "1", revenue: 1_000_001.23, historicMargin: { initial: -11.12 } },
    ]);
    expect(fileOf(inputs, "transactions").rejects).toMatchObject([{ line: 4, value: "9007199254740993" }]);
    expect(fileOf(inputs, "clients").rejects).toMatchObject([{ line: 3, reason: "missing" }]);
  });

  it("obeys the delimiter that the settings state for the table's other forms", async () => {
    const bytes = await parquetBytes(`SELECT * FROM ${ROWS}`);
    const settings = 'files: { transactions: { path: "books [1].parquet", delimiter: ";" } }';
    const inputs = await readFolder({ "books [1].parquet": bytes, "targeting.yaml": settings });
    expect(inputs.histories).toHaveLength(3);
  });

  it("is refused by name when it is cut off, damaged or none", async () => {
    const bytes = await parquetBytes(`SELECT * FROM ${ROWS}`);
    const damaged = Buffer.from(bytes);
    damaged.fill(0x55, 4, 80);
    for (const [content, reason] of [
      [bytes.subarray(0, bytes.length - 10), "the Parquet file is cut off; copy or export it again"],
      [bytes.subarray(0, 6), "the Parquet file is cut off"],
      [damaged, "the Parquet file is damaged and cannot be read"],
      [BOOKS, "is no Parquet file, though its name says so"],
    ] as const) {
      const message = await refusal({ "transactions.parquet": content });
      expect(message).toContain(`transactions.parquet: ${reason}`);
      expect(message).not.toContain(tmpdir());
    }
  });
});
