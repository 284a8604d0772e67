import { deviation, mean, sum } from "d3";
import { plural } from "../words/plural.js";
import type { ClientHistory, ContractLine } from "./client-history.js";
import type { RenewalCase } from "./renewals/renewal-fit.js";

/**
 * Contracts with terms under 6 months and those from 6 months renew apart: a monthly renewal is no yearly one.
 */
export type TermClass = "short" | "long";

/** The class of a term length in months. */
export function termClassOf(termMonths: number): TermClass {
  return termMonths < 6 ? "short" : "long";
}

/** Mean and standard deviation of ln(revenue a year at the first term) of contracts. */
export interface SizeScale {
  readonly mean: number;
  readonly deviation: number;
}

const LONGEST_SIZE = 2;
const SIZE_STEP = 0.5;

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

/** The scale of lines that bring something. */
export function sizeScale(lines: readonly ContractLine[]): SizeScale {
  const logs = lines.map(firstYearlyRevenue).flatMap((revenue) => (revenue > 0 ? [Math.log(revenue)] : []));
  return { mean: mean(logs) ?? 0, deviation: deviation(logs) ?? 0 };
}

/** ln(revenue a year at the first term) in standard deviations from the mean, in steps of ½ from −2 to 2; 0 where it has none. */
function sizeOf(revenue: number, scale: SizeScale): number {
  if (!(revenue > 0 && scale.deviation > 0)) return 0;
  const size = (Math.log(revenue) - scale.mean) / scale.deviation;
  return Math.max(-LONGEST_SIZE, Math.min(LONGEST_SIZE, Math.round(size / SIZE_STEP) * SIZE_STEP)) || 0;
}

/** The pool of lines that are likely to renew alike: a product with a length of term. */
function poolOf({ product, termMonths }: Pick<ContractLine, "product" | "termMonths">): string {
  return `${product ?? "no product"}, ${plural(termMonths, "month")}`;
}

/**
 * What a line says of renewals. One that is signed ahead of its day tells nothing yet, as those that will be refused
 * are not known either, unless all are known up to its end. A contract that was merged into another has only not ended
 * so far.
 */
export function renewalCaseOf(line: ContractLine, scale: SizeScale, client: string): RenewalCase {
  return {
    client,
    entered: line.earlier === undefined ? line.renewedBefore : 0,
    renewals: line.noticeGiven ? signedRenewalsOf(line) : renewalsOf(line),
    ended: line.noticeGiven || (line.ended && !line.merged),
    contracts: 1,
    pool: poolOf(line),
    covariates: [sizeOf(firstYearlyRevenue(line), scale)],
  };
}

/**
 * What a line says of renewals of a class: by its terms now, and by earlier ones of the class that were renewed, up to
 * where it went over to the other.
 */
export function renewalCasesOf(
  line: ContractLine,
  termClass: TermClass,
  scale: SizeScale,
  client: string,
): RenewalCase[] {
  const now = renewalCaseOf(line, scale, client);
  const before = (line.earlier ?? []).flatMap(({ terms, termMonths, yearlyRevenue }, run): RenewalCase[] => {
    if (termClassOf(termMonths) !== termClass || terms === 1) return [];
    const entered = run === 0 ? line.renewedBefore : 0;
    const pool = poolOf({ ...line, termMonths });
    const covariates = [sizeOf(yearlyRevenue, scale)];
    return [{ ...now, entered, renewals: entered + terms - 1, ended: false, pool, covariates }];
  });
  return termClassOf(line.termMonths) === termClass ? [...before, now] : before;
}

/** True when nobody knows how often a line was renewed before it was first seen. */
export function isOfUnknownStart(line: ContractLine, { leftTruncated, firstOn }: ClientHistory): boolean {
  return leftTruncated && line.renewedBefore === 0 && line.startedOn <= firstOn;
}
