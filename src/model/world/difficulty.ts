import { descending, sum } from "d3";
import { sampleCorrelation } from "simple-statistics";

/** What the difficulty of a world hangs on, for one client. */
export interface ClientTruth {
  readonly clientId: string;
  /** Expected from the firmographics alone, before anybody sold anything. */
  readonly expectedClv: number;
  /** Of the whole first 60 months, also those after the as-of date. */
  readonly realisedClv: number;
  readonly segment: string;
}

/** The same for one prospect, if it were won on the day after the as-of date. */
export interface ProspectTruth {
  readonly prospectId: string;
  readonly expectedClv: number;
  readonly realisedClv: number;
  readonly pWin: number;
  readonly segment: string;
  readonly employees: number;
}

/** How hard it is to find value in a world; all are shares. */
export interface WorldDifficulty {
  /** Squared correlation of ln realised with ln expected CLV over clients: variance that firmographics explain. */
  readonly explainedVariance: number;
  /** Of the prospects' expected CLV: what the top 10 % by it hold. */
  readonly topTenthShare: number;
  /** What the biggest 10 % by employees hold. */
  readonly biggestTenthShare: number;
  /** `biggestTenthShare` / `topTenthShare`. */
  readonly foundBySize: number;
}

function tenthShare(
  prospects: readonly ProspectTruth[],
  sortedBy: (prospect: ProspectTruth) => number,
): number {
  const first = [...prospects]
    .sort((a, b) => descending(sortedBy(a), sortedBy(b)))
    .slice(0, Math.ceil(prospects.length / 10));
  return sum(first, (prospect) => prospect.expectedClv) / sum(prospects, (prospect) => prospect.expectedClv);
}

/** Difficulty of a world from its truth; variance explained is 0 where all clients are expected to be alike. */
export function worldDifficulty(truth: {
  readonly clients: readonly ClientTruth[];
  readonly prospects: readonly ProspectTruth[];
}): WorldDifficulty {
  const expected = truth.clients.map(({ expectedClv }) => Math.log(expectedClv));
  const realised = truth.clients.map(({ realisedClv }) => Math.log(Math.max(1, realisedClv)));
  const differs = expected.some((value) => value !== expected[0]);
  const topTenthShare = tenthShare(truth.prospects, ({ expectedClv }) => expectedClv);
  const biggestTenthShare = tenthShare(truth.prospects, ({ employees }) => employees);
  return {
    explainedVariance: differs ? sampleCorrelation(expected, realised) ** 2 : 0,
    topTenthShare,
    biggestTenthShare,
    foundBySize: biggestTenthShare / topTenthShare,
  };
}
