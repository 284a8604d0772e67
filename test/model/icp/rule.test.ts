import { describe, expect, it } from "vitest";
import type { Firmographics } from "../../../src/model/account.js";
import { matches, type Rule, ruleVerdict } from "../../../src/model/icp/rule.js";
import { conditionPhrase, ruleSentence } from "../../../src/model/icp/rule-sentence.js";

const rule: Rule = {
  all: [
    { field: "industry", in: ["Manufacturing", "Logistics"] },
    { field: "employees", from: 200, to: 1000 },
    { field: "erp", in: ["SAP"] },
  ],
};

function account(firmographics: Firmographics) {
  return { accountId: "a", name: "A", firmographics };
}

describe("matches", () => {
  it("needs every condition, both bounds included", () => {
    expect(matches(rule, account({ industry: "Logistics", employees: 200, erp: "SAP" }))).toBe(true);
    expect(matches(rule, account({ industry: "Logistics", employees: 1000, erp: "SAP" }))).toBe(true);
    expect(matches(rule, account({ industry: "Logistics", employees: 1001, erp: "SAP" }))).toBe(false);
    expect(matches(rule, account({ industry: "Retail", employees: 500, erp: "SAP" }))).toBe(false);
  });

  it("does not match what is missing, and tells it from what is ruled out", () => {
    expect(matches(rule, account({ industry: "Logistics", employees: null, erp: "SAP" }))).toBe(false);
    expect(ruleVerdict(rule, account({ industry: "Logistics", employees: null, erp: "SAP" }))).toBe(
      "unknown",
    );
    expect(ruleVerdict(rule, account({ industry: "Logistics", employees: null, erp: "Oracle" }))).toBe(
      "no match",
    );
    expect(ruleVerdict(rule, account({ industry: " ", employees: 300, erp: "SAP" }))).toBe("unknown");
  });

  it("matches everyone without conditions, nobody with an empty set", () => {
    expect(matches({ all: [] }, account({}))).toBe(true);
    expect(matches({ all: [{ field: "erp", in: [] }] }, account({ erp: "SAP" }))).toBe(false);
  });

  it("reads no inherited property as a firmographic", () => {
    const hostile: Rule = { all: [{ field: "constructor", in: ["x"] }] };
    expect(ruleVerdict(hostile, account({}))).toBe("unknown");
  });
});

describe("ruleSentence", () => {
  it("reads as English", () => {
    expect(ruleSentence(rule)).toBe(
      "Manufacturing or Logistics companies with 200 to 1,000 employees that run SAP",
    );
    expect(ruleSentence({ all: [] })).toBe("All clients");
    // Nothing that only a company has: the clients may be consumers.
    expect(
      ruleSentence({
        all: [
          { field: "country", in: ["DE"] },
          { field: "newsletter", in: ["yes"] },
          { field: "household_income", from: 20_000 },
        ],
      }),
    ).toMatch(/^Clients in DE with .* whose newsletter is yes$/);
    expect(
      ruleSentence({
        all: [
          { field: "country", in: ["Germany"] },
          { field: "annual_revenue", from: 5e6 },
          { field: "founded_year", to: 1995 },
          { field: "ownership", in: ["family", "private", "state"] },
        ],
      }),
    ).toBe(
      "Companies in Germany founded in 1995 or earlier with annual revenue of 5 million or more whose ownership is family, private or state",
    );
  });

  it("keeps a second industry field and names from outside as plain text on one line", () => {
    const hostile = ["<img onerror=alert(1)>", "$", "{1+1}"].join("\n");
    expect(
      ruleSentence({ all: [rule.all[0] ?? { field: "", in: [] }, { field: "sector", in: [hostile] }] }),
    ).toBe(`Manufacturing or Logistics companies whose sector is ${hostile.replaceAll("\n", " ")}`);
    expect(conditionPhrase({ field: "industry", in: ["=HYPERLINK(1)"] })).toBe("industry is =HYPERLINK(1)");
  });
});
