import { expect, it } from "vitest";
import type { ValuedAccount } from "../../../src/model/account.js";
import { matchesOutside, outsideRule } from "../../../src/model/icp/outside-rule.js";
import type { Rule } from "../../../src/model/icp/rule.js";
import { ruleCoverage } from "../../../src/model/icp/rule-coverage.js";
import { salesforceFilters } from "../../../src/model/icp/rule-crm-filters.js";
import { ruleSentence } from "../../../src/model/icp/rule-sentence.js";
import { ruleSql } from "../../../src/model/icp/rule-sql.js";
import { ruleToUrl } from "../../../src/model/icp/rule-url.js";

const account = (accountId: string, employees: number | null, country: string): ValuedAccount => ({
  accountId,
  groupId: accountId,
  name: accountId,
  firmographics: { employees, country },
  clv: 100,
  highValue: false,
});
const accounts = [
  account("a", 99, "DE"),
  account("b", 100, "DE"),
  account("c", 100, "FR"),
  account("d", 500, "FR"),
  account("e", null, "FR"),
];
const idsOf = (holds: (one: ValuedAccount) => boolean) => accounts.filter(holds).map((one) => one.accountId);
const under: Rule = { all: [{ field: "employees", below: 100 }] };
const from: Rule = { all: [{ field: "employees", from: 100 }] };
const french: Rule = { all: [{ field: "country", in: ["FR"] }] };

const found = (rule: Rule) => ({
  status: "named" as const,
  reason: "",
  evidence: {
    ...ruleCoverage(rule, accounts, accounts),
    lift: null,
    apparentLift: 0.5,
    p: 0.01,
    alternatives: [],
    conditions: [],
    fields: [],
  },
});

it("leaves a rule as it is where no account is of both: ends that are left out meet ends that are not", () => {
  const finding = found(under);
  expect(outsideRule(finding, from, accounts, accounts)).toBe(finding);
  expect(finding.evidence.clients.matched).toBe(1);
});

it("counts and words the part that lies outside the other rule", () => {
  const { evidence } = outsideRule(found(french), from, accounts, accounts);
  expect(evidence?.sentence).toBe("Clients in FR outside the proposed profile");
  expect(evidence?.clients).toMatchObject({ matched: 1, total: 5 });
  expect(evidence?.prospects.matched).toBe(1);
  expect(idsOf((one) => matchesOutside(french, from, one))).toEqual(["e"]);
});

it("says ends that are left out in words, SQL and filters", () => {
  expect(ruleSentence(under)).toBe("Companies with under 100 employees");
  const open: Rule = {
    all: [
      { field: "founded_year", below: 1990 },
      { field: "annual_revenue", above: 5e6, below: 2e7 },
    ],
  };
  expect(ruleSentence(open)).toBe(
    "Companies founded before 1990 with annual revenue of over 5 million and under 20 million",
  );
  expect(() => ruleToUrl(under)).toThrow("employees: an address says");
  expect(ruleSql(under)).toBe('"employees" < 100');
  expect(ruleSql({ all: [{ field: "employees", above: 7 }] })).toBe('"employees" > 7');
  expect(salesforceFilters(under)).toEqual([{ field: "Employees", operator: "less than", value: "100" }]);
});
