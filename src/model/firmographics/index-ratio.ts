import { probit } from "simple-statistics";

/** How much more common something is among members than among all, with an interval. */
export interface IndexRatio {
  readonly memberShare: number;
  readonly allShare: number;
  readonly restShare: number;
  /** memberShare / allShare: 1 = as common as among all; null when nobody has it. */
  readonly index: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Standard errors of log(members' share / rest's share) from 0: the evidence, signed. */
  readonly z: number;
}

/**
 * Over- or under-index of a trait among members against all accounts, members included.
 *
 * index = p / (h·p + (1 − h)·q), p the members' share, q the rest's, h the members' share of all accounts. The interval
 * carries the one of the risk ratio r = p/q through index = r / (h·r + 1 − h), which is monotone:
 * log r ± z·√(1/a − 1/n + 1/b − 1/m) with ½ added to the counts a, b (Katz, Walter).
 * Nobody in or nobody out of the group leaves index 1 with no evidence; level in (0, 1).
 */
export function indexRatio(
  membersWith: number,
  members: number,
  restWith: number,
  rest: number,
  level = 0.9,
): IndexRatio {
  const all = members + rest;
  const allWith = membersWith + restWith;
  const memberShare = members > 0 ? membersWith / members : 0;
  const restShare = rest > 0 ? restWith / rest : 0;
  const allShare = all > 0 ? allWith / all : 0;
  const shares = { memberShare, allShare, restShare };
  if (allWith === 0) return { ...shares, index: null, low: null, high: null, z: 0 };
  if (members === 0 || rest === 0) return { ...shares, index: 1, low: 1, high: 1, z: 0 };
  const a = membersWith + 0.5;
  const b = restWith + 0.5;
  const logRatio = Math.log(a / (members + 0.5)) - Math.log(b / (rest + 0.5));
  const error = Math.sqrt(Math.max(1e-12, 1 / a - 1 / (members + 0.5) + 1 / b - 1 / (rest + 0.5)));
  const half = probit(0.5 + level / 2) * error;
  const h = members / all;
  const indexOf = (ratio: number) => ratio / (h * ratio + 1 - h);
  return {
    ...shares,
    index: memberShare / allShare,
    low: Math.min(memberShare / allShare, indexOf(Math.exp(logRatio - half))),
    high: Math.max(memberShare / allShare, indexOf(Math.exp(logRatio + half))),
    z: allWith === all ? 0 : logRatio / error,
  };
}
