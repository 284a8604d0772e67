import type { ProspectRow } from "../../data/published/prospect-row.js";
import type { ParquetRow } from "../tables/parquet-rows.js";

type Judgement = ProspectRow["judgements"][number];
type Reason = ProspectRow["reasons"][number];
type StandingWithout = NonNullable<ProspectRow["without"]>;

/** The columns that the list needs; reasons and similar clients are read for one prospect at a time. */
export const summaryColumns = [
  "prospectId",
  "name",
  "rank",
  "tier",
  "score",
  "expectedClv",
  "expectedClvLow",
  "expectedClvHigh",
  "winIndex",
  "pWin",
  "expectedValue",
  "without",
  "similarity",
  "segment",
  "icpMatch",
  "avoid",
  "confidence",
  "judgements",
  "firmographics",
] as const;

/** What a prospect has beside them. */
export const detailColumns = ["owner", "expectedLoss", "flags", "reasons", "similarClients"] as const;

/** What the list shows of a prospect. */
export type ProspectSummary = Pick<ProspectRow, (typeof summaryColumns)[number]>;

/** A row of `prospects.parquet` as the list shows it. Throws when a column is missing or of another type. */
export function prospectSummary(row: ParquetRow): ProspectSummary {
  const firmographics = Object.entries(record(json(row.firmographics)));
  return {
    prospectId: text(row, "prospectId"),
    name: text(row, "name"),
    rank: number(row, "rank"),
    tier: oneOf(row, "tier", ["A", "B", "C", "D"]),
    score: number(row, "score"),
    expectedClv: number(row, "expectedClv"),
    expectedClvLow: number(row, "expectedClvLow"),
    expectedClvHigh: number(row, "expectedClvHigh"),
    winIndex: number(row, "winIndex"),
    pWin: row.pWin === null ? null : number(row, "pWin"),
    expectedValue: row.expectedValue === null ? null : number(row, "expectedValue"),
    without: row.without === null ? null : standing(record(json(row.without))),
    similarity: number(row, "similarity"),
    segment: row.segment === null ? null : text(row, "segment"),
    icpMatch: typeof row.icpMatch === "boolean" ? row.icpMatch : null,
    avoid: typeof row.avoid === "boolean" ? row.avoid : null,
    confidence: oneOf(row, "confidence", ["high", "medium", "low"]),
    judgements: list(json(row.judgements)).map((item) => judgement(record(item))),
    firmographics: Object.fromEntries(firmographics.map(([field, value]) => [field, String(value)])),
  };
}

/** A whole row of `prospects.parquet`, with why the prospect scores as it does. */
export function prospectOf(row: ParquetRow): ProspectRow {
  return {
    ...prospectSummary(row),
    owner: typeof row.owner === "string" ? row.owner : null,
    expectedLoss: number(row, "expectedLoss"),
    flags: list(json(row.flags)).map(String),
    reasons: list(json(row.reasons)).map((item) => reason(record(item))),
    similarClients: list(json(row.similarClients)).map((item) => {
      const client = record(item);
      return { clientId: text(client, "clientId"), name: text(client, "name"), clv: number(client, "clv") };
    }),
  };
}

function reason(row: ParquetRow): Reason {
  return {
    field: text(row, "field"),
    value: text(row, "value"),
    multiplier: number(row, "multiplier"),
    part: oneOf(row, "part", ["value", "win"]),
  };
}

function standing(row: ParquetRow): StandingWithout {
  return {
    rank: number(row, "rank"),
    winIndex: number(row, "winIndex"),
    pWin: row.pWin === null ? null : number(row, "pWin"),
    expectedValue: row.expectedValue === null ? null : number(row, "expectedValue"),
  };
}

function judgement(row: ParquetRow): Judgement {
  return {
    by: text(row, "by"),
    date: text(row, "date"),
    rank: row.rank === null ? null : number(row, "rank"),
    estimate: row.estimate === null ? null : number(row, "estimate"),
    note: typeof row.note === "string" ? row.note : null,
  };
}

function text(row: ParquetRow, key: string): string {
  const value = row[key];
  return typeof value === "string" ? value : wrong(key, value, "text");
}

function number(row: ParquetRow, key: string): number {
  const value = row[key];
  return typeof value === "number" ? value : wrong(key, value, "a number");
}

function oneOf<Word extends string>(row: ParquetRow, key: string, words: readonly Word[]): Word {
  return words.find((word) => word === row[key]) ?? wrong(key, row[key], words.join(", "));
}

function json(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : value;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): ParquetRow {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function wrong(key: string, value: unknown, legal: string): never {
  throw new Error(
    `prospects.parquet: column ${key} holds ${String(value)}, not ${legal}. Build the report again.`,
  );
}
