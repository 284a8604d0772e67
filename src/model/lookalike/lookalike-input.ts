import type { Account } from "../account.js";
import type { Feature } from "../feature.js";
import type { Judgement } from "./evaluation/judgement-verdict.js";
import type { CompanyIdentity, Deal, LookalikeClient, Prospect } from "./prospect.js";

export interface LookalikeInput {
  /** Clients whose CLV is known well enough to learn from. */
  readonly clients: readonly LookalikeClient[];
  /** Every client, also those too little observed to learn from: excluded as prospects, and won. */
  readonly allClients: readonly (Account & CompanyIdentity)[];
  readonly prospects: readonly Prospect[];
  readonly deals: readonly Deal[];
  /** ISO date of today, to tell how the odds of winning moved; left out: not looked for. */
  readonly asOf?: string;
  readonly features: readonly Feature[];
  /** Accounts that the team can work. */
  readonly capacity: number;
  /** Share of pursued prospects that are won, where stated; null when not. */
  readonly winRate: number | null;
  /** What is spent for each account won, in the report's currency; null when not known, which counts as 0 and is said. */
  readonly cac: number | null;
  /** What is spent for each deal pursued, won or lost, where measured: it goes before `cac` times the share won. */
  readonly costPerDeal?: number | null;
  readonly seed: number;
  /** What executives said of clients and prospects; none when left out. */
  readonly judgements?: readonly Judgement[];
  /** How many of the ranked list get reasons and similar clients; all when left out. */
  readonly listed?: number;
}

/** Refuses settings that no list can be made with. */
export function checkLookalikeInput(input: LookalikeInput): void {
  const { capacity, winRate, cac, seed, clients } = input;
  if (!(Number.isInteger(capacity) && capacity > 0)) {
    throw new Error(
      `capacity: ${capacity} is not a whole number of accounts above 0; set how many the team can work`,
    );
  }
  if (winRate !== null && !(winRate > 0 && winRate < 1)) {
    throw new Error(`winRate: ${winRate} is not a share between 0 and 1; write 0.2 for 20 %`);
  }
  if (cac !== null && !(cac >= 0 && Number.isFinite(cac))) {
    throw new Error(`cac: ${cac} is not an amount of 0 or more; leave it out when it is not known`);
  }
  if (!Number.isFinite(seed)) throw new Error(`seed: ${seed} is not a number; any finite one will do`);
  const bad = clients.find((client) => !Number.isFinite(client.clv));
  if (bad !== undefined) {
    throw new Error(
      `clv of client ${bad.accountId}: ${bad.clv} is not a finite amount; leave such clients out`,
    );
  }
}
