import { z } from "zod";
import type { InputProblem } from "../input-error.js";
import { didYouMean } from "./nearest-name.js";
import { settingsSchema } from "./schema.js";

type Issue = z.core.$ZodIssue;
type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Message of a union that has none of its own. */
const UNSAID = "Invalid input";

/** The settings as they stand in their file. */
export interface FoundSettings {
  readonly file: string;
  readonly found: unknown;
  /** The line of a key, or of the nearest one above it. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Each fault of targeting.yaml with its line and key, the value found, what is legal and the nearest known name. */
export function settingsProblems(settings: FoundSettings, issues: readonly Issue[]): InputProblem[] {
  return issues.flatMap((issue) => problemsOf(settings, issue, []));
}

function problemsOf(settings: FoundSettings, issue: Issue, above: readonly PropertyKey[]): InputProblem[] {
  const { file, found, lineOf } = settings;
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey(settings, path, key));
  }
  if (issue.code === "invalid_key") {
    return [unknownKey(settings, path.slice(0, -1), String(path.at(-1)), issue.issues[0]?.message)];
  }
  if (issue.code === "invalid_union") {
    const closest = closestBranch(issue.errors);
    if (closest !== undefined) {
      return closest.flatMap((inner) => problemsOf(settings, inner, path));
    }
  }
  const key = keyText(path);
  const value = show(valueAt(found, path));
  const expected = legal(issue);
  return [
    {
      file,
      line: lineOf(path),
      key,
      value,
      expected,
      remedy: `write ${expected} there, or take the key away for its default`,
      message: `${value} is not allowed; legal: ${expected}${hint(issue, found, path)}`,
    },
  ];
}

function unknownKey(
  { file, found, lineOf }: FoundSettings,
  path: readonly PropertyKey[],
  key: string,
  form = "none",
): InputProblem {
  const known = knownKeys(path);
  const value = show(valueAt(found, [...path, key]));
  const expected = known.length === 0 ? form : known.join(", ");
  const legalKeys = `; legal here: ${expected}`;
  return {
    file,
    line: lineOf([...path, key]),
    key: keyText([...path, key]),
    value,
    expected,
    remedy: "write the key as it is known, or take it away",
    message: `unknown key ${JSON.stringify(key)} (value ${value})${didYouMean(key, known)}${legalKeys}`,
  };
}

/** The branch of a union that got furthest: its faults lie deeper, or name an unknown key. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return branches.find((issues) => issues.length > 0 && issues.every(isInside));
}

function isInside({ code, path }: Issue): boolean {
  return path.length > 0 || code === "unrecognized_keys" || code === "custom" || code.startsWith("too_");
}

function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: JsonSchema = z.toJSONSchema(settingsSchema, { io: "input", unrepresentable: "any" });
  for (const key of path) schema = child(schema, key);
  return Object.keys(schema.properties ?? propertyNames(schema) ?? {});
}

function child(schema: JsonSchema, key: PropertyKey): JsonSchema {
  const options = [schema, ...(schema.anyOf ?? [])].filter(isSchema);
  for (const option of options) {
    const next = option.properties?.[String(key)] ?? option.additionalProperties ?? option.items;
    if (isSchema(next)) return next.anyOf?.filter(isSchema).find((branch) => branch.properties) ?? next;
  }
  return {};
}

function propertyNames(schema: JsonSchema): Record<string, true> | undefined {
  const names = schema.propertyNames;
  if (!isSchema(names) || names.enum === undefined) return undefined;
  return Object.fromEntries(names.enum.map((name) => [String(name), true as const]));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function legal(issue: Issue): string {
  switch (issue.code) {
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(", ");
    case "too_small":
      return `${issue.inclusive === false ? "above" : "at least"} ${issue.minimum}${unit(issue.origin)}`;
    case "too_big":
      return `${issue.inclusive === false ? "below" : "at most"} ${issue.maximum}${unit(issue.origin)}`;
    case "invalid_type":
      return wanted(issue.expected);
    case "invalid_format":
      return issue.format === "date" ? "a date such as 2025-03-31" : issue.message;
    case "invalid_union":
      return issue.message === UNSAID
        ? [...new Set(issue.errors.flat().map(legal))].join(" or ")
        : issue.message;
    default:
      return issue.message;
  }
}

function hint(issue: Issue, found: unknown, path: readonly PropertyKey[]): string {
  const value = valueAt(found, path);
  if (issue.code === "invalid_value" && typeof value === "string")
    return didYouMean(value, issue.values.map(String));
  if (issue.code === "too_big" && issue.maximum === 1 && typeof value === "number" && value <= 100) {
    return `; for ${value} % write ${value / 100}`;
  }
  return "";
}

function wanted(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: "text",
    number: "a number",
    int: "a whole number",
    array: "a list",
    object: "keys with values",
    record: "keys with values",
    boolean: "true or false",
  };
  return words[expected] ?? expected;
}

function unit(origin: string): string {
  return origin === "array" ? " entries" : origin === "string" ? " characters" : "";
}

function keyText(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "the whole file" : path.map(String).join(".");
}

function valueAt(found: unknown, path: readonly PropertyKey[]): unknown {
  let value = found;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return value;
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
