import type { FirmographicValue } from "../model/account.js";
import { accounts } from "./accounts.js";
import { mayShow, shownName } from "./audience.js";
import { icpMatches } from "./icp-matches.js";
import { inputs } from "./inputs.js";
import { prospectScores } from "./prospect-scores.js";
import type { ProspectRow } from "./published/prospects.js";
import { segmentMembership } from "./segment-membership.js";
import { shownFlags, shownReasons } from "./shown-reasons.js";
import { defineStep } from "./step.js";

/** Every ranked prospect as the page lists it, best first. */
export const prospectRows = defineStep("prospect-rows", async (context): Promise<readonly ProspectRow[]> => {
  const scored = await prospectScores(context);
  if (scored === null) return [];
  const { prospects } = await inputs(context);
  const { clients, features } = await accounts(context);
  const membership = await segmentMembership(context);
  const inProfile = await icpMatches(context);
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
        similarity: score.similarity,
        segment: membership.prospects.get(score.prospectId)?.name ?? null,
        icpMatch: inProfile?.prospects.has(score.prospectId) ?? null,
        confidence: score.confidence,
        flags: shownFlags(context.audience, score.flags, fields),
        reasons: shownReasons(context.audience, score.reasons),
        similarClients: score.similarClients.map(({ clientId, clv }) => ({
          clientId,
          name: clientNames.get(clientId) ?? clientId,
          clv,
        })),
        firmographics: Object.fromEntries(shown.map((field) => [field, asText(record.firmographics[field])])),
      },
    ];
  });
});

function asText(value: FirmographicValue | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}
