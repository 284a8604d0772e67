import { epochDayOf } from "../numerics/calendar.js";

/** How clients are to be valued. */
export interface ValueOptions {
  /** Last day that is seen, ISO date; the histories must end on it. */
  readonly asOf: string;
  /** Months of the first days that CLV covers, and of the future that residual value covers. */
  readonly horizonMonths: number;
  /** For one year: 0.1 is 10 %. */
  readonly discountRateAnnual: number;
  /** Share of clients that are called high-value: 0.2 is one in five. */
  readonly highValueShare: number;
  readonly seed: number;
  /**
   * Futures simulated a client for its intervals; 400 put the ends of an 80 % interval within about 2 points.
   */
  readonly draws: number;
}

/** Futures simulated a client unless a caller has reason for another number. */
export const DEFAULT_DRAWS = 400;

/** Throws a RangeError that names the first option that is out of bounds. */
export function checkValueOptions(options: ValueOptions): void {
  const { horizonMonths, discountRateAnnual, highValueShare, seed, draws } = options;
  epochDayOf(options.asOf);
  const demand = (fine: boolean, name: keyof ValueOptions, legal: string): void => {
    if (!fine) throw new RangeError(`${name} is ${options[name]}; it must be ${legal}`);
  };
  demand(Number.isInteger(horizonMonths) && horizonMonths >= 1, "horizonMonths", "a whole number from 1");
  demand(
    discountRateAnnual > -1 && discountRateAnnual < Number.POSITIVE_INFINITY,
    "discountRateAnnual",
    "a rate a year such as 0.1, above −1",
  );
  demand(highValueShare > 0 && highValueShare <= 1, "highValueShare", "a share above 0, at most 1");
  demand(Number.isInteger(seed), "seed", "a whole number");
  demand(Number.isInteger(draws) && draws >= 1, "draws", "a whole number from 1");
}
