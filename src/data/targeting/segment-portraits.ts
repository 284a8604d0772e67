import { group, mean, rollup, sum } from "d3";
import { epochDayOf } from "../../model/numerics/calendar.js";
import { skewedMeanInterval } from "../../model/numerics/skewed-mean-interval.js";
import { buyingRhythm } from "../../model/segments/buying-rhythm.js";
import { productMix } from "../../model/segments/product-mix.js";
import { type SalesCycle, salesCycles } from "../../model/segments/sales-cycles.js";
import { toldNeeds } from "../../model/segments/told-needs.js";
import type { DecisionRecords, SignalRecord } from "../../warehouse/decision-records.js";
import type { OpportunityRecord } from "../../warehouse/inputs.js";
import { type Audience, mayShow } from "../audience/audience.js";
import { shownMeasures } from "../audience/shown-measures.js";
import type { SegmentsPage } from "../published/segments.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { segmentMembership } from "./segment-membership.js";
import { segmentation } from "./segmentation.js";

export type SegmentPortrait = SegmentsPage["segments"][number]["portrait"];

const productsNamed = 6;
const needsNamed = 6;
/** What one client alone said tells of that client, not of a kind. */
const fewestTelling = 2;

/** How the clients of each segment buy, how long it takes to win them, and what they say, by segment id. */
export const segmentPortraits = defineStep(
  "segment-portraits",
  async (context): Promise<ReadonlyMap<string, SegmentPortrait>> => {
    const { segments } = await segmentation(context);
    const membership = await segmentMembership(context);
    const { histories, opportunities, decisions } = await inputs(context);
    const segmentOf = (id: string) => membership.clients.get(id)?.segmentId ?? null;
    const revenue = mayShow(context.audience, "product") ? revenueByProduct(decisions) : new Map();
    const buyers = [...revenue.keys()].sort();
    const needs = needsByClient(decisions, context.audience);
    const telling = [...needs.keys()].filter((id) => segmentOf(id) !== null).sort();
    const signals = meanSignals(await shownMeasures(context));
    const ofAll = salesCycles(opportunities.flatMap(cycleOf));

    return new Map(
      segments.map(({ segmentId }): [string, SegmentPortrait] => {
        const isMember = (id: string) => segmentOf(id) === segmentId;
        const mix = productMix(
          buyers.map((id) => revenue.get(id) ?? {}),
          buyers.map(isMember),
        );
        const told = toldNeeds(
          telling.map((id) => needs.get(id) ?? []),
          telling.map(isMember),
        );
        const accountOf = ({ accountId }: OpportunityRecord) =>
          accountId === null
            ? undefined
            : (membership.clients.get(accountId) ?? membership.prospects.get(accountId));
        return [
          segmentId,
          {
            products: mix
              .slice(0, productsNamed)
              .map(({ product, shareOfRevenue, shareOfAllRevenue, buyers: index }) => ({
                product,
                shareOfRevenue,
                shareOfAllRevenue,
                index: intervalOf(index),
              })),
            productClients: buyers.filter(isMember).length,
            rhythm: buyingRhythm(
              histories
                .filter(({ clientId }) => isMember(clientId))
                .map(({ orders, contractLines }) => ({
                  repeatDays: orders.repeatDays,
                  recencyDays: orders.recencyDays,
                  termMonths: contractLines.map(({ termMonths }) => termMonths),
                })),
            ),
            cycle: salesCycles(
              opportunities.filter((one) => accountOf(one)?.segmentId === segmentId).flatMap(cycleOf),
            ),
            cycleOfAll: { won: ofAll.won, lost: ofAll.lost },
            needs: told
              .filter(({ members }) => members >= fewestTelling)
              .sort((a, b) => b.members - a.members || (a.need < b.need ? -1 : 1))
              .slice(0, needsNamed)
              .map((need) => ({
                need: need.need,
                clients: need.members,
                share: need.memberShare,
                index: intervalOf(need),
              })),
            tellingClients: telling.filter(isMember).length,
            signals: [...signals].map(([measure, byClient]) => {
              const own = [...byClient].filter(([id]) => isMember(id)).map(([, value]) => value);
              return {
                measure,
                clients: own.length,
                mean: skewedMeanInterval(own),
                allClients: mean(byClient.values()) ?? 0,
              };
            }),
          },
        ];
      }),
    );
  },
);

function intervalOf({ index, low, high }: { index: number | null; low: number | null; high: number | null }) {
  return { value: index ?? 1, low: low ?? 1, high: high ?? 1 };
}

/** Revenue by product of each client whose purchases are known in detail; drawn by chance where not all are. */
function revenueByProduct({ detailed, purchases }: DecisionRecords): Map<string, Record<string, number>> {
  const all = detailed.clients.length >= detailed.ofClients;
  const fair = new Set(all ? detailed.clients : detailed.drawnByChance);
  const known = purchases.filter(({ clientId, product }) => product !== null && fair.has(clientId));
  return rollup(
    known,
    (own) =>
      Object.fromEntries(
        rollup(
          own,
          (rows) => sum(rows, (row) => row.revenue),
          (row) => row.product ?? "",
        ),
      ),
    ({ clientId }) => clientId,
  );
}

function needsByClient(
  { plans, judgements }: DecisionRecords,
  audience: Audience | null,
): Map<string, string[]> {
  const told = [
    ...(mayShow(audience, "goal") ? plans.map(({ clientId, goal }) => ({ id: clientId, need: goal })) : []),
    ...(mayShow(audience, "note")
      ? judgements.map(({ accountId, note }) => ({ id: accountId, need: note ?? "" }))
      : []),
  ].filter(({ need }) => need.trim() !== "");
  return rollup(
    told,
    (own) => own.map(({ need }) => need),
    ({ id }) => id,
  );
}

/** By measure: each client's mean over all its readings. */
function meanSignals(signals: readonly SignalRecord[]): Map<string, Map<string, number>> {
  return new Map(
    [...group(signals, ({ measure }) => measure)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([measure, rows]) => [
        measure,
        rollup(
          rows,
          (own) => sum(own, (row) => row.mean * row.readings) / sum(own, (row) => row.readings),
          ({ clientId }) => clientId,
        ),
      ]),
  );
}

function cycleOf({ createdOn, closedOn, won }: OpportunityRecord): SalesCycle[] {
  if (won === null) return [{ createdDay: epochDayOf(createdOn), closedDay: null, isWon: false }];
  return closedOn === null
    ? []
    : [{ createdDay: epochDayOf(createdOn), closedDay: epochDayOf(closedOn), isWon: won }];
}
