import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handBuiltRules } from "../../../src/model/icp/hand-built-rule.js";
import { matches, type Rule, type RuleCondition } from "../../../src/model/icp/rule.js";
import { hubSpotList, salesforceFilters } from "../../../src/model/icp/rule-crm-filters.js";
import { ruleSql } from "../../../src/model/icp/rule-sql.js";
import { ruleFromUrl, ruleToUrl } from "../../../src/model/icp/rule-url.js";
import { whiteSpace, whiteSpaceFields } from "../../../src/model/icp/white-space.js";
import { PLANTED_FEATURES, plantedClients } from "./planted-clients.js";

const rule: Rule = {
  all: [
    { field: "industry", in: ["Food, drink", "Retail"] },
    { field: "employees", from: 300, to: 1500 },
    { field: "founded_year", to: 1995 },
  ],
};

const text = fc.string({ unit: "binary", minLength: 1, maxLength: 12 });
const bound = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const condition: fc.Arbitrary<RuleCondition> = fc.oneof(
  fc.record({ field: text, in: fc.array(text, { maxLength: 4 }) }),
  fc.record({ field: text, from: bound, to: bound }, { requiredKeys: ["field"] }),
);
const anyRule = fc.array(condition, { maxLength: 3 }).map((all): Rule => ({ all }));

/** A reader of standard SQL that knows only quotes: what stands in them, and what is left outside. */
function unquoted(sql: string): { texts: string[]; outside: string } {
  const texts: string[] = [];
  const outside = sql.replace(/"((?:[^"]|"")*)"|'((?:[^']|'')*)'/g, (_, name?: string, value?: string) => {
    texts.push(name?.replaceAll('""', '"') ?? value?.replaceAll("''", "'") ?? "");
    return "?";
  });
  return { texts, outside };
}

describe("ruleSql", () => {
  it("is a condition of standard SQL", () => {
    expect(ruleSql(rule)).toBe(
      `"industry" IN ('Food, drink', 'Retail')\n  AND "employees" >= 300 AND "employees" <= 1500\n  AND "founded_year" <= 1995`,
    );
    expect(ruleSql({ all: [] })).toBe("1 = 1");
    expect(ruleSql({ all: [{ field: "x", in: [] }] })).toBe("1 = 0");
  });

  it("lets no text out of its quotes", () => {
    const hostile = `Robert'); DROP TABLE clients; --`;
    expect(unquoted(ruleSql({ all: [{ field: `a" OR 1=1 --`, in: [hostile] }] }))).toEqual({
      texts: [`a" OR 1=1 --`, hostile],
      outside: "? IN (?)",
    });
    fc.assert(
      fc.property(anyRule, (some) => {
        fc.pre(!JSON.stringify(some).includes("\\u0000"));
        expect(unquoted(ruleSql(some)).outside).toMatch(/^(\?|\d|[<>=(),\s.+-]|e|IN|AND|IS NOT NULL)*$/);
      }),
    );
  });

  it("refuses a bound that is no number and a NUL character", () => {
    expect(() => ruleSql({ all: [{ field: "x", from: Number.NaN }] })).toThrow("NaN");
    expect(() => ruleSql({ all: [{ field: "x", in: ["\0"] }] })).toThrow("NUL");
  });
});

describe("filters of CRMs", () => {
  it("are typed into a Salesforce report", () => {
    expect(salesforceFilters(rule)).toEqual([
      { field: "Industry", operator: "equals", value: '"Food, drink",Retail' },
      { field: "Employees", operator: "greater or equal", value: "300" },
      { field: "Employees", operator: "less or equal", value: "1500" },
      { field: "Year Started", operator: "less or equal", value: "1995" },
    ]);
    const [hostile] = salesforceFilters({ all: [{ field: "erp", in: ['say "hi",\nthen', "SAP"] }] });
    expect(hostile).toEqual({ field: "erp", operator: "equals", value: '"say ""hi"", then",SAP' });
  });

  it("are an OR around an AND in HubSpot", () => {
    const { filterBranch } = hubSpotList(rule);
    expect(filterBranch.filterBranchType).toBe("OR");
    expect(filterBranch.filterBranches[0]?.filters.map(({ property }) => property)).toEqual([
      "industry",
      "numberofemployees",
      "numberofemployees",
      "founded_year",
    ]);
    expect(filterBranch.filterBranches[0]?.filters[0]?.operation).toEqual({
      operationType: "ENUMERATION",
      operator: "IS_ANY_OF",
      values: ["Food, drink", "Retail"],
    });
  });
});

describe("ruleToUrl", () => {
  it("is short and can be read", () => {
    expect(ruleToUrl(rule)).toBe("industry(Food%2C%20drink,Retail)employees[300,1500]founded_year[,1995]");
  });

  it("is read back by ruleFromUrl, whatever the rule says", () => {
    fc.assert(
      fc.property(anyRule, (some) => {
        const query = new URLSearchParams({ rule: ruleToUrl(some) }).toString();
        expect(ruleFromUrl(new URLSearchParams(query).get("rule") ?? "")).toEqual(some);
      }),
    );
  });

  it.each(["x", "(a)", "x[1,two]", "x[1,2", "x[0x10,]", "x[Infinity,]", "x(%)", "x(a)y", "x(".repeat(3000)])(
    "%s says no rule",
    (bad) => {
      expect(ruleFromUrl(bad)).toBeNull();
    },
  );

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (some) => void ruleFromUrl(some)));
  });
});

describe("handBuiltRules", () => {
  it("counts clients, CLV, prospects and what these may bring", () => {
    const clients = plantedClients(1, 80, 0.5);
    const prospects = plantedClients(2, 200, 0).map((prospect, index) => ({
      ...prospect,
      expectedValue: index % 2 === 0 ? 10 : null,
    }));
    const german: Rule = { all: [{ field: "country", in: ["Germany"] }] };
    const measured = handBuiltRules(clients, prospects, 1)(german);
    const inside = prospects.filter((prospect) => matches(german, prospect));
    expect(measured.prospects.matched).toBe(inside.length);
    expect(measured.priced).toBe(inside.filter(({ expectedValue }) => expectedValue !== null).length);
    expect(measured.expectedValue).toBe(10 * measured.priced);
    expect(measured.lift?.low).toBeLessThanOrEqual(measured.lift?.high ?? 0);
    const none = handBuiltRules(clients, prospects, 1)({ all: [{ field: "country", in: ["Mars"] }] });
    expect(none).toMatchObject({ expectedValue: null, lift: null, priced: 0 });
  });
});

describe("whiteSpace", () => {
  const clients = plantedClients(3, 60, 0.5);
  const prospects = plantedClients(4, 300, 0);
  const planted: Rule = {
    all: [
      { field: "industry", in: ["Retail"] },
      { field: "employees", from: 200 },
    ],
  };

  it("parts all accounts by the fields of the rule", () => {
    const fields = whiteSpaceFields(planted, PLANTED_FEATURES);
    expect(fields.map(({ name }) => name)).toEqual(["industry", "employees"]);
    const cells = whiteSpace(clients, prospects, fields, planted);
    const total = (read: (cell: (typeof cells)[number]) => number) =>
      cells.reduce((sum, cell) => sum + read(cell), 0);
    expect(total((cell) => cell.clients)).toBe(60);
    expect(total((cell) => cell.prospects)).toBe(300);
    expect(total((cell) => cell.clvTotal)).toBeCloseTo(
      clients.reduce((sum, { clv }) => sum + clv, 0),
      3,
    );
    expect(total((cell) => cell.matching?.prospects ?? 0)).toBe(
      prospects.filter((prospect) => matches(planted, prospect)).length,
    );
    for (const { covered, clients: won, prospects: open } of cells) {
      expect(covered).toBeCloseTo(won / (won + open), 12);
    }
  });

  it("is one cell without fields, none without accounts", () => {
    expect(whiteSpace(clients, prospects, [], null)).toHaveLength(1);
    expect(whiteSpace([], [], PLANTED_FEATURES, null)).toEqual([]);
  });
});
