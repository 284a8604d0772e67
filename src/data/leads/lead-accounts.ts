import type { LeadMatch } from "../../model/leads/match-leads.js";
import { isClientReason } from "../../model/lookalike/exclusions.js";
import type { Estimate } from "../../model/numerics/interval.js";
import type { LeadRecord } from "../../warehouse/decision-records.js";
import { shownName } from "../audience/audience.js";
import { LEFT_OUT, shownExclusion } from "../audience/shown-exclusions.js";
import { prospectScores } from "../prospects/prospect-scores.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { avoidMatches } from "../targeting/icp-matches.js";
import { clientValues } from "../value/client-values.js";
import { leadMatches } from "./lead-matches.js";

/** An account with what it is expected to bring: a prospect its CLV if won, a client what is still to come. */
export interface ValuedLeadAccount {
  readonly name: string;
  readonly isClient: boolean;
  readonly clv: Estimate;
  readonly pWin: number | null;
  /** A prospect of the kind to avoid; null for clients, and where no kind is named. */
  readonly avoid: boolean | null;
  /** Why leads of it are not to be worked; null when they are. */
  readonly notWorked: string | null;
}

export interface LeadAccounts {
  readonly accounts: ReadonlyMap<string, ValuedLeadAccount>;
  /** In the order of the leads. */
  readonly matches: readonly (LeadMatch & { readonly lead: LeadRecord })[];
}

const OPEN_DEAL = "has an open opportunity";

/** Every lead with its account, and what accounts are worth. */
export const leadAccounts = defineStep("lead-accounts", async (context): Promise<LeadAccounts> => {
  const { clients } = await inputs(context);
  const { values } = await clientValues(context);
  const scored = await prospectScores(context);
  const avoided = await avoidMatches(context);
  const accounts = new Map<string, ValuedLeadAccount>();
  const clientRecords = new Map(clients.map((client) => [client.accountId, client]));
  for (const { clientId, residualValue, residualLow, residualHigh } of values) {
    accounts.set(clientId, {
      name: shownName(context.audience, {
        accountId: clientId,
        name: clientRecords.get(clientId)?.name ?? clientId,
      }),
      isClient: true,
      clv: { value: residualValue, low: residualLow, high: residualHigh },
      pWin: null,
      avoid: null,
      notWorked: null,
    });
  }
  for (const score of scored?.scores ?? []) {
    if (accounts.has(score.prospectId)) continue;
    accounts.set(score.prospectId, {
      name: shownName(context.audience, { accountId: score.prospectId, name: score.name }),
      isClient: false,
      clv: { value: score.expectedClv, low: score.expectedClvLow, high: score.expectedClvHigh },
      pWin: score.pWin,
      avoid: avoided?.prospects.has(score.prospectId) ?? null,
      notWorked:
        score.excluded === null || score.excluded === OPEN_DEAL
          ? null
          : notWorked(shownExclusion(context.audience, score.excluded)),
    });
  }
  return { accounts, matches: await leadMatches(context) };
});

function notWorked(reason: string): string {
  if (reason === LEFT_OUT) return `the prospect ${reason}`;
  return isClientReason(reason)
    ? "the prospect is a client already, under another id"
    : `the prospect is ${reason}`;
}
