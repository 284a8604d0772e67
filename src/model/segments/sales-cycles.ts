import { type Middle, middleOf } from "./middle.js";

/** One opportunity as the sales cycle sees it. */
export interface SalesCycle {
  readonly createdDay: number;
  /** null while it is open. */
  readonly closedDay: number | null;
  readonly isWon: boolean;
}

/** How long selling took; open opportunities are counted, not timed, so that young books make cycles look short. */
export interface SalesCycles {
  readonly won: Middle | null;
  readonly lost: Middle | null;
  readonly open: number;
}

/** Days from creation to close, won and lost apart; those that closed before they were created are left out. */
export function salesCycles(opportunities: readonly SalesCycle[]): SalesCycles {
  const days = (isWon: boolean) =>
    opportunities
      .filter((one) => one.isWon === isWon)
      .flatMap(({ createdDay, closedDay }) => (closedDay === null ? [] : [closedDay - createdDay]))
      .filter((length) => length >= 0);
  return {
    won: middleOf(days(true)),
    lost: middleOf(days(false)),
    open: opportunities.filter(({ closedDay }) => closedDay === null).length,
  };
}
