import { randomLcg, randomNormal } from "d3";
import { describe, expect, it } from "vitest";
import type { Account } from "../../../src/model/account.js";
import type { Rule } from "../../../src/model/icp/rule.js";
import { additiveFit, additiveResiduals } from "../../../src/model/market/additive-residuals.js";
import { liftByCohort } from "../../../src/model/market/lift-by-cohort.js";
import { marketAlert } from "../../../src/model/market/market-alert.js";
import { firstFiveQuarters, type MarketRow, marketRows } from "../../../src/model/market/market-rows.js";
import { marketTurn } from "../../../src/model/market/market-turn.js";
import { populationStability } from "../../../src/model/market/population-stability.js";

const industry = { name: "industry", kind: "category", role: "firmographic" } as const;

/** 400 first deals of four industries over six years; Energy's are `rise` times as big from July 2022. */
function rows(rise: number): MarketRow[] {
  const normal = randomNormal.source(randomLcg(5))(0, 0.4);
  return Array.from({ length: 400 }, (_, at) => {
    const level = ["Energy", "Retail", "Food", "Health"][at % 4] ?? "";
    const on = `${2020 + Math.floor(at / 68)}-${String(1 + (Math.floor(at / 4) % 12)).padStart(2, "0")}-10`;
    const account = { accountId: `a${at}`, name: `a${at}`, firmographics: { industry: level } };
    const first = 1000 * Math.exp(normal()) * (level === "Energy" && on >= "2022-07" ? rise : 1);
    return { account, on, product: null, first, further: null };
  });
}

describe("whether the market turned", () => {
  it("finds the industry that rose, when it did, and raises the alert", () => {
    const turn = marketTurn(rows(1.6), [industry], ["industry"], null, randomLcg(1));
    const [field] = turn?.fields ?? [];
    expect(field?.claimed).toBe(true);
    expect(field?.from).toBe("2022-07");
    expect(field?.levels[0]).toMatchObject({ level: "Energy", clear: true, further: null });
    expect(field?.levels[0]?.deal.value).toBeGreaterThan(1.35);
    const earlier = rows(1.6).filter(
      ({ account, on }) => account.firmographics.industry === "Energy" && on < "2022-07",
    );
    expect(field?.levels[0]?.before).toBe(earlier.length);
    expect(turn && marketAlert(turn, null)?.sentence).toMatch(/since July 2022.*up for Energy/);
  });

  it("names only what moved beyond chance on its own, and says what of it the profile targets", () => {
    const deal = { value: 0.7, low: 0.6, high: 0.8 };
    const level = { before: 60, after: 40, deal, further: null };
    const alertOf = (clear: boolean, rule: Rule | null) => {
      const levels = [
        { ...level, level: "Energy", t: 3, clear: true },
        { ...level, level: "Retail", t: 2, clear: false },
        { ...level, level: "Logistics", t: -2, clear },
      ];
      const field = { field: "industry", from: "2022-07", p: 0.03, claimed: true, levels };
      return marketAlert({ fields: [field] }, rule)?.sentence;
    };
    const rule: Rule = { all: [{ field: "industry", in: ["Energy", "Logistics"] }] };
    expect(alertOf(false, rule)).toMatch(/no longer what it was: up for Energy\.$/);
    expect(alertOf(true, null)).toMatch(/up for Energy, down for Logistics\.$/);
    expect(alertOf(true, rule)).toMatch(/down for Logistics\. The proposed profile holds Logistics\.$/);
  });

  it("is clear up to one case in twenty by chance, and worth a look beyond", () => {
    const strengthAt = (p: number) => {
      const field = { field: "industry", from: "2022-07", p, claimed: true, levels: [] };
      return marketAlert({ fields: [field] }, null)?.strength;
    };
    expect([strengthAt(0.05), strengthAt(0.06)]).toEqual(["clear", "worth a look"]);
  });

  it("is silent where nothing moved, and where all moved alike", () => {
    const still = marketTurn(rows(1), [industry], ["industry"], null, randomLcg(1));
    expect(still?.fields[0]?.claimed).toBe(false);
    expect(still && marketAlert(still, null)).toBeNull();
    const dearer = rows(1).map((row) => ({ ...row, first: row.first * (row.on >= "2022-07" ? 3 : 1) }));
    expect(marketTurn(dearer, [industry], ["industry"], null, randomLcg(1))?.fields[0]?.claimed).toBe(false);
  });

  it("follows kinds of account by the same test, which leaves what is said of fields as it is", () => {
    const kinds = (kindOf: (industry: unknown) => number | null) => ({
      field: "segment",
      levels: ["segment-1", "segment-2"],
      kindOf: ({ firmographics }: Account) => kindOf(firmographics.industry),
    });
    const ofTwo = kinds((one) => (one === "Energy" ? 0 : one === "Health" ? null : 1));
    const moved = marketTurn(rows(1.6), [industry], ["industry"], ofTwo, randomLcg(1));
    expect(moved?.kinds).toMatchObject({ field: "segment", from: "2022-07", claimed: true });
    expect(moved?.kinds?.levels.map(({ level }) => level)).toEqual(["segment-1", "segment-2"]);
    expect(moved?.kinds?.levels.reduce((sum, { before, after }) => sum + before + after, 0)).toBe(300);
    expect(moved?.fields.map(({ field }) => field)).toEqual(["industry"]);
    const still = (own: typeof ofTwo | null) =>
      marketTurn(rows(1), [industry], ["industry"], own, randomLcg(1));
    expect(still(ofTwo)?.kinds?.claimed).toBe(false);
    expect(still(ofTwo)?.fields).toEqual(still(null)?.fields);
    expect(still(null)?.kinds).toBeNull();
    expect(still(kinds(() => 0))?.kinds).toBeNull();
  });

  it("says nothing of few accounts, of one day, or of amounts that are all the same", () => {
    expect(marketTurn(rows(1).slice(0, 79), [industry], ["industry"], null, randomLcg(1))).toBeNull();
    const sameDay = rows(1).map((row) => ({ ...row, on: "2024-01-01" }));
    expect(marketTurn(sameDay, [industry], ["industry"], null, randomLcg(1))).toBeNull();
    const same = rows(1).map((row) => ({ ...row, first: 5 }));
    expect(marketTurn(same, [industry], ["industry"], null, randomLcg(1))).toBeNull();
  });
});

describe("what accounts are measured by", () => {
  const accounts = Array.from({ length: 120 }, (_, at) => ({
    accountId: `a${at}`,
    name: "",
    firmographics: {},
  }));
  const deals = accounts.flatMap(({ accountId }) => [
    { accountId, closedOn: "2023-05-01", amount: 900, product: "late" },
    { accountId, closedOn: "2022-05-01", amount: 300, product: "early" },
  ]);
  const clients = [
    { clientId: "a0", firstOn: "2022-05-20" },
    { clientId: "a1", firstOn: "2025-05-20" },
  ];
  const purchase = { product: null, kind: "initial", margin: 200 };
  const purchases = [
    { ...purchase, clientId: "a0", quarter: "2022-Q2" },
    { ...purchase, clientId: "a0", quarter: "2023-Q2", kind: "renewal", margin: 100 },
    { ...purchase, clientId: "a0", quarter: "2023-Q3", kind: "renewal", margin: 700 },
    { ...purchase, clientId: "a1", quarter: "2025-Q2" },
  ];

  it("is the first deal of each, and what clients brought in five quarters", () => {
    const market = marketRows(accounts, deals, clients, purchases, "2025-12-31");
    expect(market.source).toBe("deals");
    expect(market.rows).toHaveLength(120);
    expect(market.rows[0]).toMatchObject({ on: "2022-05-01", first: 300, product: "early", further: 0.5 });
    expect(market.rows[1]?.further).toBeNull();
    expect([...firstFiveQuarters(clients, purchases, "2025-12-31")]).toEqual([["a0", 300]]);
  });

  it("is the first purchase where there are no deals", () => {
    const market = marketRows(accounts, [], clients, purchases, "2025-12-31");
    expect(market.source).toBe("first purchases");
    expect(market.rows.map(({ first }) => first)).toEqual([200, 200]);
    expect(marketRows([], [], [], [], "2025-12-31").rows).toEqual([]);
  });
});

describe("lift by the year won", () => {
  it("is that of any kind of client, as worked by hand, in years with twenty followed or more", () => {
    const clients = Array.from({ length: 44 }, (_, at) => ({
      accountId: `c${at}`,
      name: `c${at}`,
      firmographics: {},
      clv: 0,
      highValue: false,
      groupId: `c${at}`,
      wonIn: at < 24 ? "2022" : "2023",
    }));
    const worth = new Map(clients.slice(0, 43).map(({ accountId }, at) => [accountId, at < 6 ? 400 : 100]));
    const years = liftByCohort(({ accountId }) => Number(accountId.slice(1)) < 6, clients, worth, 1);
    expect(years).toHaveLength(1);
    expect(years[0]).toMatchObject({ cohort: "2022", clients: 24, matching: 6, hasMultiples: true });
    expect(years[0]?.lift?.value).toBeCloseTo(400 / 175, 12);
    expect(years[0]?.difference?.value).toBeCloseTo(225, 12);
    expect(liftByCohort(() => false, clients, worth, 1)[0]).toMatchObject({ matching: 0, lift: null });
  });
});

describe("additive residuals", () => {
  it("takes effects of both groupings off, and leaves what is of neither", () => {
    const first = Array.from({ length: 400 }, (_, at) => at % 2);
    const second = Array.from({ length: 400 }, (_, at) => Math.floor(at / 2) % 2);
    const values = first.map((one, at) => 5 * one - 3 * (second[at] ?? 0) + (at === 0 ? 1 : 0));
    const residuals = additiveResiduals(values, [first, second]);
    expect(Math.abs(residuals[1] ?? 9)).toBeLessThan(0.05);
    expect(residuals[0]).toBeGreaterThan(0.9);
    expect(additiveResiduals([], [[]])).toEqual([]);
  });

  it("shrinks the effect of a rare group by its rows over two more, however many rounds are fitted", () => {
    const { centre, effects } = additiveFit([10, 0, 0, 0], [[0, 1, 1, 1]]);
    expect(centre).toBe(2.5);
    expect(effects[0]?.[0]).toBeCloseTo(7.5 / 3, 12);
    expect(effects[0]?.[1]).toBeCloseTo(-7.5 / 5, 12);
  });
});

describe("population stability", () => {
  const list = (retail: number, food: number) =>
    [...new Array(retail).fill("Retail"), ...new Array(food).fill("Food")].map((level, at) => ({
      accountId: `${level}${at}`,
      name: "",
      firmographics: { industry: level },
    }));

  it("is the index worked by hand, with half an account added to each band", () => {
    const [one] = populationStability(list(50, 50), list(80, 20), [industry]);
    const [a, b] = [50.5 / 101, 80.5 / 101];
    expect(one?.index).toBeCloseTo((b - a) * Math.log(b / a) + (a - b) * Math.log((1 - b) / (1 - a)), 10);
    expect(one?.byChance).toBeCloseTo(0.02, 12);
    expect(one?.most.level).toMatch(/Retail|Food/);
  });

  it("is nothing for the same list, and for an empty one", () => {
    expect(populationStability(list(30, 30), list(30, 30), [industry])[0]?.index).toBeCloseTo(0, 12);
    expect(populationStability([], list(3, 3), [industry])).toEqual([]);
  });
});
