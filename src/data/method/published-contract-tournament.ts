import type { MethodPage } from "../published/method.js";
import { defineStep } from "../run/step.js";
import { contractTournament } from "../value/contract-tournament.js";
import { valueSnapshots } from "../value/value-snapshots.js";
import { contractContestSentence } from "./contract-contest-sentence.js";
import { publishedContest, publishedOrigins, type WholeContest } from "./published-tournament.js";

interface PublishedTournament extends NonNullable<MethodPage["contractTournament"]> {
  readonly revenue: WholeContest;
}

/** The contest for the revenue of clients under contract as it is published; null where the data do not tell. */
export const publishedContractTournament = defineStep(
  "published-contract-tournament",
  async (context): Promise<PublishedTournament | null> => {
    const verdict = await contractTournament(context);
    const { plan } = await valueSnapshots(context);
    if (verdict === null) return null;
    return {
      windowMonths: plan.windowMonths,
      stepMonths: plan.windowMonths,
      minimumHistoryMonths: plan.minimumHistoryMonths,
      caution: plan.caution,
      clients: verdict.clients,
      origins: publishedOrigins(verdict.origins, plan),
      revenue: publishedContest(verdict.revenue),
      sentence: contractContestSentence(verdict),
    };
  },
);
