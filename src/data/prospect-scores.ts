import type { LookalikeResult } from "../model/lookalike/prospect-score.js";
import { scoreProspects } from "../model/lookalike/score-prospects.js";
import { lookalikeInput } from "./lookalike-input.js";
import { targetingObstacle } from "./not-ready.js";
import { defineStep } from "./step.js";

/** Every prospect by what it is expected to be worth; null without prospects. */
export const prospectScores = defineStep(
  "prospect-scores",
  async (context): Promise<LookalikeResult | null> => {
    const input = await lookalikeInput(context);
    if (input.prospects.length === 0) return null;
    const scored = scoreProspects(input);
    const obstacle = targetingObstacle(input.clients, input.features);
    return obstacle === null ? scored : unranked(scored, obstacle.reason);
  },
  { costly: true },
);

/** Nobody ranked: where nothing tells prospects apart, an order would be made up. */
function unranked(scored: LookalikeResult, reason: string): LookalikeResult {
  const scores = scored.scores.map((score) => ({
    ...score,
    rank: null,
    tier: null,
    score: null,
    excluded: score.excluded ?? reason,
  }));
  const newly = scored.scores.filter((score) => score.excluded === null).length;
  return { ...scored, scores, exclusions: [...scored.exclusions, { reason, prospects: newly }] };
}
