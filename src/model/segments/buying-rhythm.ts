import { type Middle, middleOf } from "./middle.js";

/** The orders of one client as far as rhythm goes. */
export interface OrderPace {
  /** Order days after the first. */
  readonly repeatDays: number;
  /** Days from the first order day to the last. */
  readonly recencyDays: number;
  /** Months of each contract term that it holds or held last; empty without contracts. */
  readonly termMonths: readonly number[];
}

/** How often clients buy. */
export interface BuyingRhythm {
  readonly clients: number;
  /** Clients that bought on more than one day, contract billing apart. */
  readonly repeating: number;
  /** Days between orders, each repeating client by its own mean; null where nobody bought twice. */
  readonly daysBetween: Middle | null;
  readonly underContract: number;
  /** Months of a contract term; null without contracts. */
  readonly termMonths: Middle | null;
}

/** Buying rhythm of clients: days between orders = days from first to last order / orders after the first. */
export function buyingRhythm(paces: readonly OrderPace[]): BuyingRhythm {
  const repeating = paces.filter(({ repeatDays, recencyDays }) => repeatDays > 0 && recencyDays > 0);
  return {
    clients: paces.length,
    repeating: repeating.length,
    daysBetween: middleOf(repeating.map(({ repeatDays, recencyDays }) => recencyDays / repeatDays)),
    underContract: paces.filter(({ termMonths }) => termMonths.length > 0).length,
    termMonths: middleOf(paces.flatMap(({ termMonths }) => termMonths)),
  };
}
