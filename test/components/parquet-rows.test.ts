import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { prospectSource } from "../../src/components/prospects/prospect-source.js";
import { openParquetRows } from "../../src/components/tables/parquet-rows.js";
import { prospect } from "./prospect-fixture.js";

const prospects = Array.from({ length: 25 }, (_, index) =>
  prospect(index + 1, { reasons: [{ field: "industry", value: "Retail", multiplier: 1.5, part: "value" }] }),
);
const text = (value: object) => JSON.stringify(value);
const bytes = parquetWriteBuffer({
  rowGroupSize: 10,
  columnData: [
    { name: "prospectId", type: "STRING", data: prospects.map((row) => row.prospectId) },
    { name: "name", type: "STRING", data: prospects.map((row) => row.name) },
    { name: "rank", type: "INT64", data: prospects.map((row) => BigInt(row.rank)) },
    { name: "tier", type: "STRING", data: prospects.map((row) => row.tier) },
    ...(["score", "expectedClv", "expectedClvLow", "expectedClvHigh", "winIndex", "similarity"] as const).map(
      (name) => ({ name, type: "DOUBLE" as const, data: prospects.map((row) => row[name]) }),
    ),
    { name: "pWin", type: "DOUBLE", nullable: true, data: prospects.map(() => null) },
    { name: "expectedValue", type: "DOUBLE", nullable: true, data: prospects.map(() => null) },
    { name: "segment", type: "STRING", nullable: true, data: prospects.map(() => null) },
    { name: "icpMatch", type: "BOOLEAN", nullable: true, data: prospects.map(() => null) },
    { name: "avoid", type: "BOOLEAN", nullable: true, data: prospects.map(() => null) },
    { name: "owner", type: "STRING", nullable: true, data: prospects.map(() => null) },
    { name: "confidence", type: "STRING", data: prospects.map((row) => row.confidence) },
    { name: "expectedLoss", type: "DOUBLE", data: prospects.map((row) => row.expectedLoss) },
    { name: "flags", type: "STRING", data: prospects.map((row) => text(row.flags)) },
    { name: "reasons", type: "STRING", data: prospects.map((row) => text(row.reasons)) },
    { name: "similarClients", type: "STRING", data: prospects.map((row) => text(row.similarClients)) },
    { name: "firmographics", type: "STRING", data: prospects.map((row) => text(row.firmographics)) },
    { name: "without", type: "STRING", nullable: true, data: prospects.map(() => null) },
    { name: "judgements", type: "STRING", data: prospects.map((row) => text(row.judgements)) },
  ],
});

/** Answers like a static host, with or without range requests, and keeps what was asked. */
function host(ranges: boolean, body: ArrayBuffer = bytes) {
  const asked: string[] = [];
  const fetchBytes: typeof fetch = async (_, init) => {
    const range = new Headers(init?.headers).get("Range") ?? "";
    asked.push(range);
    const [, from = "0", to = "0"] = /bytes=(\d+)-(\d+)/.exec(range) ?? [];
    if (!ranges) return new Response(body);
    const part = body.slice(Number(from), Number(to) + 1);
    const headers = { "Content-Range": `bytes ${from}-${to}/${body.byteLength}` };
    return new Response(part, { status: 206, headers });
  };
  return { fetchBytes, asked };
}

describe.each([
  ["with range requests", true],
  ["without range requests", false],
])("openParquetRows %s", (_, ranges) => {
  it("reads rows across row groups, numbers as numbers", async () => {
    const table = await openParquetRows("t.parquet", host(ranges).fetchBytes);
    expect(table.rowCount).toBe(25);
    const rows = await table.rows(8, 12);
    expect(rows.map((row) => row.rank)).toEqual([9, 10, 11, 12]);
    expect(rows[0]?.pWin).toBeNull();
  });

  it("stays within the table", async () => {
    const table = await openParquetRows("t.parquet", host(ranges).fetchBytes);
    expect(await table.rows(20, 99)).toHaveLength(5);
    expect(await table.rows(-5, 1)).toHaveLength(1);
    expect(await table.rows(30, 40)).toEqual([]);
  });

  it("reads only the columns that are asked for", async () => {
    const table = await openParquetRows("t.parquet", host(ranges).fetchBytes);
    const rows = await table.column(["name", "rank"]);
    expect(rows).toHaveLength(25);
    expect(rows[24]).toEqual({ name: "Company 25", rank: 25 });
  });
});

describe("openParquetRows", () => {
  it("asks for a row group once", async () => {
    const { fetchBytes, asked } = host(true);
    const table = await openParquetRows("t.parquet", fetchBytes);
    await table.rows(0, 5);
    const after = asked.length;
    await table.rows(5, 10);
    expect(asked).toHaveLength(after);
  });

  it("says what is wrong with a file that is missing or of another kind", async () => {
    const missing: typeof fetch = async () => new Response("no", { status: 404 });
    await expect(openParquetRows("t.parquet", missing)).rejects.toThrow("t.parquet: the server answered 404");
    const page = new TextEncoder().encode("<!doctype html>").buffer;
    await expect(openParquetRows("t.parquet", host(false, page).fetchBytes)).rejects.toThrow(
      "not a Parquet file",
    );
  });
});

describe("prospectSource", () => {
  const top = prospects.slice(0, 5);
  const open = () => openParquetRows("t.parquet", host(true).fetchBytes);

  it("serves the top list without opening the table", async () => {
    const source = prospectSource(top, 25, () => Promise.reject(new Error("opened")));
    expect(await source.first(5)).toEqual(top);
    expect(await source.whole(prospect(3))).toBe(top[2]);
    await expect(source.first(6)).rejects.toThrow("opened");
  });

  it("reads the rest and the reasons of one when they are asked for", async () => {
    const source = prospectSource(top, 25, open);
    expect((await source.first(6)).map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6]);
    const all = await source.all();
    expect(all).toHaveLength(25);
    const last = all.at(-1);
    expect(last?.firmographics).toEqual({ industry: "Retail", country: "DE" });
    expect(last && (await source.whole(last))).toEqual({ ...prospects[24], pWin: null, expectedValue: null });
  });

  it("reads some with their reasons, in the order given, without opening the table for the first", async () => {
    const atHand = prospectSource(top, 25, () => Promise.reject(new Error("opened")));
    expect(await atHand.wholes([prospect(3), prospect(1)])).toEqual([top[2], top[0]]);
    const source = prospectSource(top, 25, open);
    const [last, first] = await source.wholes([prospect(25), prospect(1)]);
    expect(last).toEqual({ ...prospects[24], pWin: null, expectedValue: null });
    expect(first).toEqual({ ...prospects[0], pWin: null, expectedValue: null });
    await expect(source.wholes([prospect(26)])).rejects.toThrow("Prospect P26 is not in the table");
  });

  it("tries again after a failure", async () => {
    let failed = false;
    const source = prospectSource(top, 25, () => {
      if (failed) return open();
      failed = true;
      return Promise.reject(new Error("offline"));
    });
    await expect(source.all()).rejects.toThrow("offline");
    expect(await source.all()).toHaveLength(25);
  });
});
