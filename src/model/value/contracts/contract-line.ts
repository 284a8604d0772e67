import { deviation, max, mean, sum } from "d3";
import { addMonths, epochDayOf } from "../../numerics/calendar.js";
import { plural } from "../../words/plural.js";
import type { ClientHistory, ContractLine } from "../client-history.js";
import type { RenewalCase } from "../renewals/renewal-fit.js";

/**
 * Contracts with terms under 6 months and those from 6 months renew apart: a monthly renewal is no yearly one.
 */
export type TermClass = "short" | "long";

/** The class of a term length in months. */
export function termClassOf(termMonths: number): TermClass {
  return termMonths < 6 ? "short" : "long";
}

/** Mean and standard deviation of something that contracts differ in. */
export interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

/** The yardsticks of what may tell how likely a contract is to be renewed: ln(revenue a year at the first term), and … */
export interface ContractScale extends Scale {
  /** … the day on which it was first signed, and the last of them; absent: not looked at. */
  readonly signing?: Scale & { readonly last: number };
}

/** Places in the covariates of a contract. */
export const COVARIATES = ["size", "signing"] as const;

const LONGEST = 2;
const STEP = 0.5;

/** Times a line has been renewed since its terms are of their class, those before the data included. */
export function renewalsOf({ renewedBefore, terms, earlier = [] }: ContractLine): number {
  return earlier.length === 0 ? renewedBefore + terms - 1 : terms - sum(earlier, (run) => run.terms) - 1;
}

/** The same with those that are signed and lie ahead. */
export function signedRenewalsOf(line: ContractLine): number {
  return renewalsOf(line) + (line.ahead?.length ?? 0);
}

/** Terms before the latest that a line knows the revenue of. */
const RECENT_TERMS = 11;

/** What the terms of a line bring once the last of those ahead has begun. */
export function onceAhead(line: ContractLine): ContractLine {
  const { ahead = [], recentTerms = [], termMonths } = line;
  const last = ahead.at(-1);
  if (last === undefined) return line;
  const now = Math.log(yearlyRevenue(line));
  const known = [
    ...recentTerms.map((term) => term + now),
    now,
    ...ahead.map((term) => Math.log(Math.max(0, term.yearlyRevenue))),
  ];
  const latest = known.at(-1) ?? now;
  const before = known.slice(0, -1).map((term) => Math.max(-Math.LN10, Math.min(Math.LN10, term - latest)));
  return {
    ...line,
    termRevenue: (Math.max(0, last.yearlyRevenue) * termMonths) / 12,
    recentTerms: before
      .filter((_, term) => Number.isFinite((known[term] ?? 0) - latest))
      .slice(-RECENT_TERMS),
  };
}

/** What a line brings in a year, at its latest term; nothing where that is a credit. */
export function yearlyRevenue({ termRevenue, termMonths }: ContractLine): number {
  return (Math.max(0, termRevenue) * 12) / termMonths;
}

/**
 * What a line brought in a year at its first term: by what it brings now, one that lives longer, and was raised more
 * often, would pass for a larger one that therefore lives longer.
 */
function firstYearlyRevenue(line: ContractLine): number {
  return yearlyRevenue(line) / Math.exp(line.changes.up.sum + line.changes.down.sum);
}

/** The day on which a line was first signed, those of its renewals before the data taken to have been as long apart. */
function signingDay({ startedOn, renewedBefore, termMonths }: ContractLine): number {
  return addMonths(epochDayOf(startedOn), -renewedBefore * termMonths);
}

/** The scale of lines; the size of those that bring something. */
export function contractScale(lines: readonly ContractLine[]): ContractScale {
  const logs = lines.map(firstYearlyRevenue).flatMap((revenue) => (revenue > 0 ? [Math.log(revenue)] : []));
  const days = lines.map(signingDay);
  const last = max(days);
  return { ...scaleOf(logs), ...(last === undefined ? {} : { signing: { ...scaleOf(days), last } }) };
}

function scaleOf(values: readonly number[]): Scale {
  return { mean: mean(values) ?? 0, deviation: deviation(values) ?? 0 };
}

/** In standard deviations from the mean, in steps of ½ from −2 to 2; 0 where nothing differs. */
function onScale(value: number, scale: Scale | undefined): number {
  if (!(scale !== undefined && scale.deviation > 0 && Number.isFinite(value))) return 0;
  const steps = Math.round((value - scale.mean) / scale.deviation / STEP);
  return Math.max(-LONGEST, Math.min(LONGEST, steps * STEP)) || 0;
}

/** Size and day of signing, in the order of `COVARIATES`; a line that brought nothing has the mean size. */
function covariatesOf(revenue: number, day: number, scale: ContractScale): readonly number[] {
  return [onScale(Math.log(Math.max(0, revenue)), scale), onScale(day, scale.signing)];
}

/** Covariates of contracts still to be signed: of the average size, and as those that were signed last. */
export function covariatesOfNew({ signing }: ContractScale): readonly number[] {
  return [0, onScale(signing?.last ?? Number.NaN, signing)];
}

/** The pool of lines that are likely to renew alike: a product with a length of term. */
function poolOf({ product, termMonths }: Pick<ContractLine, "product" | "termMonths">): string {
  return `${product ?? "no product"}, ${plural(termMonths, "month")}`;
}

/**
 * What a line says of renewals, of those that came up a grace period ago or more: a renewal is seen at once and a refusal
 * only after it, so that the latest would be renewals alone. Nor does one that is signed ahead of its day tell anything
 * yet, or a notice given. A contract that was merged into another has only not ended so far.
 */
export function renewalCaseOf(line: ContractLine, scale: ContractScale, client: string): RenewalCase {
  const entered = line.earlier === undefined ? line.renewedBefore : 0;
  const { renewals: lately = 0, end = false } = line.latelyDue ?? {};
  return {
    client,
    entered,
    renewals: Math.max(entered, renewalsOf(line) - lately),
    ended: line.ended && !line.merged && !end,
    contracts: 1,
    pool: poolOf(line),
    covariates: covariatesOf(firstYearlyRevenue(line), signingDay(line), scale),
  };
}

/**
 * What a line says of renewals of a class: by its terms now, and by earlier ones of the class that were renewed, up to
 * where it went over to the other.
 */
export function renewalCasesOf(
  line: ContractLine,
  termClass: TermClass,
  scale: ContractScale,
  client: string,
): RenewalCase[] {
  const now = renewalCaseOf(line, scale, client);
  const before = (line.earlier ?? []).flatMap(({ terms, termMonths, yearlyRevenue }, run): RenewalCase[] => {
    if (termClassOf(termMonths) !== termClass || terms === 1) return [];
    const entered = run === 0 ? line.renewedBefore : 0;
    const pool = poolOf({ ...line, termMonths });
    const covariates = covariatesOf(yearlyRevenue, signingDay(line), scale);
    return [{ ...now, entered, renewals: entered + terms - 1, ended: false, pool, covariates }];
  });
  return termClassOf(line.termMonths) === termClass ? [...before, now] : before;
}

/** True when nobody knows how often a line was renewed before it was first seen. */
export function isOfUnknownStart(line: ContractLine, { leftTruncated, firstOn }: ClientHistory): boolean {
  return leftTruncated && line.renewedBefore === 0 && line.startedOn <= firstOn;
}
