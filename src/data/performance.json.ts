import { rollup, sum } from "d3";
import { z } from "zod";
import { substream } from "../model/numerics/substream.js";
import {
  CLAIM_LEVEL,
  FEWEST_CLIENTS,
  type LeavingTest,
  leavingTests,
} from "../model/performance/owner-leaving-claims.js";
import { type OwnerMeasures, ownerMeasures } from "../model/performance/owner-measures.js";
import { type Attainment, type Booking, quotaAttainment } from "../model/performance/quota-attainment.js";
import { type QuotaYear, quotaYear } from "../model/performance/quota-year.js";
import type { ShrunkRate } from "../model/performance/shrink-rates.js";
import { type Audience, mayShow } from "./audience/audience.js";
import { notReady } from "./published/common.js";
import { type PerformancePage, performanceSchema } from "./published/performance.js";
import { inputs } from "./run/inputs.js";
import type { NotReady } from "./run/not-ready.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";
import { performanceClients } from "./sales/performance-clients.js";
import { SEED } from "./value/value-options.js";

const ownersShown = 60;

export const performancePage = defineStep(
  "performance-page",
  async (context): Promise<PerformancePage | NotReady> => {
    // Load
    const { asOf, opportunities, decisions } = await inputs(context);
    const { clients, byRep, byProduct, ofClients } = await performanceClients(context);
    const named = clients.filter(({ rep, successOwner }) => rep !== null || successOwner !== null);
    const wonBefore = clients.filter(({ rep, beganBefore }) => rep === null && beganBefore).length;
    if (named.length === 0 && wonBefore > 0 && decisions.purchases.some(({ owner }) => owner !== null)) {
      return {
        status: "too-little",
        reason: `${wonBefore} of ${clients.length} clients began before the data do, so the books cannot say who won them, and nobody is named for the others`,
        needs: { table: "clients.csv", columns: ["owner", "success_owner"] },
      };
    }
    if (named.length === 0) {
      return {
        status: "absent",
        reason:
          "nobody is named as having sold to a client or looking after one: the columns owner and success_owner are empty or missing",
        needs: { table: "clients.csv", columns: ["owner", "success_owner"] },
      };
    }

    // Derive
    const deals = opportunities.flatMap(({ won, owner, closedOn, amount }): Booking[] =>
      won && owner !== null && closedOn !== null && amount !== null ? [{ owner, on: closedOn, amount }] : [],
    );
    const bookings = deals.length > 0 ? deals : firstPurchases(decisions.purchases);
    const attained = quotaAttainment(decisions.quotas, bookings, asOf);
    const attainments = new Map(attained.owners.map((one) => [one.owner, one]));
    const reps = ownerMeasures(clients, "rep");
    const successOwners = ownerMeasures(clients, "successOwner");

    // Model
    const hitting = attained.owners.filter(({ hitsQuota }) => hitsQuota).map(({ owner }) => owner);
    const showsProducts = mayShow(context.audience, "product");
    const products = showsProducts ? [...new Set(byProduct.flatMap(({ label }) => label ?? []))].sort() : [];
    const repTests = leavingTests(byRep, hitting, substream(SEED, "leaving by rep"));
    const productTests = leavingTests(byProduct, products, substream(SEED, "leaving by product"));

    // Publish
    const repName = shownOwner(context.audience, "owner", "Rep", reps);
    const successName = shownOwner(context.audience, "success_owner", "Success owner", successOwners);
    const booked = rollup(
      bookings,
      (own) => own.reduce((sum, { amount }) => sum + amount, 0),
      ({ owner }) => owner,
    );
    const ranked = (owners: readonly OwnerMeasures[]) =>
      [...owners].sort((a, b) => b.clients - a.clients || (a.owner < b.owner ? -1 : 1)).slice(0, ownersShown);
    const shownReps = ranked(reps);
    return {
      status: "ready",
      clients: clients.length,
      ofClients,
      withoutRep: clients.filter(({ rep }) => rep === null).length,
      wonBefore,
      withoutSuccessOwner: clients.filter(({ successOwner }) => successOwner === null).length,
      reps: shownReps.map((one) => ownerRow(one, repName(one.owner), attainments.get(one.owner) ?? null)),
      successOwners: ranked(successOwners).map((one) => ownerRow(one, successName(one.owner), null)),
      ownersLeftOut: Math.max(0, reps.length - ownersShown) + Math.max(0, successOwners.length - ownersShown),
      teams: [
        teamRow(
          "New business",
          reps.length,
          clients.filter(({ rep }) => rep !== null),
        ),
        teamRow(
          "Client success",
          successOwners.length,
          clients.filter(({ successOwner }) => successOwner !== null),
        ),
      ].filter(({ people }) => people > 0),
      bookingsFrom: deals.length > 0 ? "won opportunities" : "first purchases",
      quotas:
        decisions.quotas.length === 0
          ? null
          : {
              rows: decisions.quotas.length,
              owners: attained.owners.length,
              repsWithout: reps.filter(({ owner }) => !attainments.has(owner)).length,
              withoutTarget: attained.withoutTarget,
              notOver: attained.notOver,
              unreadable: attained.unreadable,
              year: yearOf(quotaYear(decisions.quotas, bookings, asOf), attainments, repName),
            },
      repTests: repTests.map((test) => ({
        ...testRow(test, repName(test.label)),
        products: showsProducts ? productMix(clients, test.label) : [],
      })),
      productTests: productTests.map((test) => testRow(test, test.label)),
      productsWithoutLikes: products.flatMap((product) => {
        const own = byProduct.filter(({ label }) => label === product).length;
        const isTested = productTests.some(({ label }) => label === product);
        return own < FEWEST_CLIENTS || isTested ? [] : [{ product, clients: own }];
      }),
      level: CLAIM_LEVEL,
      pay: (2 * wonBefore > clients.length ? [] : shownReps).map((one) => ({
        rep: repName(one.owner),
        amounts: {
          bookings: bookings.length > 0 ? Math.max(0, booked.get(one.owner) ?? 0) : null,
          clv: Math.max(0, one.clv),
          retention: one.kept && perClient(one, 1 + one.kept.value),
          upsell: one.grown && perClient(one, one.grown.value),
          satisfaction: one.satisfied && perClient(one, one.satisfied.value),
        },
      })),
    };
  },
);

type Client = Awaited<ReturnType<typeof performanceClients>>["clients"][number];

/** A measure of quality counts once a client, so that it is paid by how many clients it holds for. */
function perClient({ clients }: OwnerMeasures, quality: number): number {
  return clients * Math.max(0, quality);
}

function yearOf(
  year: QuotaYear | null,
  attainments: ReadonlyMap<string, Attainment>,
  nameOf: (owner: string) => string,
): NonNullable<PerformancePage["quotas"]>["year"] {
  if (year === null) return null;
  const { owners } = year;
  const before = owners.map(({ bookedBefore }) => bookedBefore).filter((booked) => booked !== null);
  return {
    ...year,
    total: {
      owners: owners.length,
      reached: owners.filter(({ booked, quota }) => booked >= quota).length,
      periods: sum(owners, ({ periods }) => periods),
      met: sum(owners, ({ met }) => met),
      quota: sum(owners, ({ quota }) => quota),
      booked: sum(owners, ({ booked }) => booked),
      bookedBefore: before.length === owners.length ? sum(before) : null,
    },
    owners: owners.slice(0, ownersShown).flatMap((one) => {
      const all = attainments.get(one.owner);
      if (all === undefined) return [];
      const { periods, met, quota, booked } = all;
      return [{ ...one, owner: nameOf(one.owner), all: { periods, met, quota, booked } }];
    }),
  };
}

function firstPurchases(
  purchases: readonly {
    readonly kind: string;
    readonly owner: string | null;
    readonly firstOn: string;
    readonly revenue: number;
  }[],
): Booking[] {
  return purchases.flatMap(({ kind, owner, firstOn, revenue }) =>
    kind === "initial" && owner !== null ? [{ owner, on: firstOn, amount: revenue }] : [],
  );
}

/** The name of an owner, or a number by the order of their clients where the audience may not see names. */
function shownOwner(
  audience: Audience | null,
  column: string,
  role: string,
  owners: readonly OwnerMeasures[],
): (owner: string) => string {
  if (mayShow(audience, column)) return (owner) => owner;
  const numbers = new Map(owners.map(({ owner }, at) => [owner, at + 1]));
  return (owner) => `${role} ${numbers.get(owner) ?? "without clients"}`;
}

function ownerRow(
  { worth, kept, grown, satisfied, ...one }: OwnerMeasures,
  owner: string,
  attainment: Attainment | null,
): PerformancePage["reps"][number] {
  return {
    ...one,
    owner,
    worth: rateOf(worth),
    kept: rateOf(kept),
    grown: rateOf(grown),
    satisfied: rateOf(satisfied),
    quota: attainment && {
      periods: attainment.periods,
      met: attainment.met,
      quota: attainment.quota,
      booked: attainment.booked,
      hits: attainment.hitsQuota,
    },
  };
}

function rateOf(rate: ShrunkRate | null) {
  return rate && { value: rate.value, low: rate.low, high: rate.high, group: rate.group };
}

function teamRow(team: string, people: number, clients: readonly Client[]) {
  const total = (of: (client: Client) => number) => clients.reduce((sum, client) => sum + of(client), 0);
  return {
    team,
    people,
    clients: clients.length,
    clv: total(({ clv }) => clv),
    decisions: total(({ decisions }) => decisions),
    stayed: total(({ stayed }) => stayed),
    expansion: total(({ expansion }) => expansion),
  };
}

function testRow({ deviations: _, ...test }: LeavingTest, label: string) {
  return { ...test, label, claimed: test.p <= CLAIM_LEVEL };
}

/** What a rep sold first beside what the others did, the product that stands out most first. */
function productMix(clients: readonly Client[], rep: string) {
  const known = clients.filter((client) => client.rep !== null && client.firstProduct !== null);
  const own = known.filter((client) => client.rep === rep);
  const others = known.length - own.length;
  const ownCounts = countProducts(own);
  const allCounts = countProducts(known);
  return [...ownCounts]
    .map(([product, count]) => ({
      product,
      clients: count,
      share: count / own.length,
      othersShare: others > 0 ? ((allCounts.get(product) ?? 0) - count) / others : 0,
    }))
    .sort((a, b) => b.share - b.othersShare - (a.share - a.othersShare) || (a.product < b.product ? -1 : 1))
    .slice(0, 8);
}

function countProducts(clients: readonly Client[]): ReadonlyMap<string, number> {
  return rollup(
    clients,
    (some) => some.length,
    ({ firstProduct }) => firstProduct ?? "",
  );
}

export const performance = publishJson(
  "performance.json",
  z.discriminatedUnion("status", [performanceSchema, notReady]),
  performancePage,
);
await writeWhenMain(import.meta.url, performance);
