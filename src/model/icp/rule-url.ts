import type { Rule, RuleCondition } from "./rule.js";

/** The rule without conditions: the empty text would say that there is no rule in the address. */
const EVERYONE = "*";
const LONGEST = 4000;
const CONDITION = /^([^()[\],]*)(?:\(([^()[\]]*)\)|\[([^()[\],]*),([^()[\],]*)\])/;
const DECIMAL = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * The rule as one text for an address: `industry(Logistics,Retail)employees[300,1500]`, a bound that is not given left
 * empty. Names and values are percent-encoded, brackets and commas included. `ruleFromUrl` reads it back; lone surrogates
 * become the replacement character. The rule without conditions is `*`.
 *
 * @throws RangeError on a bound that is not finite, or one that is left out of the range, which an address cannot say.
 */
export function ruleToUrl(rule: Rule): string {
  if (rule.all.length === 0) return EVERYONE;
  return rule.all
    .map((condition) => {
      const field = encoded(condition.field);
      if ("in" in condition) return `${field}(${condition.in.map(encoded).join(",")})`;
      if (condition.above !== undefined || condition.below !== undefined) {
        throw new RangeError(`${condition.field}: an address says "from" and "to", not "above" and "below".`);
      }
      return `${field}[${bound(condition.from)},${bound(condition.to)}]`;
    })
    .join("");
}

/** The rule that the text of an address says; null when it says none, or is longer than 4,000 characters. The empty text too is the rule without conditions. */
export function ruleFromUrl(text: string): Rule | null {
  if (text.length > LONGEST) return null;
  const all: RuleCondition[] = [];
  let left = text === EVERYONE ? "" : text;
  while (left !== "") {
    const match = CONDITION.exec(left);
    const condition = match && readCondition(match);
    if (!match || !condition) return null;
    all.push(condition);
    left = left.slice(match[0].length);
  }
  return { all };
}

function readCondition([, name = "", set, from, to]: RegExpExecArray): RuleCondition | null {
  const field = decoded(name);
  if (field === null || field === "") return null;
  if (set !== undefined) {
    const levels = set === "" ? [] : set.split(",").map(decoded);
    const known = levels.filter((level) => level !== null);
    return known.length === levels.length ? { field, in: known } : null;
  }
  const low = readBound(from ?? "");
  const high = readBound(to ?? "");
  if (low === null || high === null) return null;
  return { field, ...(low === undefined ? {} : { from: low }), ...(high === undefined ? {} : { to: high }) };
}

/** undefined where no bound is given, null where it is no number. */
function readBound(text: string): number | undefined | null {
  if (text === "") return undefined;
  const plain = decoded(text) ?? "";
  const value = Number(plain);
  return DECIMAL.test(plain) && Number.isFinite(value) ? value : null;
}

function bound(value: number | undefined): string {
  if (value === undefined) return "";
  if (!Number.isFinite(value)) throw new RangeError(`The bound ${value} is no number: give a finite one.`);
  return encodeURIComponent(String(value));
}

/** `encodeURIComponent` leaves round brackets as they are. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD")).replace(/[()]/g, (mark) =>
    mark === "(" ? "%28" : "%29",
  );
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
