import { renewalProbabilities } from "../beta-discrete-weibull/survival.js";
import type { ClientHistory } from "../client-history.js";
import { renewalCaseOf, termClassOf, yearlyRevenue } from "../contracts/contract-line.js";
import { clientOutlooks } from "../forecast/client-outlooks.js";
import { curveOf } from "../renewals/renewal-fit.js";
import type { ContractModels } from "../renewals/renewal-schedule.js";

/** Recurring revenue of a year ago and what became of it, in revenue a year. */
export interface RetentionRates {
  /** Clients with recurring revenue a year ago. */
  readonly clients: number;
  /** Theirs a year ago. */
  readonly recurringThen: number;
  /** What those lost that have none now. */
  readonly lost: number;
  /** What the others lost. */
  readonly contracted: number;
  /** What they gained. */
  readonly expanded: number;
  /** Of clients that had none a year ago. */
  readonly won: number;
  /** Of all clients now: then − lost − contracted + expanded + won. */
  readonly recurringNow: number;
  /** Gross revenue retention: Σ min(now, then) / Σ then. */
  readonly grr: number;
  /** Net revenue retention: Σ now / Σ then, of the same clients. */
  readonly nrr: number;
  /** Net retention of the contracts of a year ago themselves, without contracts that their clients added since. */
  readonly contractNrr: number;
  /** What the fitted models expect `contractNrr` to be. */
  readonly modelNrr: number;
}

/**
 * Gross and net revenue retention of the last 12 months, as booked, beside what the fitted models make of the same
 * contracts. Null without recurring revenue a year ago.
 *
 * Recurring revenue is that of contracts that live, per year; a contract that is due but not lapsed lives, and what one
 * brought that was merged into another is part of the other's. Credits count as nothing.
 */
export function retentionRates(
  histories: readonly ClientHistory[],
  models: ContractModels,
): RetentionRates | null {
  let [clients, recurringThen, kept, nowOfThen, recurringNow, lost] = [0, 0, 0, 0, 0, 0];
  const outlooks = clientOutlooks(models.renewals);
  let [contractsThen, contractsNow, expectedNow] = [0, 0, 0];
  for (const { clientId, contractLines } of histories) {
    let [then, now] = [0, 0];
    for (const line of contractLines) {
      const lineNow = line.ended ? 0 : yearlyRevenue(line);
      const lineThen = Math.max(0, line.yearAgo?.yearlyRevenue ?? 0);
      then += lineThen;
      now += lineNow;
      if (line.yearAgo === null) continue;
      const { renewals, opportunities, termMonths = line.termMonths } = line.yearAgo;
      const termClass = termClassOf(termMonths);
      const termRevenue = (line.termRevenue * termMonths) / line.termMonths;
      const known = renewalCaseOf({ ...line, termMonths, termRevenue }, models.contractSize, clientId);
      const ratio = models.expansion[termClass].expectedRatio;
      contractsThen += lineThen;
      contractsNow += lineNow;
      for (const { z, weight } of outlooks) {
        const curve = curveOf(models.renewals[termClass], known, z);
        expectedNow += renewalProbabilities(curve, renewals, opportunities).reduce(
          (revenue, probability) => revenue * probability * ratio,
          weight * lineThen,
        );
      }
    }
    recurringNow += now;
    if (!(then > 0)) continue;
    clients += 1;
    recurringThen += then;
    nowOfThen += now;
    kept += Math.min(now, then);
    if (now === 0) lost += then;
  }
  if (!(recurringThen > 0)) return null;
  return {
    clients,
    recurringThen,
    lost,
    contracted: recurringThen - kept - lost,
    expanded: nowOfThen - kept,
    won: recurringNow - nowOfThen,
    recurringNow,
    grr: kept / recurringThen,
    nrr: nowOfThen / recurringThen,
    contractNrr: contractsThen > 0 ? contractsNow / contractsThen : 0,
    modelNrr: contractsThen > 0 ? expectedNow / contractsThen : 0,
  };
}
