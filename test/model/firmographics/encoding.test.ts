import { describe, expect, it } from "vitest";
import type { Account, Firmographics } from "../../../src/model/account.js";
import type { Feature } from "../../../src/model/feature.js";
import { encode } from "../../../src/model/firmographics/encode.js";
import { encodingColumns } from "../../../src/model/firmographics/encoding.js";
import { fitEncoding } from "../../../src/model/firmographics/fit-encoding.js";

const industry: Feature = { name: "industry", kind: "category", role: "firmographic" };
const employees: Feature = { name: "employees", kind: "size", role: "firmographic" };
const founded: Feature = { name: "founded_year", kind: "number", role: "firmographic" };

function account(firmographics: Firmographics): Account {
  return { accountId: "a", name: "A", firmographics };
}

const industries = [
  ...Array.from({ length: 10 }, () => "Retail"),
  ...Array.from({ length: 6 }, () => "Health"),
  "Media",
  "Mining",
  null,
  null,
];

describe("fitEncoding and encode", () => {
  it("places a category as centred one-hot, rare levels pooled, missing at half weight", () => {
    const accounts = industries.map((text) => account({ industry: text }));
    const encoding = fitEncoding(accounts, [industry]);
    expect(encodingColumns(encoding).map(({ kind, level }) => level ?? kind)).toEqual([
      "Retail",
      "Health",
      "other",
      "missing",
    ]);
    expect(encode(encoding, account({ industry: "Retail" }))).toEqual([0.5, -0.3, -0.1, -0.05].map(closeTo));
    expect(encode(encoding, account({}))).toEqual([-0.5, -0.3, -0.1, 0.45].map(closeTo));
    expect(encode(encoding, account({ industry: "Mining" }))).toEqual(
      encode(encoding, account({ industry: "never seen" })),
    );
  });

  it("places measures as z-scores, sizes on the log scale, the missing at the mean", () => {
    const accounts = [1, 10, 100].map((value) => account({ employees: value - 1, founded_year: value }));
    const encoding = fitEncoding(accounts, [employees, founded]);
    expect(encode(encoding, account({ employees: 9, founded_year: 37 }))).toEqual([0, 0].map(closeTo));
    expect(encode(encoding, account({ employees: 99, founded_year: null }))).toEqual([1, 0].map(closeTo));
    expect(encode(encoding, account({ employees: 1e300, founded_year: -1e300 }))).toEqual([4, -4]);
  });

  it("is zero for an unseen category where nothing was pooled, and has no columns for what does not vary", () => {
    const accounts = ["a", "b"].flatMap((text) =>
      Array.from({ length: 9 }, () => account({ industry: text })),
    );
    const encoding = fitEncoding(accounts, [industry, employees]);
    expect(encodingColumns(encoding)).toHaveLength(2);
    expect(encode(encoding, account({ industry: "c" }))).toEqual([0, 0]);
    expect(encode(encoding, account({ industry: null }))).toEqual([0, 0]);
    expect(fitEncoding([], [industry, employees]).fields).toEqual([]);
  });

  it("takes user weights, and leaves a field of weight 0 out", () => {
    const accounts = industries.map((text, index) => account({ industry: text, founded_year: 1990 + index }));
    const plain = fitEncoding(accounts, [industry, founded]);
    const weighted = fitEncoding(accounts, [industry, founded], { industry: 0, founded_year: 3 });
    const example = account({ industry: "Retail", founded_year: 2000 });
    expect(encode(weighted, example)).toEqual([closeTo(3 * (encode(plain, example)[4] ?? 0))]);
  });

  it("does not depend on the order of accounts or the unit of a number, and stays small with 10,000 levels", () => {
    const accounts = industries.map((text, index) =>
      account({ industry: text, founded_year: index * index }),
    );
    const points = accounts.map((each) => encode(fitEncoding(accounts, [industry, founded]), each));
    const scaled = accounts.map(({ firmographics }) =>
      account({ ...firmographics, founded_year: 7 * Number(firmographics.founded_year) + 3 }),
    );
    const reversed = fitEncoding([...scaled].reverse(), [industry, founded]);
    scaled.forEach((each, row) => {
      expect(encode(reversed, each)).toEqual((points[row] ?? []).map(closeTo));
    });
    const many = Array.from({ length: 10_000 }, (_, index) => account({ industry: `level ${index}` }));
    expect(encodingColumns(fitEncoding(many, [industry]))).toHaveLength(0);
  });
});

function closeTo(value: number) {
  return expect.closeTo(value, 9);
}
