import { median, quantile } from "d3";
import type { Account } from "../account.js";
import type { Feature } from "../feature.js";
import type { Trait } from "../firmographics/compare-traits.js";
import { fieldMeaning, isOfCompanies } from "../firmographics/field-meaning.js";
import { measureOf } from "../firmographics/read-firmographic.js";
import { listInWords } from "../words/list-in-words.js";

/** What a name is made from: the members of a segment and what they over-index on. */
export interface NamedMembers {
  readonly members: readonly Account[];
  readonly traits: readonly Trait[];
}

/** A name says what most members are: half of them at least. */
const TELLING_SHARE = 0.5;
const TELLING_Z = 1.64;
const SECOND_INDUSTRY_SHARE = 0.25;

/**
 * Names for segments, such as "Mid-size logistics on SAP": size, industry, and what else stands out, most evident first.
 * Names are made distinct by adding more of what stands out, at last by a number. Values are quoted as they are, but for
 * capitals within the name.
 */
export function nameSegments(
  segments: readonly NamedMembers[],
  accounts: readonly Account[],
  features: readonly Feature[],
): string[] {
  const parts = segments.map((segment) => nameParts(segment, accounts, features));
  const longest = Math.max(1, ...parts.map(({ suffixes }) => suffixes.length));
  let names = parts.map((part) => compose(part, 1));
  for (let length = 2; length <= longest; length++) {
    const taken = names;
    names = taken.map((name, index) => {
      const part = parts[index];
      return part && taken.filter((other) => other === name).length > 1 ? compose(part, length) : name;
    });
  }
  return names.map((name, index) => {
    const earlier = names.slice(0, index).filter((other) => other === name).length;
    return earlier > 0 ? `${name} (${earlier + 1})` : name;
  });
}

interface NameParts {
  readonly size: string | null;
  readonly industry: string | null;
  readonly suffixes: readonly string[];
  /** "companies" where any field is one that only companies have, else "clients". */
  readonly who: string;
}

function compose({ size, industry, suffixes, who }: NameParts, length: number): string {
  const enough = size !== null || industry !== null || suffixes.length > 0;
  const words = [size, industry ?? who, ...suffixes.slice(0, length)].filter((word) => word !== null);
  const name = (enough ? words.join(" ") : `mixed ${who}`).replace(/\s+/g, " ").trim();
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function nameParts(
  { members, traits }: NamedMembers,
  accounts: readonly Account[],
  features: readonly Feature[],
): NameParts {
  const over = traits.filter(
    ({ band, z, role }) =>
      z > TELLING_Z && role === "firmographic" && band.kind !== "other" && band.kind !== "unknown",
  );
  const sizeField = sizeFeature(features)?.name;
  const industries = over.filter(
    ({ band }) => band.kind === "level" && fieldMeaning(band.field) === "industry",
  );
  return {
    who: features.some(({ name, role }) => role === "firmographic" && isOfCompanies(name))
      ? "companies"
      : "clients",
    size: sizeField === undefined ? null : sizeWord(members, accounts, sizeField),
    industry: industryWords(industries),
    suffixes: over
      .filter(({ memberShare, band }) => memberShare >= TELLING_SHARE && band.field !== sizeField)
      .filter((trait) => !industries.includes(trait))
      .map(suffixOf),
  };
}

function industryWords(industries: readonly Trait[]): string | null {
  const [field] = industries.map(({ band }) => band.field);
  const common = industries.filter(
    ({ band, memberShare }) => band.field === field && memberShare >= SECOND_INDUSTRY_SHARE,
  );
  const named = common.slice(0, 2);
  const held = named.reduce((sum, { memberShare }) => sum + memberShare, 0);
  if (held < TELLING_SHARE) return null;
  return listInWords(
    named.map(({ band }) => lowered(band.text)),
    "and",
  );
}

function suffixOf({ band, label }: Trait): string {
  const meaning = fieldMeaning(band.field);
  if (band.kind === "range") {
    return meaning === "founded" ? `founded ${band.text}` : `with ${label} ${band.text}`;
  }
  if (meaning === "place") return `in ${band.text}`;
  if (meaning === "technology") return `on ${band.text}`;
  return `with ${label} ${band.text}`;
}

/** Employees before money: "mid-size" means people to most readers. */
function sizeFeature(features: readonly Feature[]): Feature | undefined {
  const sizes = features.filter(({ kind, role }) => kind === "size" && role === "firmographic");
  return (
    sizes.find(({ name }) => fieldMeaning(name) === "employees") ??
    sizes.find(({ name }) => fieldMeaning(name) === "money")
  );
}

/** A word when the members are of one size: their median in the outer thirds of all accounts, or most in the middle. */
function sizeWord(members: readonly Account[], accounts: readonly Account[], field: string): string | null {
  const known = (rows: readonly Account[]) =>
    rows.map((row) => measureOf(row, field)).filter((value) => value !== null);
  const sizes = known(members);
  const all = known(accounts);
  const middle = median(sizes);
  if (middle === undefined) return null;
  const at = (p: number) => quantile(all, p) ?? middle;
  if (at(0.1) === at(0.9)) return null;
  if (middle <= at(0.3)) return "small";
  if (middle >= at(0.7)) return "large";
  const inMiddle = (values: readonly number[]) =>
    values.filter((value) => value >= at(0.2) && value <= at(0.8)).length / Math.max(1, values.length);
  return inMiddle(sizes) >= 0.8 ? "mid-size" : null;
}

/** Words in title case lowered; "IT" and "SaaS" stay. */
function lowered(text: string): string {
  return text.replace(/\b[A-Z][a-z]+\b/g, (word) => word.toLowerCase());
}
