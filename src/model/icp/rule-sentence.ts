import {
  type FieldMeaning,
  fieldLabel,
  fieldMeaning,
  isOfCompanies,
} from "../firmographics/field-meaning.js";
import { numberPhrase, rangePhrase } from "../firmographics/phrases.js";
import { listInWords } from "../words/list-in-words.js";
import type { CategoryCondition, RangeCondition, Rule, RuleCondition } from "./rule.js";

/** A condition as part of a sentence: where it goes, and its words. */
interface Clause {
  readonly place: "before" | "after" | "with" | "that" | "whose";
  readonly words: string;
}

/**
 * The rule in plain English, of companies where it names what only companies have, else of clients: "Manufacturing or Logistics companies with 200 to 1,000 employees that run SAP".
 * Names of values are quoted as they are; line breaks in them become spaces.
 */
export function ruleSentence(rule: Rule): string {
  if (rule.all.length === 0) return "All clients";
  const clauses: Clause[] = [];
  for (const condition of rule.all) {
    const clause = clauseOf(condition);
    const taken = clause.place === "before" && clauses.some(({ place }) => place === "before");
    clauses.push(taken ? generalClause(condition) : clause);
  }
  const words = (place: Clause["place"]) =>
    clauses.filter((clause) => clause.place === place).map((clause) => clause.words);
  const before = words("before")[0];
  const who = rule.all.some(({ field }) => isOfCompanies(field)) ? "companies" : "clients";
  const subject = before === undefined ? sentenceStart(who) : `${before} ${who}`;
  const having = words("with").length > 0 ? [`with ${listInWords(words("with"))}`] : [];
  const whose = words("whose").map((text) => `whose ${text}`);
  const relative = [...words("that").map((text) => `that ${text}`), ...whose];
  const tail = relative.length > 0 ? [listInWords(relative)] : [];
  return oneLine([subject, ...words("after"), ...having, ...tail].join(" "));
}

/** One condition in words that can stand alone: "200 to 1,000 employees", "run SAP", "industry is Retail". */
export function conditionPhrase(condition: RuleCondition): string {
  const clause = clauseOf(condition);
  return oneLine(clause.place === "before" ? generalClause(condition).words : clause.words);
}

function clauseOf(condition: RuleCondition): Clause {
  const meaning = fieldMeaning(condition.field);
  return "in" in condition ? categoryClause(condition, meaning) : rangeClause(condition, meaning);
}

function categoryClause(condition: CategoryCondition, meaning: FieldMeaning): Clause {
  const values = listInWords(condition.in, "or");
  if (condition.in.length === 0) return generalClause(condition);
  if (meaning === "industry") return { place: "before", words: values };
  if (meaning === "place") return { place: "after", words: `in ${values}` };
  if (meaning === "technology") return { place: "that", words: `run ${values}` };
  return generalClause(condition);
}

function rangeClause(condition: RangeCondition, meaning: FieldMeaning): Clause {
  const { field, from, to, above, below } = condition;
  if ([from, to, above, below].every((bound) => bound === undefined)) return generalClause(condition);
  const range = rangePhrase(field, condition);
  if (meaning === "employees") return { place: "with", words: `${range} employees` };
  if (meaning === "founded") return { place: "after", words: `founded ${foundedPhrase(condition)}` };
  return { place: "with", words: `${fieldLabel(field)} of ${range}` };
}

function foundedPhrase({ field, from, to, above, below }: RangeCondition): string {
  if (above !== undefined || below !== undefined) {
    const after = above === undefined ? [] : [`after ${numberPhrase(field, above)}`];
    const before = below === undefined ? [] : [`before ${numberPhrase(field, below)}`];
    const within = from === undefined && to === undefined ? [] : [foundedPhrase(rangeOf(field, from, to))];
    return [...within, ...after, ...before].join(" and ");
  }
  if (from !== undefined && to !== undefined) {
    return `from ${numberPhrase(field, from)} to ${numberPhrase(field, to)}`;
  }
  return from !== undefined
    ? `in ${numberPhrase(field, from)} or later`
    : `in ${numberPhrase(field, to ?? 0)} or earlier`;
}

function rangeOf(field: string, from: number | undefined, to: number | undefined): RangeCondition {
  return { field, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function generalClause(condition: RuleCondition): Clause {
  const values =
    "in" in condition ? listInWords(condition.in, "or") || "none" : rangePhrase(condition.field, condition);
  return { place: "whose", words: `${fieldLabel(condition.field)} is ${values}` };
}

function sentenceStart(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
