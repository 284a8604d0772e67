import { type ListedProspect, type ListMovers, listMovers } from "../../model/lookalike/list-movers.js";
import { shownName } from "../audience/audience.js";
import { shownExclusion } from "../audience/shown-exclusions.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import type { PreviousProspect } from "./previous-prospects.js";
import { prospectScores } from "./prospect-scores.js";

/** Who came into and who left the first tier since the previous report; null without one that had a list. */
export const prospectMovers = defineStep("prospect-movers", async (context): Promise<ListMovers | null> => {
  const then = context.previous?.prospects ?? [];
  const scored = await prospectScores(context);
  if (scored === null || !then.some(({ rank }) => rank !== null)) return null;
  const { prospects } = await inputs(context);
  const names = new Map(prospects.map((one) => [one.accountId, shownName(context.audience, one)]));
  // P(win) is compared only where both reports have it; else the index, which both always have.
  const byChance = then.some(({ pWin }) => pWin !== null) && scored.scores.some(({ pWin }) => pWin !== null);
  const earlier = (one: PreviousProspect): ListedProspect => ({
    prospectId: one.prospectId,
    // Its name of then is not checked against this audience.
    name: context.audience === null ? one.name : one.prospectId,
    rank: one.rank,
    isFirstTier: one.tier === "A",
    expectedClv: one.expectedClv,
    ease: (byChance ? one.pWin : one.winIndex) ?? 0,
    excluded: null,
  });
  return listMovers(
    then.map(earlier),
    scored.scores.map((score) => ({
      prospectId: score.prospectId,
      name: names.get(score.prospectId) ?? score.prospectId,
      rank: score.rank,
      isFirstTier: score.tier === "A",
      expectedClv: score.expectedClv,
      ease: (byChance ? score.pWin : score.winIndex) ?? 0,
      excluded: score.excluded === null ? null : shownExclusion(context.audience, score.excluded),
    })),
  );
});
