import type { Account, Firmographics, ValuedAccount } from "../account.js";

/** What tells that two records are the same company. */
export interface CompanyIdentity {
  readonly accountId: string;
  readonly name: string;
  /** Web or e-mail domain, or an address that holds one; null when unknown. */
  readonly domain: string | null;
  readonly country: string | null;
}

/** A client to learn from. */
export interface LookalikeClient extends ValuedAccount, CompanyIdentity {
  /** 80 % interval of a CLV that is partly expected still; left out where all of it has been earned. */
  readonly clvLow?: number;
  readonly clvHigh?: number;
}

/** What the books say of a prospect: only an open one is ranked. */
export type ProspectStatus = "open" | "customer" | "competitor" | "do-not-contact";

/** An account that may be sold to. */
export interface Prospect extends Account, CompanyIdentity {
  readonly status: ProspectStatus;
}

/** An opportunity with the account that it was about. */
export interface Deal {
  readonly accountId: string;
  /** ISO date, null when unknown. */
  readonly createdOn: string | null;
  readonly outcome: "won" | "lost" | "open";
  /** ISO date from which the outcome was known; null or left out: open, or not known. */
  readonly decidedOn?: string | null;
  /** Needed where the account is neither a client nor a prospect of the run. */
  readonly firmographics?: Firmographics;
}
