import { describe, expect, it } from "vitest";
import { marketRows } from "../../../src/model/market/market-rows.js";
import { marketTurn } from "../../../src/model/market/market-turn.js";
import { substream } from "../../../src/model/numerics/substream.js";
import { impactOfInitiatives } from "../../../src/model/performance/impact-of-initiatives.js";
import { quarterlyPanel } from "../../../src/model/performance/quarterly-panel.js";
import { SAMPLE_SEED } from "../../../src/model/world/options.js";
import { WORLD_FEATURES } from "../../study/_world-clients.js";
import { worldDecisions } from "../../study/_world-decisions.js";

const SEED = 20_260_101;

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
    const turn = marketTurn(rows, WORLD_FEATURES, ["industry", "employees"], substream(SEED, "market"));
    const [field] = turn?.fields ?? [];
    expect(field).toMatchObject({ field: "industry", claimed: true, from: "2022-07" });
    expect(field?.levels[0]?.level).toBe("Energy & utilities");
    expect(field?.levels.at(-1)?.level).toBe("Logistics");
    expect(turn?.fields.filter(({ claimed }) => claimed)).toHaveLength(1);
  });
});
