import { median } from "d3";
import type { Account } from "../account.js";
import type { Feature, FeatureRole } from "../feature.js";
import { type FieldBand, fieldBands } from "./field-bands.js";
import { fieldLabel } from "./field-meaning.js";
import { fisherP } from "./fisher-p.js";
import { type IndexRatio, indexRatio } from "./index-ratio.js";
import { measureOf } from "./read-firmographic.js";

/** One part of a field, and how much more common it is among the members than among all. */
export interface Trait extends IndexRatio {
  readonly band: FieldBand;
  /** The field in words. */
  readonly label: string;
  readonly role: FeatureRole;
  /** Members that have it. */
  readonly members: number;
  /** All accounts that have it. */
  readonly accounts: number;
  /** Two-sided p of members against the rest (Fisher's, exact), raised for the number of traits compared (Benjamini–Hochberg). */
  readonly adjustedP: number;
}

/** A measure's median among members and all accounts that know it; null where none does. */
export interface MedianComparison {
  readonly field: string;
  readonly label: string;
  readonly members: number | null;
  readonly all: number | null;
}

export interface TraitComparison {
  /** Most evidence first. */
  readonly traits: readonly Trait[];
  readonly medians: readonly MedianComparison[];
}

/**
 * What the members among the accounts have in common: for every part of every field its share among members, all and
 * the rest, and the index with its 90 % interval, sorted by evidence. Categories of fewer than 5 or 2 % of the accounts
 * are pooled. No members, or no rest, leave every index at 1 without evidence.
 */
export function compareTraits(
  accounts: readonly Account[],
  isMember: readonly boolean[],
  features: readonly Feature[],
): TraitComparison {
  const minCount = Math.max(5, 0.02 * accounts.length);
  const traits = features.flatMap((feature) => {
    const { bands, bandOf } = fieldBands(accounts, feature, minCount);
    return bands.map((band, index) => {
      const having = accounts.map((_, row) => bandOf[row] === index);
      return traitOf(feature, band, having, isMember);
    });
  });
  const sorted = traits.sort(
    (a, b) =>
      Math.abs(b.z) - Math.abs(a.z) ||
      compareText(a.band.field, b.band.field) ||
      compareText(a.band.text, b.band.text),
  );
  return { traits: adjust(sorted), medians: compareMedians(accounts, isMember, features) };
}

function traitOf(
  feature: Feature,
  band: FieldBand,
  having: readonly boolean[],
  isMember: readonly boolean[],
): Omit<Trait, "adjustedP"> & { readonly p: number } {
  const count = (wanted: (row: number) => boolean) => having.filter((_, row) => wanted(row)).length;
  const memberTotal = count((row) => isMember[row] === true);
  const members = count((row) => isMember[row] === true && having[row] === true);
  const accounts = count((row) => having[row] === true);
  const counts = [members, memberTotal, accounts - members, having.length - memberTotal] as const;
  const ratio = indexRatio(...counts);
  const p = fisherP(...counts);
  return { ...ratio, p, band, label: fieldLabel(feature.name), role: feature.role, members, accounts };
}

function adjust(traits: readonly (Omit<Trait, "adjustedP"> & { readonly p: number })[]): Trait[] {
  const byP = traits.map((_, index) => index).sort((a, b) => (traits[a]?.p ?? 1) - (traits[b]?.p ?? 1));
  let smallest = 1;
  const adjusted = traits.map(() => 1);
  for (const [before, index] of [...byP.entries()].reverse()) {
    smallest = Math.min(smallest, ((traits[index]?.p ?? 1) * traits.length) / (before + 1));
    adjusted[index] = smallest;
  }
  return traits.map(({ p: _, ...trait }, index) => ({ ...trait, adjustedP: adjusted[index] ?? 1 }));
}

function compareMedians(
  accounts: readonly Account[],
  isMember: readonly boolean[],
  features: readonly Feature[],
): MedianComparison[] {
  return features
    .filter((feature) => feature.kind !== "category")
    .map(({ name }) => {
      const medianOf = (rows: readonly Account[]) =>
        median(rows.map((account) => measureOf(account, name)).filter((value) => value !== null)) ?? null;
      const members = medianOf(accounts.filter((_, row) => isMember[row] === true));
      return { field: name, label: fieldLabel(name), members, all: medianOf(accounts) };
    });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
