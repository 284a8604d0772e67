import { mean } from "d3";
import type { ClientHistory, ContractLine } from "../client-history.js";
import { type ExpansionFit, fitExpansion } from "../expansion/fit-expansion.js";
import { swingWarnings } from "../expansion/swing-warnings.js";
import { firmographicColumns } from "../firmographic-columns.js";
import { fitRenewals } from "../renewals/fit-renewals.js";
import { type LateRenewals, lateRenewals } from "../renewals/late-renewals.js";
import type { RenewalFit } from "../renewals/renewal-fit.js";
import { hasFewEnds } from "../shifted-beta-geometric/renewal-records.js";
import type { ClientTraits } from "../tournament/client-predictors.js";
import {
  type ContractScale,
  contractScale,
  isOfUnknownStart,
  renewalCasesOf,
  type TermClass,
  termClassOf,
} from "./contract-line.js";

/** What the weak prior for renewals assumes: the share of contracts renewed over a year. */
const TYPICAL_YEARLY_RENEWAL = 0.8;
const TYPICAL_TERM_MONTHS: Readonly<Record<TermClass, number>> = { short: 1, long: 12 };

const TERM_CLASSES = ["long", "short"] as const satisfies readonly TermClass[];
const TERMS_IN_WORDS: Readonly<Record<TermClass, string>> = {
  short: "terms under 6 months",
  long: "terms from 6 months",
};

/** Models of renewal and of what it changes, by length of term. */
export interface ContractFit {
  readonly renewals: Readonly<Record<TermClass, RenewalFit>>;
  readonly lateRenewals: Readonly<Record<TermClass, LateRenewals | null>>;
  readonly expansion: Readonly<Record<TermClass, ExpansionFit>>;
  readonly size: ContractScale;
  /** Clients whose contracts were used although nobody knows how often they were renewed before. */
  readonly clientsOfUnknownStart: number;
  readonly warnings: readonly string[];
}

/**
 * Fits how the contracts of a portfolio renew, and what renewals change in revenue, apart for terms under 6 months
 * and from 6 months.
 *
 * A line that began before the data counts from when it was first seen, given how often it had been renewed; where
 * nobody knows, it is left out as long as the others of its length of term hold 30 ends. `traits` are what may tell of
 * clients beside their contracts.
 */
export function fitContracts(
  histories: readonly ClientHistory[],
  traits: ClientTraits | null = null,
): ContractFit {
  const all = histories.flatMap((history) => history.contractLines.map((line) => ({ history, line })));
  const size = contractScale(all.map(({ line }) => line));
  const known =
    traits === null || traits.features.length === 0
      ? null
      : {
          columns: firmographicColumns(traits),
          clients: histories.map(({ clientId }) => clientId),
        };
  const usedOf = (termClass: TermClass) => {
    const ofClass = all.flatMap(({ history, line }) => {
      const startKnown = !isOfUnknownStart(line, history);
      const { clientId } = history;
      const cases = renewalCasesOf(line, termClass, size, clientId);
      return cases.map((one) => ({ case: one, line, clientId, startKnown }));
    });
    const ofKnownStart = ofClass.filter(({ startKnown }) => startKnown);
    return hasFewEnds(ofKnownStart.map((one) => one.case)) ? ofClass : ofKnownStart;
  };
  const used = { short: usedOf("short"), long: usedOf("long") };
  const linesNow = (termClass: TermClass): ContractLine[] => {
    const lines = new Set(used[termClass].map(({ line }) => line));
    return [...lines].filter(({ termMonths }) => termClassOf(termMonths) === termClass);
  };
  const termMonthsOf = (termClass: TermClass): number =>
    mean(linesNow(termClass), ({ termMonths }) => termMonths) ?? TYPICAL_TERM_MONTHS[termClass];
  const renewalsOf = (termClass: TermClass): RenewalFit => {
    const cases = used[termClass].map((one) => one.case);
    return fitRenewals(cases, 1 - TYPICAL_YEARLY_RENEWAL ** (termMonthsOf(termClass) / 12), known);
  };
  const expansionOf = (termClass: TermClass): ExpansionFit => {
    const changes = linesNow(termClass).map((line) => line.changes);
    return fitExpansion(changes, termMonthsOf(termClass));
  };
  const renewals = { short: renewalsOf("short"), long: renewalsOf("long") };
  const expansion = { short: expansionOf("short"), long: expansionOf("long") };
  const worthless = all.filter(({ line }) => !line.ended && !(line.termRevenue > 0)).length;
  return {
    renewals,
    lateRenewals: { short: lateRenewals(linesNow("short")), long: lateRenewals(linesNow("long")) },
    expansion,
    size,
    clientsOfUnknownStart: new Set(
      [...used.short, ...used.long].filter(({ startKnown }) => !startKnown).map(({ clientId }) => clientId),
    ).size,
    warnings: [
      ...TERM_CLASSES.flatMap((termClass) => renewalWarnings(renewals, termClass)),
      ...TERM_CLASSES.flatMap((termClass) => swingWarnings(expansion[termClass], TERMS_IN_WORDS[termClass])),
      ...(worthless > 0
        ? [
            `${worthless} live ${worthless === 1 ? "contract brings" : "contracts bring"} nothing, or a credit: nothing is expected of ${worthless === 1 ? "its" : "their"} renewal.`,
          ]
        : []),
    ],
  };
}

/** Warnings of a length of term that contracts have, with its name where they have both. */
function renewalWarnings(renewals: ContractFit["renewals"], termClass: TermClass): readonly string[] {
  const { observations, warnings } = renewals[termClass];
  if (observations === 0) return [];
  const hasBoth = TERM_CLASSES.every((one) => renewals[one].observations > 0);
  return hasBoth ? warnings.map((warning) => `Of ${TERMS_IN_WORDS[termClass]}: ${warning}`) : warnings;
}
