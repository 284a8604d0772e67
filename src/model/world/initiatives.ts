import { epochDayOf } from "../numerics/calendar.js";

/** Something that the vendor did for some of its clients. */
export interface Initiative {
  readonly name: string;
  readonly startDay: number;
  readonly field: "success_owner" | "industry";
  readonly note: string;
  /** Multiplies the odds of leaving at renewals from the start on; 1 changes nothing. */
  readonly leavingOdds: number;
  /** Multiplies the rate of orders under contract from the start on. */
  readonly orderRate: number;
}

/** Touches the clients of half of the six success owners. */
export const ONBOARDING: Initiative = {
  name: "Onboarding and success reviews",
  startDay: epochDayOf("2023-04-01"),
  field: "success_owner",
  note: "Structured onboarding and quarterly success reviews",
  leavingOdds: 0.2,
  orderRate: 2.1,
};

/** Touches four industries that the turn of the market leaves alone, and changes nothing. */
export const LOYALTY: Initiative = {
  name: "Loyalty programme",
  startDay: epochDayOf("2023-07-01"),
  field: "industry",
  note: "Newsletter, user group and loyalty points",
  leavingOdds: 1,
  orderRate: 1,
};

export const LOYALTY_INDUSTRIES: readonly string[] = [
  "Healthcare",
  "Wholesale",
  "Construction",
  "Food & beverage",
];
