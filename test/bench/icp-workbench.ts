import { median } from "d3";
import { handBuiltRules } from "../../src/model/icp/hand-built-rule.js";
import type { Rule } from "../../src/model/icp/rule.js";
import type { Measurement } from "../measurement.js";

const CLIENTS = 5000;
const PROSPECTS = 100_000;
const REPEATS = 15;
const LIMIT_MILLISECONDS = 100;

const rules: readonly { readonly name: string; readonly rule: Rule }[] = [
  { name: "no condition", rule: { all: [] } },
  { name: "one set", rule: { all: [{ field: "industry", in: ["level 1", "level 2"] }] } },
  {
    name: "two sets and a range",
    rule: {
      all: [
        { field: "industry", in: ["level 1", "level 2"] },
        { field: "employees", from: 100, to: 2000 },
        { field: "country", in: ["level 3", "level 4", "level 5"] },
      ],
    },
  },
];

/** What a change of an input in the workbench costs, on as many accounts as it ever loads. */
const bench: Measurement = async () => {
  const clients = Array.from({ length: CLIENTS }, (_, index) => ({
    ...account(index),
    clv: 1000 + (index % 977),
    highValue: false,
    groupId: String(index),
  }));
  const prospects = Array.from({ length: PROSPECTS }, (_, index) => ({
    ...account(index),
    expectedValue: index % 100,
  }));
  const opened = process.cpuUsage();
  const measure = handBuiltRules(clients, prospects, 1);
  const opening = process.cpuUsage(opened).user / 1000;
  const rows = rules.map(({ name, rule }) => {
    const times = Array.from({ length: REPEATS }, () => {
      const started = process.cpuUsage();
      measure(rule);
      return process.cpuUsage(started).user / 1000;
    });
    return [name, (median(times) ?? 0).toFixed(0), LIMIT_MILLISECONDS];
  });
  return [
    {
      title: `A rule by hand on ${CLIENTS} clients and ${PROSPECTS} prospects`,
      columns: ["rule", "milliseconds of processor time", "limit"],
      rows: [["opening, once", opening.toFixed(0), ""], ...rows],
      note: `Median of ${REPEATS}. Drawing the result comes on top of it.`,
    },
  ];
};

export default bench;

function account(index: number) {
  return {
    accountId: String(index),
    name: "",
    firmographics: {
      industry: `level ${index % 7}`,
      country: `level ${(index * 13) % 6}`,
      employees: (index * 7919) % 5000,
      founded_year: 1950 + (index % 70),
    },
  };
}
