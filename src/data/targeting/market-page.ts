import type { Account } from "../../model/account.js";
import { matches, type Rule } from "../../model/icp/rule.js";
import { ruleSentence } from "../../model/icp/rule-sentence.js";
import { type CohortLift, liftByCohort } from "../../model/market/lift-by-cohort.js";
import { marketAlert } from "../../model/market/market-alert.js";
import { firstFiveQuarters, marketRows } from "../../model/market/market-rows.js";
import { type FieldMove, marketTurn, TURN_LEVEL } from "../../model/market/market-turn.js";
import { populationStability } from "../../model/market/population-stability.js";
import { refits } from "../../model/market/refits.js";
import { substream } from "../../model/numerics/substream.js";
import { assignSegment } from "../../model/segments/assign-segment.js";
import type { MarketPage } from "../published/market.js";
import { inputs } from "../run/inputs.js";
import { type NotReady, targetingObstacle } from "../run/not-ready.js";
import { defineStep } from "../run/step.js";
import { SEED } from "../value/value-options.js";
import { accounts } from "./accounts.js";
import { currentProfile } from "./field-names.js";
import { icpFinding } from "./icp-finding.js";
import { segmentFinding } from "./segment-finding.js";

/** The page with segments by the ids under which they were found: readers may know them by others. */
export interface MarketFinding extends Omit<MarketPage, "segments"> {
  /** Null where no segments were found. */
  readonly segments: {
    readonly moves: FieldMove | null;
    readonly lifts: readonly { readonly segmentId: string; readonly years: readonly CohortLift[] }[];
  } | null;
}

export const marketPage = defineStep(
  "market-page",
  async (context): Promise<MarketFinding | NotReady> => {
    // Load
    const { histories, prospects, opportunities, decisions, asOf } = await inputs(context);
    const { learnable, features } = await accounts(context);
    const obstacle = targetingObstacle(learnable, features);
    if (obstacle) return obstacle;
    const finding = await icpFinding(context);

    // Derive: first deals, and what clients drawn by chance brought after them
    const usable = features.features.filter(({ role }) => role === "firmographic");
    const drawn = new Set(decisions.detailed.drawnByChance);
    const learned = new Map(learnable.map((client) => [client.accountId, client]));
    const clients = histories.filter(({ clientId }) => drawn.has(clientId) && learned.has(clientId));
    const deals = opportunities.flatMap(({ accountId, closedOn, amount, won, product }) =>
      accountId !== null && closedOn !== null && closedOn <= asOf && amount !== null && won !== null
        ? [{ accountId, closedOn, amount, product }]
        : [],
    );
    const market = marketRows([...learnable, ...prospects], deals, clients, decisions.purchases, asOf);
    const current = await currentProfile(context);
    const proposed = finding.proposed.status === "named" ? (finding.proposed.evidence?.rule ?? null) : null;
    const ofRules = [current, proposed].flatMap((rule) => rule?.all.map(({ field }) => field) ?? []);
    const testable = usable.map(({ name }) => name).filter((name) => ofRules.includes(name));
    const tested = testable.length > 0 ? testable : usable.map(({ name }) => name);
    const segmentation = await segmentFinding(context);
    const ids = segmentation.segments.map(({ segmentId }) => segmentId);
    const segmentOf = (account: Account): string | null =>
      assignSegment(segmentation, account)?.segmentId ?? null;
    const kinds = ids.length > 0 ? { field: "segment", levels: ids, kindOf: placeIn(ids, segmentOf) } : null;
    const turn = marketTurn(market.rows, usable, tested, kinds, substream(SEED, "market"));
    if (turn === null) {
      const reason = `${market.rows.length} first deals of accounts whose fields are known are too few, or too close in time, to tell whether the market turned`;
      return { status: "too-little", reason, needs: null };
    }
    const worth = firstFiveQuarters(clients, decisions.purchases, asOf);
    const dated = clients.flatMap(({ clientId, firstOn }) => {
      const client = learned.get(clientId);
      return client ? [{ ...client, firstOn, wonIn: firstOn.slice(0, 4) }] : [];
    });
    const lifts = (rule: Rule | null): MarketPage["current"] =>
      rule && {
        sentence: ruleSentence(rule),
        years: liftByCohort((client) => matches(rule, client), dated, worth, SEED),
      };
    const from = turn.fields[0]?.from ?? asOf.slice(0, 7);
    const isAfter = ({ firstOn }: { readonly firstOn: string }): boolean => firstOn.slice(0, 7) >= from;

    // Publish
    return {
      status: "ready",
      level: TURN_LEVEL,
      source: market.source,
      accounts: turn.accounts,
      followed: turn.followed,
      unknownDeals: deals.filter(({ accountId }) => !market.known.has(accountId)).length,
      tested,
      fields: turn.fields.map((move) => ({ ...move, levels: [...move.levels] })),
      segments: kinds && {
        moves: turn.kinds,
        lifts: ids.map((segmentId) => ({
          segmentId,
          years: liftByCohort((client) => segmentOf(client) === segmentId, dated, worth, SEED),
        })),
      },
      current: lifts(current),
      proposed: lifts(proposed),
      drift: {
        from,
        clients: populationStability(
          dated.filter((client) => !isAfter(client)),
          dated.filter(isAfter),
          usable,
        ),
        prospects: populationStability(dated, prospects, usable),
      },
      refits: refits(dated, prospects, worth, usable, SEED),
      alert: marketAlert(turn, proposed),
    };
  },
  { costly: true, module: import.meta.url },
);

function placeIn(
  ids: readonly string[],
  segmentOf: (account: Account) => string | null,
): (account: Account) => number | null {
  const places = new Map(ids.map((id, place) => [id, place]));
  return (account) => places.get(segmentOf(account) ?? "") ?? null;
}
