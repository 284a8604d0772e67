import type { Rule, RuleCondition } from "./rule.js";

/**
 * The rule as a condition of standard SQL, for a WHERE clause: `"industry" IN ('Retail', 'Media') AND "employees" >= 200`.
 *
 * Names are quoted by doubling ", texts by doubling ', as the standard has it, so that no value can leave its quotes (set
 * MySQL to ANSI_QUOTES and NO_BACKSLASH_ESCAPES). As in the rule, a missing value (NULL) does not match, and a rule
 * without conditions matches everything.
 *
 * @throws RangeError on a bound that is not finite, or a NUL character, which no engine stores.
 */
export function ruleSql(rule: Rule): string {
  return rule.all.length === 0 ? "1 = 1" : rule.all.map(conditionSql).join("\n  AND ");
}

function conditionSql(condition: RuleCondition): string {
  const column = quoted(condition.field, '"');
  if ("in" in condition) {
    if (condition.in.length === 0) return "1 = 0";
    return `${column} IN (${condition.in.map((level) => quoted(level, "'")).join(", ")})`;
  }
  const { from, to, above, below } = condition;
  const bounds = [
    ...(from === undefined ? [] : [`${column} >= ${sqlNumber(from)}`]),
    ...(to === undefined ? [] : [`${column} <= ${sqlNumber(to)}`]),
    ...(above === undefined ? [] : [`${column} > ${sqlNumber(above)}`]),
    ...(below === undefined ? [] : [`${column} < ${sqlNumber(below)}`]),
  ];
  return bounds.length > 0 ? bounds.join(" AND ") : `${column} IS NOT NULL`;
}

function quoted(text: string, mark: '"' | "'"): string {
  if (text.includes("\0"))
    throw new RangeError(`${JSON.stringify(text)} holds a NUL character: leave it out.`);
  return mark + text.replaceAll(mark, mark + mark) + mark;
}

function sqlNumber(bound: number): string {
  if (!Number.isFinite(bound)) throw new RangeError(`The bound ${bound} is no number: give a finite one.`);
  return String(bound);
}
