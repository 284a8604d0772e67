import type { OpportunityProcess } from "../bg-bb/opportunity-process.js";
import type { RoundCalendar } from "../bg-bb/round-calendar.js";
import type { ValueModel } from "../client-value.js";
import type { BillDays } from "../contracts/billing.js";
import type { ExpansionFit } from "../expansion/fit-expansion.js";
import type { Swings } from "../expansion/swings.js";
import type { ValueComponent } from "../portfolio/components.js";

/** What is put on what the contract model expects of a client's renewals and orders. */
export interface ContractFactor {
  /** Of the next 12 months: what the way of predicting that did better expects beside what is signed, over what the model does. */
  readonly nextYear: number;
  /** Of later years, in which nothing is signed: all that it expects of the next 12 months over all that the model does. */
  readonly later: number;
}

/** What is true of a client's orders from now on however they come. */
interface OrderStream {
  /** Probability that the client still orders at all. */
  readonly alive: number;
  /** On what each order brings, fading (`factorOn`); absent: 1. */
  readonly factor?: ContractFactor;
  /** Where business runs faster or slower than usual. */
  readonly clock?: BusinessClock;
  /** Where some orders begin a further contract, which may be renewed. */
  readonly furtherContracts?: FurtherContracts;
}

/** How a client's orders come on any day from now on, given its history; time in the unit of the models (weeks). */
export interface OrderProcess extends OrderStream {
  /** Its rate is Gamma(shape, rate). */
  readonly shape: number;
  readonly rate: number;
  /** After an order it leaves with probability p ~ Beta(leave, stay); leave is 0 where it does not. */
  readonly leave: number;
  readonly stay: number;
  /**
   * Where orders are regular: each comes with the k-th event of a process of that rate; weights of 0, 1, … k − 1
   * events since the last order. The rate's shape is that at 0 events; each more adds 1.
   */
  readonly stages?: readonly number[];
  /** Where clients leave at any time: P(stays longer than t) = (scale / (scale + t))^shape. */
  readonly lifetime?: { readonly shape: number; readonly scale: number };
}

/** How a client's orders come where opportunities to order come one by one, given its history. */
export interface RoundProcess extends OrderStream, OpportunityProcess {
  readonly calendar: RoundCalendar;
  /** Number of its next round: one that is open still, where it has not ordered in that. */
  readonly nextRound: number;
  /** Share of its next round's orders that have come already; 0 before the round opens. */
  readonly nextPast: number;
  /** Probability that its order of the next round is still to come, were it to order in it. */
  readonly nextAhead: number;
}

/** How fast business runs ahead of the as-of date: as many times as fast as usual, changing with time. */
export interface BusinessClock {
  /** How many times as fast on a day. */
  readonly factorAt: (day: number) => number;
  /** Time at the usual pace that takes as much business as that until `time`; both in the unit of the models (weeks). */
  readonly businessTime: (time: number) => number;
  /** Its inverse. */
  readonly time: (businessTime: number) => number;
}

/** Contracts that orders beside a contract begin. */
export interface FurtherContracts {
  /** Of orders. */
  readonly share: number;
  readonly termMonths: number;
  /** Probability of a first, second, … renewal, those before it included. */
  readonly renewals: ArrayLike<number>;
}

/** Renewals of a live contract to come, up to the end of the forecast. */
export interface RenewalSchedule {
  /** Days after the as-of date, ascending. */
  readonly days: readonly number[];
  /** Where renewed terms are billed in instalments, the days of each term's; absent: at once, on the day of the renewal. */
  readonly billDays?: readonly BillDays[];
  /** Probability of each renewal, given those before it. */
  readonly probabilities: ArrayLike<number>;
  /** Revenue of the latest term, or of a usual one where bills swing around a level. */
  readonly revenue: number;
  /** How they do; absent where every change lasts. */
  readonly swings?: Swings;
  /** What renewals change in revenue. */
  readonly expansion: ExpansionFit;
  /** Share of that change which is still expected at each renewal. */
  readonly expansionWeights: readonly number[];
  /** On the revenue of each renewal, where another way of predicting did better; absent: 1. */
  readonly factors?: readonly number[];
  /** The latest term is over and its renewal, due but not yet lapsed, is the first on the list. */
  readonly overdue: boolean;
}

/** Revenue of a term that is signed and still to be billed: no chance of a renewal hangs on it. */
export interface SignedRevenue {
  readonly days: BillDays;
  readonly revenue: number;
  readonly kind: ValueComponent;
  /** Standard deviation of its logarithm, where more or less is billed than is signed; absent: it is certain. */
  readonly swing?: number;
}

/** What a client's futures are simulated from. */
export interface ClientProcess {
  /** Absent: all that is signed is billed. */
  readonly signed?: readonly SignedRevenue[];
  readonly orders: OrderProcess | RoundProcess | null;
  readonly renewals: readonly RenewalSchedule[];
}

/** One way in which a client's contracts may renew. */
export interface WeightedRenewals {
  readonly weight: number;
  readonly renewals: readonly RenewalSchedule[];
}

/** What is expected of a client after the as-of date, before money is put on its orders. */
export interface ClientForecast extends ClientProcess {
  readonly model: ValueModel;
  readonly pActive: number;
  /** Orders expected in each month of the forecast. */
  readonly ordersByMonth: ArrayLike<number>;
  /**
   * Where contracts of the client end together: how they may renew, each as likely as its weight, and independently
   * given it; `renewals` are what all of them make of each contract alone. Absent: `renewals` alone.
   */
  readonly outlooks?: readonly WeightedRenewals[];
  /** Orders expected in the month that the first horizon ends in, up to its end. */
  readonly ordersInLastPart: number;
  /** Probability of being a client at the end of each month of the forecast; absent: it falls as what is expected does. */
  readonly activeAtMonthEnds?: ArrayLike<number>;
}

/** Whole months of the forecast that end within `lastDay` days. */
export function wholeMonths(monthEnds: readonly number[], lastDay: number): number {
  let months = 0;
  while ((monthEnds[months] ?? Number.POSITIVE_INFINITY) <= lastDay) months += 1;
  return months;
}

/** Differences of running totals, each times `factor`. */
export function increments(totals: ArrayLike<number>, factor = 1): Float64Array {
  const result = new Float64Array(totals.length);
  let before = 0;
  for (let index = 0; index < totals.length; index += 1) {
    const total = totals[index] ?? 0;
    result[index] = factor * (total - before);
    before = total;
  }
  return result;
}
