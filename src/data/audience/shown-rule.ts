import type { Rule } from "../../model/icp/rule.js";
import { type Audience, mayShow } from "./audience.js";

/** What rules are called in output for an audience that may not see a field of theirs. */
export const unseen = {
  proposed: "Clients of the proposed profile",
  other: "Clients of a kind that is not shown here",
} as const;

/** True when output for the audience may carry the rule: it may see every field that the rule names. */
export function mayShowRule(audience: Audience | null, rule: Rule): boolean {
  return rule.all.every(({ field }) => mayShow(audience, field));
}

/** The sentence of a rule as output for the audience may carry it. */
export function shownSentence(
  audience: Audience | null,
  rule: Rule,
  sentence: string,
  otherwise: (typeof unseen)[keyof typeof unseen],
): string {
  return mayShowRule(audience, rule) ? sentence : otherwise;
}
