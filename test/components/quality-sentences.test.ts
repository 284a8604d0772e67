import { describe, expect, it } from "vitest";
import type { FileFacts, QualityData } from "../../src/components/quality-data.js";
import {
  controlsClause,
  qualityHeadline,
  reconciles,
  unusedRowsTitle,
} from "../../src/components/quality-sentences.js";
import { report } from "./report-fixture.js";

const tally = (rows: number, money: number | null) => ({ rows, money });
const file = (read: number, rejected: number, excluded: number): FileFacts => ({
  file: "transactions.csv",
  table: "transactions",
  bytes: 1,
  delimiter: "comma",
  dateOrder: null,
  decimalMark: null,
  firstDate: null,
  lastDate: null,
  read: tally(read, read * 0.1),
  accepted: tally(read - rejected - excluded, (read - rejected - excluded) * 0.1),
  rejected: tally(rejected, rejected * 0.1),
  excluded: tally(excluded, excluded * 0.1),
  exclusions: [],
  unusedColumns: [],
});
const quality = (files: readonly FileFacts[]): QualityData => ({
  asOf: "2025-12-31",
  asOfReason: "the date of the latest transaction",
  files,
  rejects: [],
  rejectsTotal: 0,
  warnings: [],
  fillRates: [],
  controls: [],
  tablesAbsent: [],
});

describe("quality in words", () => {
  it("reconciles rows exactly and money to half a cent", () => {
    const good = file(1000, 3, 4);
    expect(reconciles(good)).toBe(true);
    expect(reconciles({ ...good, rejected: tally(2, 0.3) })).toBe(false);
    expect(reconciles({ ...good, rejected: tally(3, 0.31) })).toBe(false);
    expect(reconciles({ ...good, read: tally(1000, Number.NaN) })).toBe(false);
  });

  it("never rounds a lost row away", () => {
    expect(qualityHeadline(quality([file(1_000_000, 1, 0)]), report)).toMatch(
      /^99\.9% of 1,000,000 rows were accepted/,
    );
    expect(qualityHeadline(quality([file(10, 0, 0)]), report)).toBe(
      "100% of 10 rows were accepted, and every row and every amount is accounted for.",
    );
  });

  it("says where sums do not agree", () => {
    const broken = { ...file(10, 1, 0), rejected: tally(0, 0) };
    expect(qualityHeadline(quality([broken]), report)).toContain("in 1 file the sums do not agree");
  });

  it("counts what was left out and the controls met", () => {
    expect(unusedRowsTitle(quality([file(100, 1, 1)]), report)).toBe(
      "1 row could not be read, 1 was left out for a reason",
    );
    expect(unusedRowsTitle(quality([file(100, 0, 0)]), report)).toBe("Every row that was read is used");
    const control = { period: "2025", measure: "revenue", finance: 1, books: 1, difference: 0, met: true };
    expect(controlsClause(quality([]), report)).toBeNull();
    expect(controlsClause({ ...quality([]), controls: [control, { ...control, met: false }] }, report)).toBe(
      "the books meet 1 of 2 of finance’s totals",
    );
  });
});
