import { shuffler } from "d3";
import { probit } from "simple-statistics";
import type { TermClass } from "../contracts/contract-line.js";
import type { RenewalFit } from "../renewals/renewal-fit.js";

/** A client that may be this much more restless than thought: `z` standard deviations of what is not known of it. */
export interface ClientOutlook {
  readonly z: number;
  readonly weight: number;
}

type Renewals = Readonly<Record<TermClass, RenewalFit>>;

const AS_THOUGHT: readonly ClientOutlook[] = [{ z: 0, weight: 1 }];

/** Gauss and Hermite's five points for a standard normal variable. Source: Abramowitz and Stegun, table 25.10, times √2. */
const FIVE_POINTS: readonly ClientOutlook[] = [
  { z: -2.856970013872806, weight: 0.011257411327720688 },
  { z: -1.355626179974266, weight: 0.22207592200561266 },
  { z: 0, weight: 8 / 15 },
  { z: 1.355626179974266, weight: 0.22207592200561266 },
  { z: 2.856970013872806, weight: 0.011257411327720688 },
];

function tiesContracts({ short, long }: Renewals): boolean {
  return short.clients !== null || long.clients !== null;
}

/** How restless a client may be, for what is expected of it; as thought alone where contracts end independently. */
export function clientOutlooks(renewals: Renewals): readonly ClientOutlook[] {
  return tiesContracts(renewals) ? FIVE_POINTS : AS_THOUGHT;
}

/**
 * The same for `count` simulated worlds of a client: z at the middles of as many equally likely parts of the normal
 * distribution, in random order.
 */
export function clientStrays(renewals: Renewals, count: number, random: () => number): number[] {
  if (!tiesContracts(renewals)) return new Array<number>(count).fill(0);
  return shuffler(random)(Array.from({ length: count }, (_, part) => probit((part + 0.5) / count)));
}
