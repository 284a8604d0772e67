import { greatest, rollups } from "d3";
import { describe, expect, it } from "vitest";
import { channelClaims } from "../../../src/model/economics/channels/channel-claims.js";
import { marketRows } from "../../../src/model/market/market-rows.js";
import { marketTurn } from "../../../src/model/market/market-turn.js";
import { substream } from "../../../src/model/numerics/substream.js";
import { impactOfInitiatives } from "../../../src/model/performance/impact-of-initiatives.js";
import {
  CLAIM_LEVEL,
  type LeavingTest,
  leavingTests,
} from "../../../src/model/performance/owner-leaving-claims.js";
import { quarterlyPanel } from "../../../src/model/performance/quarterly-panel.js";
import { generateWorld } from "../../../src/model/world/generate-world.js";
import { SAMPLE_SEED } from "../../../src/model/world/options.js";
import { WORLD_FEATURES } from "../../study/_world-clients.js";
import { worldDecisions } from "../../study/_world-decisions.js";
import { worldPerformance } from "../../study/_world-performance.js";

const SEED = 20_260_101;
const CLIENTS = 420;

describe("the sample", { timeout: 60_000 }, () => {
  const { accounts, asOf, clients, deals, initiatives, purchases, terms } = worldDecisions(
    SAMPLE_SEED,
    "planted",
    6000,
  );

  it("credits the initiative that worked, and not the other", () => {
    const panel = quarterlyPanel(clients, purchases, terms, asOf);
    const impacts = impactOfInitiatives(initiatives, panel, clients, asOf, SEED);
    expect(impacts.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["Onboarding and success reviews", "worked"],
      ["Loyalty programme", "not visible"],
    ]);
  });

  it("tells that industries moved in mid-2022, which rose most and which fell most", () => {
    const { rows } = marketRows(accounts, deals, clients, purchases, asOf);
    const turn = marketTurn(rows, WORLD_FEATURES, ["industry", "employees"], null, substream(SEED, "market"));
    const [field] = turn?.fields ?? [];
    expect(field).toMatchObject({ field: "industry", claimed: true, from: "2022-07" });
    expect(field?.levels[0]?.level).toBe("Energy & utilities");
    expect(field?.levels.at(-1)?.level).toBe("Logistics");
    expect(turn?.fields.filter(({ claimed }) => claimed)).toHaveLength(1);
  });

  it("names the rep who hits quota with clients that leave, and the first product that churns", () => {
    const sold = worldPerformance(SAMPLE_SEED, CLIENTS, "planted");
    const hitting = sold.attainments.owners.filter(({ hitsQuota }) => hitsQuota).map(({ owner }) => owner);
    const products = [...new Set(sold.byProduct.flatMap(({ label }) => label ?? []))].sort();
    const claimed = (tests: readonly LeavingTest[]) =>
      tests.filter(({ p }) => p <= CLAIM_LEVEL).map(({ label }) => label);
    expect(claimed(leavingTests(sold.byRep, hitting, substream(SEED, "reps"), 499))).toEqual([sold.hunter]);
    expect(claimed(leavingTests(sold.byProduct, products, substream(SEED, "products"), 499))).toEqual([
      sold.leakyProduct,
    ]);
  });

  it("finds the channel that is best by value, which is not the one with the most clients", () => {
    const { tables, truth } = generateWorld({ seed: SAMPLE_SEED, prospects: 20 });
    const worth = new Map(truth.clients.map(({ clientId, realisedClv }) => [clientId, realisedClv]));
    const column = (name: string) => tables.clients.columns.indexOf(name);
    const won = Array.from(tables.clients.rows, (row) => ({
      clv: worth.get(String(row[column("client_id")])) ?? 0,
      year: String(row[column("acquired_on")]).slice(0, 4),
      shares: new Map([[String(row[column("acquisition_channel")]), 1]]),
    }));
    const [first] = channelClaims(won, substream(SEED, "channels"));
    expect(first).toMatchObject({ channel: "partner", verdict: "worth more" });
    const most = greatest(
      rollups(
        won,
        (own) => own.length,
        ({ shares }) => [...shares.keys()][0],
      ),
      ([, many]) => many,
    );
    expect(most?.[0]).not.toBe("partner");
  });
});
