import { describe, expect, it } from "vitest";
import { daysBetween } from "../../../../src/model/numerics/calendar.js";
import { substream } from "../../../../src/model/numerics/substream.js";
import {
  type EarlyBehaviour,
  earlyBehaviours,
} from "../../../../src/model/value/behaviour/early-behaviour.js";
import { retentionByFirstProduct } from "../../../../src/model/value/behaviour/retention-by-first-product.js";
import { whatGoesWithValue } from "../../../../src/model/value/behaviour/what-goes-with-value.js";

const line = (clientId: string, day: string, product: string | null, margin: number, lastOn = day) => ({
  clientId,
  product,
  firstOn: day,
  lastOn,
  revenue: 2 * margin,
  margin,
});

const SEEN = { asOf: "2024-01-31", discountRateAnnual: 0 };

describe("early behaviour", () => {
  const clients = [
    { clientId: "A", firstOn: "2020-03-01" },
    { clientId: "B", firstOn: "2020-06-01" },
    { clientId: "C", firstOn: "2023-06-01" },
  ];
  const purchases = [
    line("A", "2020-03-01", "Core", 100),
    line("A", "2020-03-01", "Plus", 20),
    line("A", "2020-09-01", "Core", 30, "2020-09-20"),
    line("A", "2021-08-01", "Extra", 50),
    line("B", "2020-06-01", null, 10),
  ];
  const terms = [{ clientId: "B", startsOn: "2020-06-01", endsOn: "2022-05-31" }];
  const signals = [
    { clientId: "A", measure: "satisfaction", quarter: "2020-Q2", mean: 8, readings: 1 },
    { clientId: "A", measure: "satisfaction", quarter: "2020-Q4", mean: 5, readings: 2 },
    { clientId: "A", measure: "satisfaction", quarter: "2021-Q4", mean: 1, readings: 9 },
  ];

  it("follows a case worked by hand, and leaves out whoever was not seen for two years", () => {
    const [a, b, ...others] = earlyBehaviours(clients, purchases, terms, signals, SEEN);
    expect(others).toEqual([]);
    expect(a).toEqual({
      clientId: "A",
      firstProduct: "Core",
      products: 2,
      monthsToSecondPurchase: expect.closeTo(184 / 30.4375, 3),
      signals: { satisfaction: 6 },
      firstYearMargin: 150,
      secondYearMargin: 50,
      stayed: true,
    });
    expect(b).toMatchObject({ firstProduct: null, products: 0, monthsToSecondPurchase: null, stayed: true });
  });

  it("takes for the first product what brought most on the first day over all of its lines", () => {
    const seats = [line("A", "2020-03-01", "Seats", 50), line("A", "2020-03-01", "Seats", 50)];
    const support = line("A", "2020-03-01", "Support", 75);
    const [a] = earlyBehaviours(clients, [support, ...seats], [], [], SEEN);
    expect(a?.firstProduct).toBe("Seats");
  });

  it("takes what came in instalments off CLV as it is in it", () => {
    const clv = new Map<string, number>();
    const customers = Array.from({ length: 40 }, (_, at) => ({ clientId: `C${at}`, firstOn: "2021-01-01" }));
    const months = Array.from({ length: 12 }, (_, month) => `2021-${String(month + 1).padStart(2, "0")}-01`);
    const bought = customers.flatMap(({ clientId }, at) => {
      const lines =
        at % 2 === 0
          ? [line(clientId, "2021-01-01", "At once", 12_000)]
          : months.map((day) => line(clientId, day, "By month", 1000));
      const worth = lines.reduce(
        (sum, { firstOn, margin }) => sum + margin * 1.1 ** (-daysBetween("2021-01-01", firstOn) / 365.25),
        0,
      );
      clv.set(clientId, worth);
      return lines;
    });
    const behaviours = earlyBehaviours(customers, bought, [], [], { ...SEEN, discountRateAnnual: 0.1 });
    const links = whatGoesWithValue(behaviours, clv, substream(1, "shuffles"));
    for (const { groups } of links) {
      for (const { laterValue } of groups) expect(laterValue.value).toBeCloseTo(0, 6);
    }
    expect(links.length).toBeGreaterThan(0);
  });

  it("does not count a contract that ended before the second year was over as staying", () => {
    const early = [{ clientId: "B", startsOn: "2020-06-01", endsOn: "2021-05-31" }];
    const [, b] = earlyBehaviours(clients, purchases, early, signals, SEEN);
    expect(b?.stayed).toBe(false);
  });
});

function madeUp(count: number, leaky: boolean): { behaviours: EarlyBehaviour[]; clv: Map<string, number> } {
  const random = substream(3, leaky ? "leaky" : "nothing");
  const clv = new Map<string, number>();
  const behaviours = Array.from({ length: count }, (_, at): EarlyBehaviour => {
    const bad = at % 3 === 0;
    const clientId = `C${at}`;
    const stays = random() < (leaky && bad ? 0.3 : 0.8);
    clv.set(clientId, 1000 + (stays ? 2000 * random() : 0));
    return {
      clientId,
      firstProduct: bad ? "Express" : "Core",
      products: 1 + Math.floor(3 * random()),
      monthsToSecondPurchase: 14 * random() > 12 ? null : 11 * random(),
      signals: { satisfaction: 10 * random() },
      firstYearMargin: 500,
      secondYearMargin: stays ? 800 * random() : 0,
      stayed: stays,
    };
  });
  return { behaviours, clv };
}

describe("what goes with value", () => {
  it("finds the first product whose buyers leave, and says so first", () => {
    const { behaviours, clv } = madeUp(240, true);
    const [first, ...others] = whatGoesWithValue(behaviours, clv, substream(1, "shuffles"));
    expect(first?.behaviour).toBe("first product");
    expect(first?.p.stayed).toBeLessThan(0.02);
    const express = first?.groups.find(({ group }) => group === "Express");
    const core = first?.groups.find(({ group }) => group === "Core");
    expect(express?.stayed.high).toBeLessThan(core?.stayed.low ?? 0);
    expect(express?.secondYear.value).toBeLessThan(core?.secondYear.low ?? 0);
    for (const other of others) expect(Math.min(other.p.secondYear, other.p.stayed)).toBeGreaterThan(0.05);
  });

  it("claims nothing where nothing goes with value, and counts every client once", () => {
    const { behaviours, clv } = madeUp(240, false);
    for (const link of whatGoesWithValue(behaviours, clv, substream(1, "shuffles"))) {
      expect(Math.min(link.p.secondYear, link.p.stayed)).toBeGreaterThan(0.05);
      expect(link.groups.reduce((sum, { clients }) => sum + clients, 0)).toBe(link.clients);
    }
  });

  it("does not take what a model expects of a behaviour for what came of it", () => {
    const { behaviours } = madeUp(240, false);
    const clv = new Map(
      behaviours.map(({ clientId, monthsToSecondPurchase }) => [
        clientId,
        100_000 - 5000 * (monthsToSecondPurchase ?? 12),
      ]),
    );
    const links = whatGoesWithValue(behaviours, clv, substream(1, "shuffles"));
    const second = links.find(({ behaviour }) => behaviour === "time to the second purchase");
    expect(second?.groups[0]?.laterValue.low).toBeGreaterThan(second?.groups[2]?.laterValue.high ?? 0);
    for (const { p } of links) expect(Math.min(p.secondYear, p.stayed)).toBeGreaterThan(0.05);
  });

  it("is silent about a handful of clients", () => {
    const { behaviours, clv } = madeUp(12, true);
    expect(
      whatGoesWithValue(behaviours, clv, substream(1, "x")).every(({ groups }) => groups.length > 1),
    ).toBe(true);
    expect(whatGoesWithValue([], new Map(), substream(1, "x"))).toEqual([]);
  });
});

describe("retention by first product", () => {
  it("counts the clients whose year is over, by purchases and contracts", () => {
    const clients = Array.from({ length: 12 }, (_, at) => ({ clientId: `C${at}`, firstOn: "2020-01-10" }));
    const purchases = clients.flatMap(({ clientId }, at) => [
      line(clientId, "2020-01-10", "Core", 10),
      ...(at < 6 ? [line(clientId, "2021-05-01", "Core", 10)] : []),
    ]);
    const terms = [{ clientId: "C11", startsOn: "2020-01-10", endsOn: "2022-12-31" }];
    const behaviours = earlyBehaviours(clients, purchases, terms, [], { ...SEEN, asOf: "2023-06-30" });
    const [core] = retentionByFirstProduct(clients, behaviours, purchases, terms, "2023-06-30");
    expect(core).toMatchObject({ product: "Core", clients: 12 });
    expect(core?.years.map(({ year, clients: n, active }) => [year, n, active.value])).toEqual([
      [2, 12, 7 / 12],
      [3, 12, 1 / 12],
    ]);
  });
});
