/** A firmographic as known of an account: text for a category, a number for a measure, null when unknown. */
export type FirmographicValue = string | number | null;

/** Firmographics by field name; every account of a run carries the same fields. */
export type Firmographics = Readonly<Record<string, FirmographicValue>>;

/** A client or a prospect as the analysis sees it before anything is known of its purchases. */
export interface Account {
  readonly accountId: string;
  readonly name: string;
  readonly firmographics: Firmographics;
}

/** A client whose CLV is known or estimated: what segments, ICP and lookalikes learn from. */
export interface ValuedAccount extends Account {
  /** Margin of the first `horizonMonths`, discounted to the first day, in the report's currency. */
  readonly clv: number;
  readonly highValue: boolean;
  /** Accounts of one parent share a group: a fold never splits it. */
  readonly groupId: string;
}
