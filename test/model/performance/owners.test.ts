import { randomLcg, randomNormal } from "d3";
import { describe, expect, it } from "vitest";
import { decisionStratum, stayDecisions } from "../../../src/model/performance/owner-decisions.js";
import { type LabelledRecord, leavingTests } from "../../../src/model/performance/owner-leaving-claims.js";
import { ownerMeasures } from "../../../src/model/performance/owner-measures.js";
import { acquisitions } from "../../../src/model/performance/owner-of-client.js";
import { stayRecords } from "../../../src/model/performance/owner-stay-record.js";
import { shrinkRates } from "../../../src/model/performance/shrink-rates.js";

const term = (
  clientId: string,
  number: number,
  startsOn: string,
  endsOn: string,
  renewed: boolean | null,
) => ({
  clientId,
  product: "Core",
  line: 1,
  term: number,
  startsOn,
  endsOn,
  renewed,
});

describe("decisions to stay", () => {
  it("fall when a term ends, or once a year without contracts, and not before they are known", () => {
    const clients = [
      { clientId: "a", firstOn: "2022-01-01" },
      { clientId: "b", firstOn: "2022-01-01" },
    ];
    const terms = [
      term("a", 1, "2022-01-01", "2022-12-31", true),
      term("a", 2, "2023-01-01", "2023-12-31", false),
      term("a", 3, "2025-01-01", "2025-12-31", null),
    ];
    const purchases = [{ clientId: "b", firstOn: "2023-06-01", lastOn: "2023-06-01" }];
    const decisions = stayDecisions(clients, purchases, terms, "2025-12-31");
    expect(decisions.map(({ clientId, by, number, stayed }) => [clientId, by, number, stayed])).toEqual([
      ["a", "contract", 1, true],
      ["a", "contract", 2, false],
      ["b", "orders", 1, true],
      ["b", "orders", 2, false],
    ]);
  });

  it("of a buyer leave the year out that is not over", () => {
    const purchases = ["2023-06-01", "2024-06-01"].map((on) => ({ clientId: "b", firstOn: on, lastOn: on }));
    const until = (asOf: string) =>
      stayDecisions([{ clientId: "b", firstOn: "2022-01-01" }], purchases, [], asOf).map(
        ({ stayed }) => stayed,
      );
    expect(until("2025-12-31")).toEqual([true, true]);
    expect(until("2026-01-01")).toEqual([true, true, false]);
  });

  it("count a contract that takes over as staying", () => {
    const terms = [
      term("a", 1, "2022-01-01", "2022-12-31", false),
      { ...term("a", 1, "2023-02-01", "2024-01-31", null), product: "Plus", line: 2 },
    ];
    const [first] = stayDecisions([{ clientId: "a", firstOn: "2022-01-01" }], [], terms, "2023-12-31");
    expect(first?.stayed).toBe(true);
    const late = terms.map((one) => (one.line === 2 ? { ...one, startsOn: "2023-06-01" } : one));
    expect(stayDecisions([{ clientId: "a", firstOn: "2022-01-01" }], [], late, "2023-12-31")[0]?.stayed).toBe(
      false,
    );
  });

  it("are like each other from the third on, by kind and length of term", () => {
    const stratum = (number: number, years = 1) => decisionStratum({ by: "contract", number, years });
    expect(stratum(3)).toBe(stratum(7));
    expect(new Set([stratum(1), stratum(2), stratum(3), stratum(3, 2)]).size).toBe(4);
  });

  it("are expected by what like clients did: observed and expected add up to the same", () => {
    const decisions = Array.from({ length: 40 }, (_, at) => ({
      clientId: `c${at % 20}`,
      by: "contract" as const,
      number: at < 20 ? 1 : 2,
      years: 1,
      stayed: at % 4 !== 0,
    }));
    const records = stayRecords(decisions);
    const total = (of: (record: (typeof records)[number]) => number) =>
      records.reduce((sum, record) => sum + of(record), 0);
    expect(total(({ stayed }) => stayed)).toBe(30);
    expect(total(({ expectedStayed }) => expectedStayed)).toBeCloseTo(30, 9);
  });
});

describe("who won a client", () => {
  it("is who sold most on its first day, else the owner in the CRM", () => {
    const line = { clientId: "a", firstOn: "2022-01-01", product: "Core", owner: "Ann", revenue: 100 };
    const clients = [
      { clientId: "a", firstOn: "2022-01-01", leftTruncated: false, owner: "Zoe" },
      { clientId: "b", firstOn: "2022-01-01", leftTruncated: false, owner: "Zoe" },
    ];
    const won = acquisitions(clients, [
      line,
      { ...line, owner: "Ben", product: "Plus", revenue: 300 },
      { ...line, owner: "Cem", firstOn: "2022-05-01", revenue: 900 },
    ]);
    expect(won.get("a")).toEqual({ rep: "Ben", firstProduct: "Plus" });
    expect(won.get("b")).toEqual({ rep: "Zoe", firstProduct: null });
  });

  it("is not whom the books name first of a client that began before them, only whom the CRM states", () => {
    const line = { firstOn: "2022-01-01", product: "Core", owner: "Ann", revenue: 100 };
    const won = acquisitions(
      [
        { clientId: "a", firstOn: "2022-01-01", leftTruncated: true, owner: null },
        { clientId: "b", firstOn: "2022-01-01", leftTruncated: true, owner: "Zoe" },
      ],
      ["a", "b"].map((clientId) => ({ ...line, clientId })),
    );
    expect(won.get("a")).toEqual({ rep: null, firstProduct: null });
    expect(won.get("b")).toEqual({ rep: "Zoe", firstProduct: null });
  });

  it("adds up what each sold, whatever products it was for", () => {
    const line = { clientId: "a", firstOn: "2022-01-01", product: "Core", owner: "Ann", revenue: 60 };
    const won = acquisitions(
      [{ clientId: "a", firstOn: "2022-01-01", leftTruncated: false, owner: null }],
      [
        line,
        { ...line, product: "Plus" },
        { ...line, owner: "Ben", product: "Lite", revenue: 100 },
        { ...line, owner: null, product: "Lite", revenue: 500 },
      ],
    );
    expect(won.get("a")).toEqual({ rep: "Ann", firstProduct: "Lite" });
  });
});

function records(leavingOf: (label: string) => number, seed: number): LabelledRecord[] {
  const random = randomLcg(seed);
  return Array.from({ length: 240 }, (_, at) => {
    const label = ["Ann", "Ben", "Cem", "Dee"][at % 4] ?? "";
    return {
      clientId: `c${at}`,
      by: "contract",
      decisions: 1,
      stayed: random() < leavingOf(label) ? 0 : 1,
      expectedStayed: 0.75,
      label,
      year: String(2020 + (at % 3)),
    };
  });
}

describe("the test of who leaves", () => {
  it("finds the label whose clients leave, and no other", () => {
    const tests = leavingTests(
      records((label) => (label === "Ben" ? 0.6 : 0.2), 1),
      ["Ann", "Ben", "Cem", "Dee"],
      randomLcg(2),
      199,
    );
    expect(tests.filter(({ p }) => p <= 0.1).map(({ label }) => label)).toEqual(["Ben"]);
  });

  it("claims in about one of ten cases where nothing is to be found", () => {
    const claims = Array.from({ length: 200 }, (_, seed) =>
      leavingTests(
        records(() => 0.25, 100 + seed),
        ["Ann", "Ben", "Cem", "Dee"],
        randomLcg(seed),
        99,
      ).some(({ p }) => p <= 0.1),
    ).filter(Boolean).length;
    expect(claims).toBeGreaterThan(8);
    expect(claims).toBeLessThan(34);
  });

  it("looks at nobody with fewer than 10 clients, nor where chance had no choice", () => {
    const few = records(() => 0.5, 3).slice(0, 36);
    expect(leavingTests(few, ["Ann", "Nobody"], randomLcg(1), 9)).toEqual([]);
    const alone = records(() => 0.5, 3).map((record) => ({ ...record, label: "Ann" }));
    expect(leavingTests(alone, ["Ann"], randomLcg(1), 9)).toEqual([]);
  });
});

describe("figures of owners with few clients", () => {
  it("are drawn towards the common one, the more the fewer clients they rest on", () => {
    const units = (label: string, count: number, value: number) =>
      Array.from({ length: count }, (_, at) => ({ label, exposure: 1, value: value + (at % 2 ? 40 : -40) }));
    const [...rates] = shrinkRates([
      ...units("few", 2, 200),
      ...units("many", 200, 160),
      ...units("low", 60, 100),
      ...units("mean", 60, 120),
    ]);
    const rate = (label: string) => rates.find((one) => one.label === label);
    const kept = (label: string) => {
      const one = rate(label);
      return one ? (one.value - 139) / (one.raw - 139) : 0;
    };
    expect(kept("few")).toBeLessThan(kept("many"));
    expect(rate("many")?.group).toBeLessThan(rate("low")?.group ?? 0);
    for (const { low, value, high } of rates) expect(low < value && value < high).toBe(true);
  });

  it("cannot be told apart where there is only noise, and are held by the interval 80 times of 100", () => {
    let groups = 0;
    let held = 0;
    for (let world = 0; world < 60; world++) {
      const random = randomNormal.source(randomLcg(world))(0, 1);
      const rates = shrinkRates(
        Array.from({ length: 200 }, (_, at) => ({ label: String(at % 10), exposure: 1, value: random() })),
      );
      groups += rates.some(({ group }) => group > 1) ? 1 : 0;
      held += rates.filter(({ low, high }) => low <= 0 && 0 <= high).length;
    }
    expect(groups).toBeLessThan(10);
    expect(held / 600).toBeGreaterThan(0.8);
  });

  it("are as sure as their own clients make them, however far owners are apart", () => {
    // Within each ±40 around 0 and 1000: Σ² = 40 · 40², φ = 40²·40/(40 − 2 − 2); 20 clients each, hardly drawn together.
    const units = [0, 1000].flatMap((centre) =>
      Array.from({ length: 20 }, (_, at) => ({
        label: `o${centre}`,
        exposure: 1,
        value: centre + (at % 2 ? 40 : -40),
      })),
    );
    const [first, last] = shrinkRates(units);
    const half = 1.28155 * Math.sqrt((40 ** 2 * 40) / 36 / 20);
    for (const rate of [first, last]) {
      expect(Math.abs((rate?.high ?? 0) - (rate?.low ?? 0) - 2 * half)).toBeLessThan(0.02 * half);
    }
    expect([first?.group, last?.group]).toEqual([1, 2]);
  });

  it("are held by the interval 80 times of 100 where owners differ, and seldom told apart with few clients each", () => {
    const worlds = 100;
    let [held, split] = [0, 0];
    for (let world = 0; world < worlds; world++) {
      const random = randomNormal.source(randomLcg(world / worlds))(0, 1);
      const truths = Array.from({ length: 8 }, () => 3 * random());
      const units = truths.flatMap((truth, owner) =>
        Array.from({ length: 20 }, () => ({ label: String(owner), exposure: 1, value: truth + random() })),
      );
      for (const { label, low, high } of shrinkRates(units)) {
        const truth = truths[Number(label)] ?? 0;
        if (low <= truth && truth <= high) held++;
      }
      const noise = Array.from({ length: 30 }, (_, at) => ({
        label: String(at % 10),
        exposure: 1,
        value: random(),
      }));
      if (shrinkRates(noise).some(({ group }) => group > 1)) split++;
    }
    // Three standard errors of 800 intervals, and of 100 worlds at 5 %; with φ around one rate for all 99 % are held.
    expect(Math.abs(held / (8 * worlds) - 0.8)).toBeLessThan(0.045);
    expect(split / worlds).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / worlds));
  });

  it("are what they are for one owner or one client, and refuse no exposure", () => {
    const [one] = shrinkRates([{ label: "a", exposure: 1, value: 5 }]);
    expect(one).toMatchObject({ raw: 5, group: 1 });
    expect(one?.value).toBeCloseTo(5, 9);
    expect(shrinkRates([])).toEqual([]);
    const alike = shrinkRates(["a", "b"].map((label) => ({ label, exposure: 2, value: 0 })));
    expect(alike.map(({ low, high }) => [low, high])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(() => shrinkRates([{ label: "a", exposure: 0, value: 1 }])).toThrow(/exposure 0/);
  });
});

describe("the measures of owners", () => {
  it("count each client with who won it or looks after it, and leave out what is not known", () => {
    const client = (clientId: string, rep: string | null, clv: number) => ({
      clientId,
      rep,
      successOwner: "Sam",
      clv,
      decisions: 0,
      stayed: 0,
      expectedStayed: 0,
      expansion: 10,
      years: 2,
      satisfaction: null,
    });
    const clients = [
      client("1", "Ann", 100),
      client("2", "Ann", 300),
      client("3", "Ben", 50),
      client("4", null, 9),
    ];
    const reps = ownerMeasures(clients, "rep");
    expect(reps.map(({ owner, clients: count, clv }) => [owner, count, clv])).toEqual([
      ["Ann", 2, 400],
      ["Ben", 1, 50],
    ]);
    expect(reps[0]?.kept).toBeNull();
    expect(reps[0]?.satisfied).toBeNull();
    expect(reps[0]?.grown?.raw).toBe(5);
    expect(ownerMeasures(clients, "successOwner")[0]).toMatchObject({ owner: "Sam", clients: 4 });
  });
});
