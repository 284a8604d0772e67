import { substream } from "../../src/model/numerics/substream.js";
import {
  CLAIM_LEVEL,
  type LeavingTest,
  leavingTests,
} from "../../src/model/performance/owner-leaving-claims.js";
import type { Measurement } from "../measurement.js";
import { type WorldPerformance, worldPerformance } from "./_world-performance.js";

const CLIENTS = 420;
const WORLDS = 200;
const WORLDS_WITH_EFFECTS = 100;
const SHUFFLES = 499;

interface Claims {
  readonly hunter: string;
  readonly leakyProduct: string;
  readonly reps: readonly string[];
  readonly products: readonly string[];
  readonly repsLookedAt: number;
  readonly productsLookedAt: number;
}

/** How often a rep is said to hit quota with clients that leave, and a first product to be one that churns. */
const study: Measurement = async () => {
  const without = Array.from({ length: WORLDS }, (_, at) =>
    claimsOf(worldPerformance(30_000 + at, CLIENTS, "none"), at),
  );
  const planted = Array.from({ length: WORLDS_WITH_EFFECTS }, (_, at) =>
    claimsOf(worldPerformance(40_000 + at, CLIENTS, "planted"), at),
  );
  const reps = ({ reps }: Claims) => reps.length > 0;
  const products = ({ products }: Claims) => products.length > 0;
  const mean = (worlds: readonly Claims[], of: (claims: Claims) => number) =>
    (worlds.reduce((sum, one) => sum + of(one), 0) / worlds.length).toFixed(1);
  return [
    {
      title: "Claims in worlds without effects",
      columns: [
        "claim",
        "worlds",
        "looked at in each",
        "worlds with nothing to look at",
        "worlds with a claim",
      ],
      rows: [
        [
          "a rep hits quota with clients that leave",
          WORLDS,
          mean(without, ({ repsLookedAt }) => repsLookedAt),
          share(without, ({ repsLookedAt }) => repsLookedAt === 0),
          share(without, reps),
        ],
        [
          "a first product churns",
          WORLDS,
          mean(without, ({ productsLookedAt }) => productsLookedAt),
          share(without, ({ productsLookedAt }) => productsLookedAt === 0),
          share(without, products),
        ],
      ],
      note: `${CLIENTS} clients a world, claims at the ${100 * CLAIM_LEVEL} % level for all reps (or products) looked at together, ${SHUFFLES} shuffles.`,
    },
    {
      title: "Claims in worlds with the sample's effects",
      columns: ["claim", "worlds", "planted one found", "another named"],
      rows: [
        [
          "a rep hits quota with clients that leave",
          planted.length,
          share(planted, (one) => one.reps.includes(one.hunter)),
          share(planted, (one) => one.reps.some((rep) => rep !== one.hunter)),
        ],
        [
          "a first product churns",
          planted.length,
          share(planted, (one) => one.products.includes(one.leakyProduct)),
          share(planted, (one) => one.products.some((product) => product !== one.leakyProduct)),
        ],
      ],
    },
  ];
};

export default study;

function claimsOf(
  { byRep, byProduct, attainments, hunter, leakyProduct }: WorldPerformance,
  at: number,
): Claims {
  const family = attainments.owners.filter(({ hitsQuota }) => hitsQuota).map(({ owner }) => owner);
  const products = [...new Set(byProduct.flatMap(({ label }) => label ?? []))].sort();
  const ofReps = leavingTests(byRep, family, substream(at, "reps"), SHUFFLES);
  const ofProducts = leavingTests(byProduct, products, substream(at, "products"), SHUFFLES);
  const claimed = (tests: readonly LeavingTest[]) =>
    tests.filter(({ p }) => p <= CLAIM_LEVEL).map(({ label }) => label);
  return {
    hunter,
    leakyProduct,
    reps: claimed(ofReps),
    products: claimed(ofProducts),
    repsLookedAt: ofReps.length,
    productsLookedAt: ofProducts.length,
  };
}

function share(items: readonly Claims[], holds: (item: Claims) => boolean): string {
  return `${((100 * items.filter(holds).length) / Math.max(1, items.length)).toFixed(1)} %`;
}
