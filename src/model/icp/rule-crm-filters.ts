import { type FieldMeaning, fieldKey, fieldLabel, fieldMeaning } from "../firmographics/field-meaning.js";
import type { RangeCondition, Rule } from "./rule.js";

/** One filter of a Salesforce report; all of them must hold. */
export interface SalesforceFilter {
  /** The label of the standard account field, or the field's own name where there is none. */
  readonly field: string;
  readonly operator: "equals" | "greater or equal" | "less or equal" | "greater than" | "less than";
  /** As it is typed into the filter: several values stand for "any of". */
  readonly value: string;
}

type Side = "from" | "to" | "above" | "below";

const COMPARISONS = {
  from: { salesforce: "greater or equal", hubSpot: "IS_GREATER_THAN_OR_EQUAL_TO" },
  to: { salesforce: "less or equal", hubSpot: "IS_LESS_THAN_OR_EQUAL_TO" },
  above: { salesforce: "greater than", hubSpot: "IS_GREATER_THAN" },
  below: { salesforce: "less than", hubSpot: "IS_LESS_THAN" },
} as const;

const SALESFORCE_LABELS: Partial<Record<FieldMeaning, string>> = {
  industry: "Industry",
  employees: "Employees",
  founded: "Year Started",
  ownership: "Ownership",
};

const HUBSPOT_PROPERTIES: Partial<Record<FieldMeaning, string>> = {
  industry: "industry",
  employees: "numberofemployees",
  founded: "founded_year",
};

/**
 * The rule as filters of a Salesforce report on accounts, joined by AND (its default filter logic). Values that hold a
 * comma or a quotation mark are put in quotation marks, those inside doubled; line breaks become spaces. A range without
 * bounds gives no filter.
 *
 * @throws RangeError on a bound that is not finite.
 */
export function salesforceFilters(rule: Rule): SalesforceFilter[] {
  return rule.all.flatMap((condition): SalesforceFilter[] => {
    const field = salesforceLabel(condition.field);
    if ("in" in condition) {
      return [{ field, operator: "equals", value: condition.in.map(salesforceValue).join(",") }];
    }
    return boundsOf(condition).map(([side, bound]) => ({
      field,
      operator: COMPARISONS[side].salesforce,
      value: String(bound),
    }));
  });
}

/** A filter of a HubSpot list on companies, as its lists API (v3) has it. */
export interface HubSpotFilter {
  readonly filterType: "PROPERTY";
  readonly property: string;
  readonly operation:
    | {
        readonly operationType: "ENUMERATION";
        readonly operator: "IS_ANY_OF";
        readonly values: readonly string[];
      }
    | {
        readonly operationType: "MULTISTRING";
        readonly operator: "IS_EQUAL_TO";
        readonly values: readonly string[];
      }
    | {
        readonly operationType: "NUMBER";
        readonly operator: (typeof COMPARISONS)[Side]["hubSpot"];
        readonly value: number;
      };
}

export interface HubSpotList {
  readonly filterBranch: {
    readonly filterBranchType: "OR";
    readonly filterBranches: readonly {
      readonly filterBranchType: "AND";
      readonly filters: readonly HubSpotFilter[];
    }[];
  };
}

/**
 * The rule as the filters of a HubSpot list of companies (`filterBranch` of its lists API): an OR branch around one AND
 * branch, as the API demands. It is data: written out by `JSON.stringify`, no value can leave its quotes. Industries are HubSpot's
 * own list there, so their names may have to be replaced.
 *
 * @throws RangeError on a bound that is not finite.
 */
export function hubSpotList(rule: Rule): HubSpotList {
  const filters = rule.all.flatMap((condition): HubSpotFilter[] => {
    const property = HUBSPOT_PROPERTIES[fieldMeaning(condition.field)] ?? hubSpotProperty(condition.field);
    if ("in" in condition)
      return [{ filterType: "PROPERTY", property, operation: anyOf(condition.field, condition.in) }];
    return boundsOf(condition).map(([side, value]) => ({
      filterType: "PROPERTY",
      property,
      operation: {
        operationType: "NUMBER",
        operator: COMPARISONS[side].hubSpot,
        value,
      },
    }));
  });
  return { filterBranch: { filterBranchType: "OR", filterBranches: [{ filterBranchType: "AND", filters }] } };
}

function anyOf(field: string, values: readonly string[]): HubSpotFilter["operation"] {
  return fieldMeaning(field) === "industry"
    ? { operationType: "ENUMERATION", operator: "IS_ANY_OF", values }
    : { operationType: "MULTISTRING", operator: "IS_EQUAL_TO", values };
}

function boundsOf(condition: RangeCondition): (readonly [Side, number])[] {
  return (["from", "to", "above", "below"] as const).flatMap((side) => {
    const bound = condition[side];
    if (bound === undefined) return [];
    if (!Number.isFinite(bound)) {
      throw new RangeError(`The bound ${bound} of ${condition.field} is no number: give a finite one.`);
    }
    return [[side, bound] as const];
  });
}

/** Standard account fields by what a field is about; places and money by their own name, for they are several. */
function salesforceLabel(field: string): string {
  const key = fieldKey(field);
  if (key === "annual_revenue") return "Annual Revenue";
  if (key === "country") return "Billing Country";
  if (key === "region" || key === "state") return "Billing State/Province";
  if (key === "city") return "Billing City";
  return SALESFORCE_LABELS[fieldMeaning(field)] ?? oneLine(fieldLabel(field));
}

function hubSpotProperty(field: string): string {
  const key = fieldKey(field);
  return key === "annual_revenue" ? "annualrevenue" : key === "region" ? "state" : key;
}

function salesforceValue(text: string): string {
  const line = oneLine(text);
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
