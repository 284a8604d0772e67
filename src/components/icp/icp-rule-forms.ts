import type { Rule } from "../../model/icp/rule.js";
import { hubSpotList, salesforceFilters } from "../../model/icp/rule-crm-filters.js";
import { ruleSentence } from "../../model/icp/rule-sentence.js";
import { ruleSql } from "../../model/icp/rule-sql.js";
import { ruleForSettings } from "./icp-sentences.js";

/** The forms in which a rule can be taken along, the first for people. */
export const ruleForms = [
  { value: "sentence", label: "A sentence" },
  { value: "settings", label: "A setting (targeting.yaml)" },
  { value: "sql", label: "SQL" },
  { value: "salesforce", label: "Salesforce report filters" },
  { value: "hubspot", label: "HubSpot list filters" },
] as const;

export type RuleForm = (typeof ruleForms)[number]["value"];

/** The rule as the text that another program, or a person, takes. */
export function ruleAs(form: RuleForm, rule: Rule): string {
  const plain = exact(rule);
  switch (form) {
    case "sentence":
      return ruleSentence(plain);
    case "settings":
      return ruleForSettings(plain);
    case "sql":
      return `SELECT * FROM accounts WHERE\n  ${ruleSql(plain)};`;
    case "salesforce":
      return salesforceFilters(plain)
        .map(({ field, operator, value }) => `${field}  ${operator}  ${value}`)
        .join("\n");
    case "hubspot":
      return JSON.stringify(hubSpotList(plain), null, 1);
  }
}

/** What a reader of the form must know, "" where it explains itself. */
export function ruleFormNote(form: RuleForm): string {
  switch (form) {
    case "settings":
      return "Makes it the current profile: the next build measures it as today’s.";
    case "sql":
      return "Standard SQL; name your own table and columns.";
    case "salesforce":
      return "One filter a line, all of them joined by AND.";
    case "hubspot":
      return "For the lists API (v3), companies. Industries are HubSpot’s own list there: their names may have to be replaced.";
    default:
      return "";
  }
}

/** The rule without bounds that are there but not set. */
function exact(rule: Rule) {
  return {
    all: rule.all.map((condition) =>
      "in" in condition
        ? condition
        : {
            field: condition.field,
            ...(condition.from === undefined ? {} : { from: condition.from }),
            ...(condition.to === undefined ? {} : { to: condition.to }),
          },
    ),
  };
}
