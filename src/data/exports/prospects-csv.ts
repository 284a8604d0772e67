import type { ProspectScore } from "../../model/lookalike/prospect-score.js";
import { reasonsText } from "../../model/lookalike/reasons/reason-text.js";
import { type Audience, shownName } from "../audience/audience.js";
import { shownExclusion } from "../audience/shown-exclusions.js";
import { shownReasons } from "../audience/shown-reasons.js";
import { prospectScores } from "../prospects/prospect-scores.js";
import { inputs } from "../run/inputs.js";
import { NOT_COMPARABLE } from "../run/not-ready.js";
import { defineStep } from "../run/step.js";
import { avoidMatches, icpMatches } from "../targeting/icp-matches.js";
import { segmentMembership } from "../targeting/segment-membership.js";
import { csvTable } from "./csv-table.js";
import { toCents, toFourDecimals } from "./money.js";

const columns = [
  "prospect_id",
  "name",
  "rank",
  "tier",
  "score",
  "expected_clv",
  "expected_clv_low",
  "expected_clv_high",
  "win_index",
  "p_win",
  "expected_value",
  "similarity",
  "segment",
  "icp_match",
  "confidence",
  "reasons",
  "similar_clients",
  "excluded",
  "avoid",
] as const;

/** `exports/prospects.csv`: a row for every prospect, ranked ones first in ranked order, the others with the reason why not. */
export const prospectsCsv = defineStep("prospects-csv", async (context): Promise<string> => {
  const { prospects } = await inputs(context);
  const scored = await prospectScores(context);
  const membership = await segmentMembership(context);
  const avoided = await avoidMatches(context);
  const inProfile = await icpMatches(context);
  const names = new Map(
    prospects.map((prospect) => [prospect.accountId, shownName(context.audience, prospect)]),
  );
  return csvTable(
    columns,
    scored === null
      ? prospects.map(({ accountId }) => ({
          prospect_id: accountId,
          name: names.get(accountId),
          excluded: NOT_COMPARABLE,
        }))
      : scored.scores.map((score) => ({
          prospect_id: score.prospectId,
          name: names.get(score.prospectId),
          ...(score.excluded === null ? scoreCells(score, context.audience) : {}),
          segment: membership.prospects.get(score.prospectId)?.name,
          icp_match: inProfile?.prospects.has(score.prospectId),
          excluded: score.excluded === null ? null : shownExclusion(context.audience, score.excluded),
          avoid: avoided?.prospects.has(score.prospectId),
        })),
  );
});

function scoreCells(score: ProspectScore, audience: Audience | null) {
  return {
    rank: score.rank,
    tier: score.tier,
    score: score.score === null ? null : toFourDecimals(score.score),
    expected_clv: toCents(score.expectedClv),
    expected_clv_low: toCents(score.expectedClvLow),
    expected_clv_high: toCents(score.expectedClvHigh),
    win_index: toFourDecimals(score.winIndex),
    p_win: score.pWin === null ? null : toFourDecimals(score.pWin),
    expected_value: score.expectedValue === null ? null : toCents(score.expectedValue),
    similarity: toFourDecimals(score.similarity),
    confidence: score.confidence,
    reasons: reasonsText(shownReasons(audience, score.reasons)),
    similar_clients: score.similarClients.map(({ clientId }) => clientId).join("; "),
  };
}
