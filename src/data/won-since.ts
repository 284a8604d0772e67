import { evaluateWon, type WonEvaluation } from "../model/lookalike/evaluate-won.js";
import type { LookalikeClient } from "../model/lookalike/prospect.js";
import type { Inputs } from "../warehouse/inputs.js";
import { inputs } from "./inputs.js";
import { lookalikeInput } from "./lookalike-input.js";
import { rankableProspects } from "./rankable-prospects.js";
import { defineStep } from "./step.js";

/** A list made at an earlier date, judged by the clients won since. */
export interface WonSince extends WonEvaluation {
  /** First day that the list knew nothing of. */
  readonly cut: string;
}

/** Tried in this order: two years leave enough after the cut and enough before it most often. */
const yearsBack = [2, 1, 3];
const youngestDays = 180;
const daysAYear = 365.25;

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
      const cut = quarterStart(read.asOf, years);
      const worthThen = worthAt(read, cut, context.settings.horizonMonths, firstOn);
      const closed = new Set(
        read.opportunities
          .filter(({ closedOn, won }) => won !== null && closedOn !== null && closedOn < cut)
          .map(({ accountId, createdOn }) => `${accountId} ${createdOn}`),
      );
      const evaluation = evaluateWon({
        before: input.clients.flatMap((client): LookalikeClient[] => {
          const clv = worthThen.get(client.accountId);
          if (clv === undefined) return [];
          const { clvLow: _, clvHigh: __, ...known } = client;
          return [{ ...known, clv }];
        }),
        after: input.clients.filter(({ accountId }) => (firstOn.get(accountId) ?? "") >= cut),
        others,
        deals: input.deals.filter(({ accountId, createdOn }) => closed.has(`${accountId} ${createdOn}`)),
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

/** The margin of each client up to the cut, carried on at that pace over the horizon; clients of half a year and more. */
function worthAt(
  { decisions }: Inputs,
  cut: string,
  horizonMonths: number,
  firstOn: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const margins = new Map<string, number>();
  for (const { clientId, quarter, margin } of decisions.purchases) {
    const [year = "", part = "Q1"] = quarter.split("-");
    const start = `${year}-${String(3 * Number(part.slice(1)) - 2).padStart(2, "0")}-01`;
    if (start < cut) margins.set(clientId, (margins.get(clientId) ?? 0) + margin);
  }
  return new Map(
    [...margins].flatMap(([clientId, margin]) => {
      const days = (Date.parse(cut) - Date.parse(firstOn.get(clientId) ?? cut)) / 86_400_000;
      const years = Math.max(days / daysAYear, 1);
      return days >= youngestDays ? [[clientId, (margin * horizonMonths) / 12 / years] as const] : [];
    }),
  );
}

/** The start of the quarter that a date some years earlier lies in. */
function quarterStart(date: string, years: number): string {
  const month = 3 * Math.floor((Number(date.slice(5, 7)) - 1) / 3) + 1;
  return `${Number(date.slice(0, 4)) - years}-${String(month).padStart(2, "0")}-01`;
}
