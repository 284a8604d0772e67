import type { Interval } from "../../numerics/interval.js";
import { percent } from "../../words/percent.js";

/** Share of the value in the first part of our list, of the best other ranking, and how far ours lies above it. */
export interface RankingContest {
  /** Of the list that is looked at: what chance would hold. */
  readonly part: number;
  readonly own: number;
  readonly other: number;
  /** Ours minus the other, with its 80 % interval. */
  readonly difference: Interval;
}

/** Clearly more, clearly less, not to be told apart, or no more than accounts drawn by chance would hold. */
export type RankingVerdict = "more" | "not different" | "less" | "below chance";

/** How our list does against another; no more than chance outweighs all else. */
export function rankingVerdict({ part, own, difference }: RankingContest): RankingVerdict {
  if (!(own > part)) return "below chance";
  if (difference.low > 0) return "more";
  return difference.high < 0 ? "less" : "not different";
}

/** The verdict after what our list held, with what chance holds: "; the best simple ranking held 36%, chance 10%". */
export function againstRanking(contest: RankingContest, named: string): string {
  const [other, chance] = [percent(contest.other), percent(contest.part)];
  switch (rankingVerdict(contest)) {
    case "more":
      return `; ${named} held ${other}, chance holds ${chance}`;
    case "not different":
      return `, not clearly different from ${named} (${other}); chance holds ${chance}`;
    case "less":
      return `, clearly less than ${named} (${other}); chance holds ${chance}`;
    case "below chance":
      return `, no more than the ${chance} that chance holds; ${named} held ${other}`;
  }
}
