import { randomBeta, randomNormal } from "d3";
import { addMonths, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import type { ClientHistory } from "../../../src/model/value/client-history.js";
import { discountFactor } from "../../../src/model/value/discounting.js";
import { AS_OF, contractClient, contractLine, OPTIONS } from "./client-histories.js";

/** A book of clients with one contract each, signed evenly over the years before the as-of date. */
export interface ContractTruth {
  readonly clients: number;
  readonly years: number;
  readonly termMonths: number;
  /** Mean chance of ending at a renewal, of those signed at this share of the years. */
  readonly churnAt: (share: number) => number;
  /** α + β of the chances of contracts signed together. */
  readonly concentration: number;
}

/** What is known of a book on the as-of date, and the discounted revenue that its clients bring over the horizon. */
export interface SimulatedBook {
  readonly histories: readonly ClientHistory[];
  readonly signedAt: readonly number[];
  readonly came: readonly number[];
}

/** A book as it may turn out; refusals are known on the day of the renewal. */
export function simulateContracts(truth: ContractTruth, random: () => number): SimulatedBook {
  const asOf = epochDayOf(AS_OF);
  const normal = randomNormal.source(random)();
  const beta = randomBeta.source(random);
  const clients = Array.from({ length: truth.clients }, (_, index) => {
    const share = random();
    const signed = addMonths(asOf, -12 * truth.years) + Math.floor(share * truth.years * 365.25);
    const churn = truth.churnAt(share);
    const ends = beta(churn * truth.concentration, (1 - churn) * truth.concentration)();
    const revenue = 1000 * Math.exp(0.8 * normal());
    let [terms, ended, came] = [1, false, 0];
    for (let term = 1; !ended; term += 1) {
      const due = addMonths(signed, term * truth.termMonths) - asOf;
      if (due > addMonths(asOf, OPTIONS.horizonMonths) - asOf) break;
      if (random() < ends) {
        ended = due <= 0;
        break;
      }
      if (due <= 0) terms += 1;
      else came += revenue * discountFactor(due, OPTIONS.discountRateAnnual);
    }
    const startedOn = isoDateOf(signed);
    const line = contractLine(startedOn, terms, truth.termMonths, revenue, ended);
    return { history: contractClient(`c${index}`, startedOn, [line]), share, came };
  });
  return {
    histories: clients.map(({ history }) => history),
    signedAt: clients.map(({ share }) => share),
    came: clients.map(({ came }) => came),
  };
}
