import { evaluateWon, type WonEvaluation } from "../../model/lookalike/evaluation/evaluate-won.js";
import { worthAtCut } from "../../model/lookalike/evaluation/worth-at-cut.js";
import type { LookalikeClient } from "../../model/lookalike/prospect.js";
import { quarterNumberOf, quarterStart } from "../../model/numerics/quarter.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { lookalikeInput } from "./lookalike-input.js";
import { rankableProspects } from "./rankable-prospects.js";

/** A list made at an earlier date, judged by the clients won since. */
export interface WonSince extends WonEvaluation {
  /** First day that the list knew nothing of. */
  readonly cut: string;
}

/** Tried in this order: two years leave enough after the cut and enough before it most often. */
const yearsBack = [2, 1, 3];

/** Null where dates do not allow it: too few clients before or after every cut. */
export const wonSince = defineStep(
  "won-since",
  async (context): Promise<WonSince | null> => {
    const read = await inputs(context);
    const input = await lookalikeInput(context);
    const rankable = new Set((await rankableProspects(context)).map(({ accountId }) => accountId));
    const firstOn = new Map(read.histories.map((history) => [history.clientId, history.firstOn]));
    const others = input.prospects.filter(({ accountId }) => rankable.has(accountId));
    for (const years of yearsBack) {
      const cut = quarterStart(quarterNumberOf(read.asOf) - 4 * years);
      const worthThen = worthAtCut(read.decisions.purchases, firstOn, cut, context.settings.horizonMonths);
      const evaluation = evaluateWon({
        before: input.clients.flatMap((client): LookalikeClient[] => {
          const clv = worthThen.get(client.accountId);
          if (clv === undefined) return [];
          const { clvLow: _, clvHigh: __, ...known } = client;
          return [{ ...known, clv }];
        }),
        after: input.clients.filter(({ accountId }) => (firstOn.get(accountId) ?? "") >= cut),
        others,
        deals: input.deals.filter(({ decidedOn }) => decidedOn != null && decidedOn < cut),
        cut,
        features: input.features,
        capacity: input.capacity,
        seed: input.seed,
      });
      if (evaluation !== null) return { ...evaluation, cut };
    }
    return null;
  },
  { costly: true, module: import.meta.url },
);
