import type { RevenueChanges } from "./expansion/revenue-changes.js";
import type { Swings } from "./expansion/swings.js";
import type { ComponentAmounts, ValueComponent } from "./portfolio/components.js";

/**
 * Orders of one client, same-day orders merged into one order day.
 *
 * A client without contracts: the first order day makes it a client, later ones are repeats.
 * A client with contracts: only what is not contract billing counts (kinds expansion, services, other),
 * each of its order days is a repeat, and `ageDays` is the exposure under contract.
 */
export interface OrderSummary {
  /** Order days after the first (x). */
  readonly repeatDays: number;
  /** Days from the first order day to the last (tₓ); 0 without repeats. */
  readonly recencyDays: number;
  /** Σ ln of the days between successive order days, the first included; absent where it is not known. */
  readonly logGapDays?: number;
  /** Least days from one repeat order day to the next; absent with fewer than two of them, or where it is not known. */
  readonly shortestGapDays?: number;
  /** Days from the first order day to the as-of date (T). */
  readonly ageDays: number;
  /** The part of `repeatDays` and `ageDays` that lies in the last 12 months; absent where it is not known. */
  readonly lastYear?: { readonly repeatDays: number; readonly ageDays: number };
  /** Repeat order days whose revenue is positive: those that `meanRevenue` averages. */
  readonly positiveRepeatDays: number;
  /** Mean gross revenue of the positive repeat order days; null without one. */
  readonly meanRevenue: number | null;
  /** How much these differ; null without one. */
  readonly logRevenue: LogRevenue | null;
  /** Revenue of repeat order days by kind, to split expected repeat business. */
  readonly repeatRevenue: ComponentAmounts;
}

/** ln of the revenue of a client's positive repeat order days. */
export interface LogRevenue {
  readonly mean: number;
  /** Σ (ln revenue − mean)². */
  readonly squares: number;
}

/** Terms of a contract line that follow each other and are all short, or all long. */
export interface TermRun {
  readonly terms: number;
  /** Length of the latest of them. */
  readonly termMonths: number;
  /** Revenue a year at the first of them. */
  readonly yearlyRevenue: number;
}

/** A contract line as it stood a year before the as-of date. */
export interface ContractYearAgo {
  /** Renewals until then, of its run of terms. */
  readonly renewals: number;
  /** Where the line went over from short terms to long ones since, or the other way: the length of its terms then. */
  readonly termMonths?: number;
  /** Renewals that have come up and been decided since, had it lived on. */
  readonly opportunities: number;
  /** What it brought in a year. */
  readonly yearlyRevenue: number;
}

/** How the terms of a live contract line are billed, where not at once. */
export interface LineBilling {
  /** Parts that a term is billed in, over all of it; 1: at once, as far as is known. */
  readonly instalments: number;
  /** Revenue of the latest term that is still to be billed until its end; 0 or more. */
  readonly unbilled: number;
  /** When the next part of it is expected, ISO date; null where no instalments are known. */
  readonly nextOn: string | null;
  /** Of business that it is billed as. */
  readonly kind: ValueComponent;
  /** Of the amount of a term, what is billed for it, above 0, where finished terms were billed more or less; absent: 1. */
  readonly share?: number;
  /** How what is billed swings around that share of the amount; absent: not at all. */
  readonly swings?: Swings;
}

/** A term of a contract line that is signed and begins after the as-of date. */
export interface TermAhead {
  /** ISO date. */
  readonly startsOn: string;
  /** Of all of it, which may be cut short. */
  readonly revenue: number;
  /** By its rate. */
  readonly yearlyRevenue: number;
}

/** What came up for renewal so lately that refusals are not all known yet: by the grace period before the as-of date. */
export interface LatelyDue {
  /** That were renewed all the same. */
  readonly renewals: number;
  /** The line ended then: its status says so already. */
  readonly end: boolean;
}

/** Contracts that followed another, of those of which refusals are known as well. */
export interface SignedRenewals {
  readonly renewals: number;
  /** Days from the one on which a renewal was due to that on which it began, of those that began later; ascending or not. */
  readonly lateDays: readonly number[];
}

/** A chain of contract terms of one client: each term follows the one before. Contracts that overlap are several. */
export interface ContractLine {
  /** Of the latest term. */
  readonly product: string | null;
  /** First day of the first term, ISO date. */
  readonly startedOn: string;
  /** Renewals before the first term in the data, judged by when the client was won; 0 for a line that began in the data. */
  readonly renewedBefore: number;
  /** Terms that began so far, the first included (n + 1 after n renewals). */
  readonly terms: number;
  /** Those before the line went over from short terms to long ones, or the other way, oldest first; absent: it never did. */
  readonly earlier?: readonly TermRun[];
  /** Length of the latest term in months. */
  readonly termMonths: number;
  /** Last day of the latest term, of those ahead where there are any; ISO date. */
  readonly endsOn: string;
  /** Revenue of `termMonths` at the rate of the latest term. */
  readonly termRevenue: number;
  /** In order: they follow the latest term, and each other, and no chance hangs on them. Absent: none. */
  readonly ahead?: readonly TermAhead[];
  /** Absent: at once, and all is billed. */
  readonly billing?: LineBilling;
  /**
   * True when the latest term ended before the as-of date (less a grace period) with no successor, or was
   * cancelled.
   */
  readonly ended: boolean;
  /** It ended, but another contract of the client for the same product took over: no refusal to renew. */
  readonly merged: boolean;
  /** It lives, and is known not to be renewed. */
  readonly noticeGiven: boolean;
  readonly changes: RevenueChanges;
  /** Absent: nothing. */
  readonly latelyDue?: LatelyDue;
  /** Absent where it is not known. */
  readonly signed?: SignedRenewals;
  /**
   * ln(revenue a month / the latest term's), within ± ln 10, of up to eleven terms before the latest, oldest first, those
   * that brought nothing left out; absent where it is not known.
   */
  readonly recentTerms?: readonly number[];
  /** Null where it did not live then. */
  readonly yearAgo: ContractYearAgo | null;
}

/** All that the value models need to know of one client: a summary, never its rows. */
export interface ClientHistory {
  readonly clientId: string;
  /** First day as a client: the first purchase or contract start, ISO date. */
  readonly firstOn: string;
  /** Days from `firstOn` to the as-of date. */
  readonly ageDays: number;
  /** The first months lie before the data: CLV is seen in part only. */
  readonly leftTruncated: boolean;
  /** Margin up to the as-of date by kind, undiscounted. */
  readonly historicMargin: ComponentAmounts;
  /** Margin of the first `horizonMonths` up to the as-of date by kind, discounted to `firstOn`. */
  readonly firstHorizonMargin: ComponentAmounts;
  /** Gross revenue up to the as-of date. */
  readonly revenue: number;
  readonly revenueLast12Months: number;
  /** Whether any transaction is of more than nothing; absent where it is not known. */
  readonly everPaid?: boolean;
  /** Days on which something was bought: lines of one day are one order, and credits none. */
  readonly orderDays: number;
  /** Share of revenue that is margin, for what is still to come. */
  readonly marginRate: number;
  /** The same by kind of business; null: alike for all kinds. */
  readonly marginRateByKind: ComponentAmounts | null;
  /** What keeping this client costs a month, on top of what its business costs. */
  readonly costToServeAMonth: number;
  readonly orders: OrderSummary;
  readonly contractLines: readonly ContractLine[];
}
