import { describe, expect, it } from "vitest";
import {
  controlsSentence,
  qualityHeadline,
  reconciles,
  unknownMoneySentence,
  unlistedRejectsSentence,
  unusedRowsTitle,
} from "../../src/components/quality/quality-sentences.js";
import type { FileRow, QualityPage } from "../../src/data/published/quality.js";
import { report } from "./report-fixture.js";

type Control = QualityPage["controls"][number];

const tally = (rows: number, money: number | null) => ({ rows, money });
const file = (read: number, rejected: number, excluded: number): FileRow => ({
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
  rowsWithoutAmount: 0,
  rejectsListed: rejected,
});
const quality = (files: readonly FileRow[]): QualityPage => ({
  status: "ready",
  asOf: "2025-12-31",
  asOfReason: "the date of the latest transaction",
  files,
  rejects: [],
  rejectsListed: 0,
  rejectsTotal: 0,
  rejectReasons: [],
  warnings: [],
  fillRates: [],
  controls: [],
  tablesAbsent: [],
});

const control = (part: Partial<Control>): Control => ({
  period: "2025",
  measure: "revenue",
  finance: 10_000,
  books: 10_000,
  difference: 0,
  met: true,
  asMuchAs: null,
  ...part,
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
      /^The books add up: 99\.9% of the money in transactions\.csv is used/,
    );
    expect(qualityHeadline(quality([file(10, 0, 0)]), report)).toBe(
      "The books add up: 100% of the money in transactions.csv is used, and every row is accounted for. Finance’s totals, which would confirm them, are not in the data.",
    );
  });

  it("says that all money is used where what was excluded holds none, and names the file without its folders", () => {
    const zero = {
      ...file(100, 0, 40),
      file: "../crm/deals.csv",
      excluded: tally(40, 0),
      accepted: tally(60, 10),
    };
    expect(qualityHeadline(quality([zero]), report)).toMatch(/100% of the money in deals\.csv is used/);
  });

  it("says where sums do not agree before anything else", () => {
    const broken = { ...file(10, 1, 0), rejected: tally(0, 0) };
    const headline = qualityHeadline(
      { ...quality([broken]), controls: [control({ difference: 0, met: true })] },
      report,
    );
    expect(headline).toMatch(/^The books cannot be believed yet: in 1 file the sums do not agree/);
  });

  it("says how far the books can be believed", () => {
    const headline = (...controls: Control[]) =>
      qualityHeadline({ ...quality([file(1000, 1, 0)]), controls }, report);
    const met = control({ difference: 0, met: true });
    expect(headline(met, met)).toMatch(/^The books can be believed: .*all 2 of finance’s totals are met/);
    // 12.3 of 10,000 is 0.123 %: "to within" must not be rounded down.
    expect(headline(met, control({ difference: -12.3, met: false }))).toMatch(
      /^The books can be believed to within 0\.2%: they miss 1 of 2/,
    );
    expect(headline(met, control({ difference: 900, met: false }))).toMatch(
      /^The books do not meet finance’s: they miss 1 of 2 of finance’s totals, by up to 9%/,
    );
    expect(headline(control({ finance: 0, difference: 5, met: false }))).toMatch(
      /^The books do not meet finance’s: they miss 1 of 1 of finance’s totals, although/,
    );
  });

  it("calls books of which a tenth was rejected what they are", () => {
    expect(qualityHeadline(quality([file(1000, 100, 0)]), report)).toMatch(
      /^The books have gaps: only 90\.0% of the money in transactions\.csv is used/,
    );
  });

  it("counts what was left out", () => {
    expect(unusedRowsTitle(quality([file(100, 1, 2)]), report)).toBe(
      "Of 100 rows, 1 was rejected and 2 excluded for a reason",
    );
    expect(unusedRowsTitle(quality([file(100, 0, 0)]), report)).toBe("Every row that was read is used");
  });

  it("names the totals that are missed, and the row that holds as much", () => {
    const missed = control({
      difference: -300,
      met: false,
      asMuchAs: { file: "transactions.csv", line: 17 },
    });
    const sentence = (...controls: Control[]) => controlsSentence({ ...quality([]), controls }, report);
    expect(sentence(control({ difference: 0, met: true }))).toBe("The books meet finance’s one total.");
    expect(sentence(missed)).toBe(
      "The books miss 1 of 1 of finance’s totals, for 2025. Revenue in the books is €300 less than finance’s there. It is what a rejected row holds: mend line 17 of transactions.csv first.",
    );
    expect(sentence(missed, { ...missed, period: "2024", asMuchAs: null })).toContain(
      "1 of 2 differences is what a rejected row holds",
    );
  });

  it("says which rejects are not listed, and whose money nobody knows", () => {
    expect(unlistedRejectsSentence(quality([file(9000, 10, 0)]), report)).toBeNull();
    expect(
      unlistedRejectsSentence(quality([{ ...file(9000, 4321, 0), rejectsListed: 1000 }]), report),
    ).toMatch(/^Listed: the first 1,000 of 4,321 of transactions\.csv\. All are counted above/);
    expect(unknownMoneySentence(quality([file(10, 1, 0)]), report)).toBeNull();
    expect(unknownMoneySentence(quality([{ ...file(10, 1, 0), rowsWithoutAmount: 2 }]), report)).toContain(
      "2 in transactions.csv",
    );
  });
});
