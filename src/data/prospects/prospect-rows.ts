import type { FirmographicValue } from "../../model/account.js";
import type { LookalikeResult } from "../../model/lookalike/prospect-score.js";
import { mayShow, shownName } from "../audience/audience.js";
import { shownJudgements } from "../audience/shown-judgements.js";
import { shownFlags, shownReasons } from "../audience/shown-reasons.js";
import type { ProspectRow } from "../published/prospect-row.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { avoidMatches, icpMatches } from "../targeting/icp-matches.js";
import { segmentMembership } from "../targeting/segment-membership.js";
import { prospectScores } from "./prospect-scores.js";

/** Every ranked prospect as the page lists it, best first. */
export const prospectRows = defineStep("prospect-rows", async (context): Promise<readonly ProspectRow[]> => {
  const scored = await prospectScores(context);
  if (scored === null) return [];
  const { prospects } = await inputs(context);
  const { clients, features } = await accounts(context);
  const membership = await segmentMembership(context);
  const inProfile = await icpMatches(context);
  const avoided = await avoidMatches(context);
  const judgements = await shownJudgements(context);
  const without = standingsWithout(scored);
  const records = new Map(prospects.map((prospect) => [prospect.accountId, prospect]));
  const clientNames = new Map(
    clients.map((client) => [client.accountId, shownName(context.audience, client)]),
  );
  const fields = features.features.map((feature) => feature.name);
  const shown = fields.filter((field) => mayShow(context.audience, field));
  return scored.scores.flatMap((score): ProspectRow[] => {
    const record = records.get(score.prospectId);
    if (record === undefined || score.rank === null || score.tier === null || score.score === null) return [];
    return [
      {
        prospectId: score.prospectId,
        name: shownName(context.audience, record),
        rank: score.rank,
        tier: score.tier,
        score: score.score,
        expectedClv: score.expectedClv,
        expectedClvLow: score.expectedClvLow,
        expectedClvHigh: score.expectedClvHigh,
        winIndex: score.winIndex,
        pWin: score.pWin,
        expectedValue: score.expectedValue,
        without: without.get(score.prospectId) ?? null,
        similarity: score.similarity,
        segment: membership.prospects.get(score.prospectId)?.name ?? null,
        icpMatch: inProfile?.prospects.has(score.prospectId) ?? null,
        avoid: avoided?.prospects.has(score.prospectId) ?? null,
        confidence: score.confidence,
        expectedLoss: score.expectedLoss,
        flags: shownFlags(context.audience, score.flags, fields),
        reasons: shownReasons(context.audience, score.reasons),
        similarClients: score.similarClients.map(({ clientId, clv }) => ({
          clientId,
          name: clientNames.get(clientId) ?? clientId,
          clv,
        })),
        owner: mayShow(context.audience, "owner") ? record.owner : null,
        judgements: judgements.get(score.prospectId) ?? [],
        firmographics: Object.fromEntries(shown.map((field) => [field, asText(record.firmographics[field])])),
      },
    ];
  });
});

/** Where each ranked prospect stands without the fields that tell how we sold; empty where there are none. */
function standingsWithout(scored: LookalikeResult): ReadonlyMap<string, ProspectRow["without"]> {
  if (scored.howWeSold === null) return new Map();
  return new Map(
    scored.scores
      .filter((score) => score.rank !== null)
      .sort((a, b) => b.rankingValueNeutral - a.rankingValueNeutral || (a.prospectId < b.prospectId ? -1 : 1))
      .map((score, at) => [
        score.prospectId,
        {
          rank: at + 1,
          winIndex: score.winIndexNeutral,
          pWin: score.pWinNeutral,
          expectedValue: score.pWinNeutral === null ? null : score.rankingValueNeutral,
        },
      ]),
  );
}

function asText(value: FirmographicValue | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}
