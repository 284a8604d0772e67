import { mean, sum } from "d3";
import type { ClientHistory } from "./client-history.js";
import {
  isOfUnknownStart,
  renewalCasesOf,
  type SizeScale,
  sizeScale,
  type TermClass,
  termClassOf,
} from "./contract-line.js";
import { type ExpansionFit, fitExpansion } from "./expansion/fit-expansion.js";
import { swingWarnings } from "./expansion/swing-warnings.js";
import { firmographicColumns } from "./firmographic-columns.js";
import { fitRenewals } from "./renewals/fit-renewals.js";
import type { RenewalFit } from "./renewals/renewal-fit.js";
import { FEWEST_EVENTS } from "./sparse.js";
import type { ClientTraits } from "./tournament/client-predictors.js";

/** What the weak prior for renewals assumes: the share of contracts renewed over a year. */
const TYPICAL_YEARLY_RENEWAL = 0.8;
const TYPICAL_TERM_MONTHS: Readonly<Record<TermClass, number>> = { short: 1, long: 12 };

/** Models of renewal and of what it changes, by length of term. */
export interface ContractFit {
  readonly renewals: Readonly<Record<TermClass, RenewalFit>>;
  readonly expansion: Readonly<Record<TermClass, ExpansionFit>>;
  readonly size: SizeScale;
  /** Clients whose contracts were used although nobody knows how often they were renewed before. */
  readonly clientsOfUnknownStart: number;
  readonly warnings: readonly string[];
}

/**
 * Fits how the contracts of a portfolio renew, and what renewals change in revenue, apart for terms under 6 months
 * and from 6 months.
 *
 * A line that began before the data counts from when it was first seen, given how often it had been renewed; where
 * nobody knows, it is left out as long as the others hold 30 ends. `traits` are what may tell of clients beside
 * their contracts.
 */
export function fitContracts(
  histories: readonly ClientHistory[],
  traits: ClientTraits | null = null,
): ContractFit {
  const all = histories.flatMap((history) => history.contractLines.map((line) => ({ history, line })));
  const ofKnownStart = all.filter(({ history, line }) => !isOfUnknownStart(line, history));
  const enough = sum(ofKnownStart, ({ line }) => (line.ended ? 1 : 0)) >= FEWEST_EVENTS;
  const used = enough ? ofKnownStart : all;
  const size = sizeScale(all.map(({ line }) => line));
  const known =
    traits === null || traits.features.length === 0
      ? null
      : {
          columns: firmographicColumns(traits),
          clients: histories.map(({ clientId }) => clientId),
        };
  const ofClass = (termClass: TermClass) =>
    used.filter(({ line }) => termClassOf(line.termMonths) === termClass);
  const renewalsOf = (termClass: TermClass): RenewalFit => {
    const termMonths =
      mean(ofClass(termClass), ({ line }) => line.termMonths) ?? TYPICAL_TERM_MONTHS[termClass];
    const cases = used.flatMap(({ history, line }) =>
      renewalCasesOf(line, termClass, size, history.clientId),
    );
    return fitRenewals(cases, 1 - TYPICAL_YEARLY_RENEWAL ** (termMonths / 12), known);
  };
  const expansionOf = (termClass: TermClass) =>
    fitExpansion(ofClass(termClass).map(({ line }) => line.changes));
  const renewals = { short: renewalsOf("short"), long: renewalsOf("long") };
  const expansion = { short: expansionOf("short"), long: expansionOf("long") };
  const worthless = all.filter(({ line }) => !line.ended && !(line.termRevenue > 0)).length;
  return {
    renewals,
    expansion,
    size,
    clientsOfUnknownStart: new Set(
      used
        .filter(({ history, line }) => isOfUnknownStart(line, history))
        .map(({ history }) => history.clientId),
    ).size,
    warnings: [
      ...[renewals.short, renewals.long].flatMap((fit) => (fit.observations > 0 ? fit.warnings : [])),
      ...swingWarnings(expansion.long, "terms from 6 months"),
      ...swingWarnings(expansion.short, "terms under 6 months"),
      ...(worthless > 0
        ? [
            `${worthless} live ${worthless === 1 ? "contract brings" : "contracts bring"} nothing, or a credit: nothing is expected of ${worthless === 1 ? "its" : "their"} renewal.`,
          ]
        : []),
    ],
  };
}
