import type { PublishedLink } from "../../data/published/value.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";

/** Corrected p up to which a behaviour counts as going with value. */
const LEVEL = 0.05;

/** What clients that behaved otherwise differ in: what they brought in their second year, or whether they stayed. */
export type BehaviourOutcome = "secondYear" | "stayed";

/** What a behaviour goes with most clearly; null where it goes with nothing. */
export function tellingOutcome({ p }: PublishedLink): BehaviourOutcome | null {
  if (!(Math.min(p.secondYear, p.stayed) <= LEVEL)) return null;
  return p.secondYear <= LEVEL ? "secondYear" : "stayed";
}

/** Those that go with something, the widest apart first: by the most over the least of what they differ in. */
export function tellingLinks(links: readonly PublishedLink[]): readonly PublishedLink[] {
  return links.filter((link) => tellingOutcome(link) !== null).sort((a, b) => distance(b) - distance(a));
}

/** How far the highest interval lies above the lowest, in widths of them: differences that hold, before large ones that may not. */
function distance(link: PublishedLink): number {
  const outcome = tellingOutcome(link) ?? "secondYear";
  const all = link.groups.map((group) => group[outcome]);
  const most = all.reduce((best, one) => (one.value > best.value ? one : best), all[0] ?? NOTHING);
  const least = all.reduce((best, one) => (one.value < best.value ? one : best), all[0] ?? NOTHING);
  const width = (most.high - most.low + least.high - least.low) / 2;
  return width > 0 ? (most.value - least.value) / width : 0;
}

const NOTHING = { value: 0, low: 0, high: 0 };

/** The finding of one behaviour: the group that came to most against the one that came to least. */
export function behaviourTitle(link: PublishedLink, outcome: BehaviourOutcome, report: MoneyFacts): string {
  const f = formatter(report);
  const sorted = [...link.groups].sort((a, b) => b[outcome].value - a[outcome].value);
  const most = sorted[0];
  const least = sorted.at(-1);
  const name = behaviourName(link.behaviour);
  if (!most || !least || tellingOutcome(link) === null)
    return `${name}: no difference that chance would not make`;
  return outcome === "secondYear"
    ? `${name}: clients with “${most.group}” brought ${f.moneyShort(most.secondYear.value)} each in year two, with “${least.group}” ${f.moneyShort(least.secondYear.value)}`
    : `${name}: of clients with “${most.group}” ${f.percent(most.stayed.value)} stayed, with “${least.group}” ${f.percent(least.stayed.value)}`;
}

/** A behaviour as the reader says it. */
export function behaviourName(behaviour: string): string {
  return sentenceCase(behaviour);
}

/** What the model expects after the first year, which no test can rest on: it reads the behaviour itself. */
export function laterValueNote({ groups }: PublishedLink, report: MoneyFacts): string {
  const f = formatter(report);
  const values = groups.map(({ group, laterValue }) => `“${group}” ${f.moneyShort(laterValue.value)}`);
  return `Lifetime value after year one, as the model has it from the same orders, so not tested: ${values.join(", ")}.`;
}

/** What the section rests on and what it must not be used for. */
export function behaviourWarning(clients: number, looked: number, report: MoneyFacts): string {
  const f = formatter(report);
  return `From ${f.count(clients)} clients seen for two years or more. What goes with value need not cause it: a client that was going to stay may also use more. And nothing here can pick whom to approach: it is known after the sale only. ${looked === 1 ? "One behaviour was" : `${f.count(looked)} behaviours were`} looked at, on two outcomes${looked === 1 ? "" : " each"}, both of the second year; differences are named at a level of 5%, corrected for ${looked === 1 ? "both" : "all of them"}.`;
}
