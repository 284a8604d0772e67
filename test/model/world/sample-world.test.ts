import { describe, expect, it } from "vitest";
import { worldDifficulty } from "../../../src/model/world/difficulty.js";
import { generateWorld } from "../../../src/model/world/generate-world.js";
import { SAMPLE_SEED } from "../../../src/model/world/options.js";
import { meanOf, type Row, rowsBy, rowsOf } from "./world-rows.js";

const { tables, truth } = generateWorld({ seed: SAMPLE_SEED });
const clients = rowsOf(tables.clients);
const contracts = rowsOf(tables.contracts);
const faulty = new Set(["T-9001", "T-9002"]);
const seen = new Set<unknown>();
const transactions = rowsOf(tables.transactions).filter(({ transaction_id }) => {
  if (faulty.has(String(transaction_id)) || seen.has(transaction_id)) return false;
  seen.add(transaction_id);
  return true;
});
const clvOf = new Map(truth.clients.map(({ clientId, realisedClv }) => [clientId, realisedClv]));
const clientOf = rowsBy(clients, "client_id");
const asOf = "2025-12-31";
const rates: Readonly<Record<string, number>> = { EUR: 1, GBP: 1.17, SEK: 0.088 };

const clv = ({ client_id }: Row): number => clvOf.get(String(client_id)) ?? Number.NaN;

/** Share of contract terms that ended in a period and were renewed. */
function renewalRate(rows: readonly Row[], from = "2019-01-01", to = asOf): number {
  const due = rows.filter(
    ({ end, status }) => status !== "active" && String(end) >= from && String(end) < to,
  );
  return due.filter(({ status }) => status === "renewed").length / due.length;
}

function contractsOf(holds: (client: Row) => boolean): readonly Row[] {
  return contracts.filter(({ client_id }) => clientOf.get(String(client_id))?.some(holds));
}

describe("the sample world", () => {
  it("is as hard as it should be", () => {
    const difficulty = worldDifficulty(truth);
    expect(truth.difficulty).toEqual(difficulty);
    expect(difficulty.explainedVariance).toBeGreaterThan(0.3);
    expect(difficulty.explainedVariance).toBeLessThan(0.4);
    expect(difficulty.topTenthShare).toBeGreaterThan(0.3);
    expect(difficulty.topTenthShare).toBeLessThan(0.45);
    expect(difficulty.foundBySize).toBeLessThan(0.6);
  });

  it("is as hard in a large world, where luck averages out", { timeout: 20_000 }, () => {
    const large = generateWorld({ seed: 1, clients: 3000, prospects: 3000 }).truth.difficulty;
    expect(large.explainedVariance).toBeGreaterThan(0.3);
    expect(large.explainedVariance).toBeLessThan(0.4);
    expect(large.topTenthShare).toBeGreaterThan(0.3);
    expect(large.topTenthShare).toBeLessThan(0.45);
  });

  it("has 420 clients over seven years, 6,000 prospects, and believable prices", () => {
    expect(clients).toHaveLength(420);
    expect(truth.prospects).toHaveLength(6000);
    const prices = contracts.map(({ amount, currency, start, end }) => {
      const years = Math.round((Date.parse(String(end)) - Date.parse(String(start))) / 31_557_600_000);
      return (Number(amount) * (rates[String(currency)] ?? Number.NaN)) / years;
    });
    const sorted = prices.sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length * 0.01)]).toBeGreaterThan(6000);
    expect(sorted.at(-1)).toBeLessThan(250_000);
    const missing = clients.filter(({ annual_revenue }) => annual_revenue === null).length / clients.length;
    expect(missing).toBeGreaterThan(0.13);
    expect(missing).toBeLessThan(0.24);
  });

  it("bills each term of a contract once, on its first day, and nothing after the as-of date", () => {
    const fees = transactions.filter(
      ({ kind, amount }) => (kind === "initial" || kind === "renewal") && Number(amount) > 0,
    );
    const billed = new Set(fees.map((row) => [row.client_id, row.date, row.kind, row.amount].join("/")));
    for (const [, terms] of rowsBy(contracts, "client_id")) {
      for (const [position, { client_id, start, amount }] of terms.entries()) {
        expect(billed).toContain(
          [client_id, start, position === 0 ? "initial" : "renewal", amount].join("/"),
        );
      }
    }
    expect(fees.filter(({ kind }) => kind === "initial")).toHaveLength(420);
    expect(transactions.every(({ date }) => String(date) >= "2019-01-01" && String(date) <= asOf)).toBe(true);
    expect(
      transactions.every(
        ({ amount }) => Math.abs(Number(amount) * 100 - Math.round(Number(amount) * 100)) < 1e-6,
      ),
    ).toBe(true);
    expect(new Set(contracts.map(({ contract_id }) => contract_id)).size).toBe(contracts.length);
    expect(new Set(transactions.map(({ kind }) => kind)).size).toBe(5);
    expect(transactions.some(({ amount }) => Number(amount) < 0)).toBe(true);
  });

  it("has finance's totals, which the books miss by exactly the rejected rows", () => {
    const controls = new Map(
      rowsOf(tables.controls).map((row) => [`${row.period} ${row.measure}`, Number(row.value)]),
    );
    for (const [year, rows] of rowsBy(
      transactions.map((row) => ({ ...row, year: String(row.date).slice(0, 4) })),
      "year",
    )) {
      const revenue = rows.reduce(
        (sum, { amount, currency }) =>
          sum + Math.round(Number(amount) * (rates[String(currency)] ?? 0) * 100) / 100,
        0,
      );
      const rejected = year === "2021" ? 4380 : year === "2024" ? 1840 : 0;
      expect(controls.get(`${year} revenue`)).toBeCloseTo(revenue + rejected, 0);
      expect(controls.get(`${year} invoices`)).toBe(rows.length + (rejected > 0 ? 1 : 0));
    }
    expect(truth.faults.map(({ transactionId }) => transactionId)).toContain("T-9001");
    expect(truth.faults).toHaveLength(3);
  });
});

describe("planted effects, seen in the exports", () => {
  it("buyers of one first product leave", () => {
    const buyers = contracts.filter(({ product }) => product === truth.leakyProduct.product);
    const others = contracts.filter(({ product }) => product !== truth.leakyProduct.product);
    expect(renewalRate(buyers)).toBeLessThan(renewalRate(others) - 0.12);
  });

  it("one rep meets quota with clients that leave", () => {
    const { rep } = truth.hunter;
    const own = contractsOf(({ owner }) => owner === rep);
    expect(renewalRate(own)).toBeLessThan(renewalRate(contractsOf(({ owner }) => owner !== rep)) - 0.15);
    const booked = new Map<string, number>();
    for (const { owner, closed_on, stage, amount } of rowsOf(tables.opportunities)) {
      const key = `${owner}/${String(closed_on).slice(0, 4)}`;
      if (stage === "won") booked.set(key, (booked.get(key) ?? 0) + Number(amount));
    }
    const met = (row: Row): boolean => (booked.get(`${row.owner}/${row.period}`) ?? 0) >= Number(row.quota);
    const quotas = rowsOf(tables.quotas);
    expect(quotas.filter(({ owner }) => owner === rep).every(met)).toBe(true);
    expect(quotas.filter(({ owner }) => owner !== rep).filter(met).length / quotas.length).toBeLessThan(0.6);
  });

  it("the channel with the best clients is not the one with the most", () => {
    const channels = rowsBy(clients, "acquisition_channel");
    const byClv = [...channels].sort(([, a], [, b]) => meanOf(b, clv) - meanOf(a, clv));
    const byCount = [...channels].sort(([, a], [, b]) => b.length - a.length);
    expect(byClv[0]?.[0]).toBe("partner");
    expect(byCount[0]?.[0]).toBe("search");
    expect(channels.get("partner")?.length).toBeLessThan(60);
  });

  it("one initiative keeps the clients that it touches, the other does not", () => {
    const [worked, failed] = rowsOf(tables.initiatives);
    const changeOf = (initiative: Row | undefined, touched: boolean): number => {
      const values = String(initiative?.values).split(";");
      const group = contractsOf(
        (client) => values.includes(String(client[String(initiative?.field)])) === touched,
      );
      const start = String(initiative?.start);
      return renewalRate(group, start) - renewalRate(group, "2019-01-01", start);
    };
    expect(changeOf(worked, true) - changeOf(worked, false)).toBeGreaterThan(0.15);
    expect(Math.abs(changeOf(failed, true) - changeOf(failed, false))).toBeLessThan(0.12);
    expect(truth.initiatives.map(({ worked: did }) => did)).toEqual([true, false]);
  });

  it("the current ICP wins logos of less value", () => {
    const { inside, outside, shareOfClients, shareOfProspects } = truth.currentIcp;
    expect(inside.meanPWin).toBeGreaterThan(Number(outside.meanPWin) + 0.08);
    expect(inside.meanExpectedClv).toBeLessThan(0.7 * Number(outside.meanExpectedClv));
    expect(shareOfClients).toBeGreaterThan(2 * Number(shareOfProspects));
    const isInside = ({ industry, employees }: Row): boolean =>
      ["Professional services", "Retail"].includes(String(industry)) && Number(employees) >= 200;
    const rest = clients.filter((client) => !isInside(client));
    expect(meanOf(clients.filter(isInside), clv)).toBeLessThan(0.75 * meanOf(rest, clv));
  });

  it("sales wins more at home, where clients are worth no more", () => {
    const countryOf = new Map(
      [...clients, ...rowsOf(tables.prospects)].map((row) => [row.client_id ?? row.prospect_id, row.country]),
    );
    const closed = rowsOf(tables.opportunities).filter(
      ({ stage, account_id }) => (stage === "won" || stage === "lost") && countryOf.has(account_id ?? null),
    );
    const winRate = (home: boolean): number => {
      const group = closed.filter(
        ({ account_id }) => (countryOf.get(account_id ?? null) === "Germany") === home,
      );
      return group.filter(({ stage }) => stage === "won").length / group.length;
    };
    expect(winRate(true)).toBeGreaterThan(winRate(false) + 0.1);
    const byCountry = truth.drivers.meanExpectedClvOfProspects.country;
    const abroad = Object.entries(byCountry).filter(([country]) => country !== "Germany");
    expect(Number(byCountry.Germany) / meanOf(abroad, ([, mean]) => Number(mean))).toBeCloseTo(1, 0);
  });

  it("the market turned for two industries, and size peaks in the middle", () => {
    const { rises, falls } = truth.turn;
    expect(rises.meanExpectedClvAfter).toBeGreaterThan(1.6 * Number(rises.meanExpectedClvBefore));
    expect(falls.meanExpectedClvAfter).toBeLessThan(0.7 * Number(falls.meanExpectedClvBefore));
    const { sizeBand } = truth.drivers.meanExpectedClvOfProspects;
    expect(sizeBand["mid-size"]).toBeGreaterThan(Number(sizeBand.big));
    expect(sizeBand.big).toBeGreaterThan(Number(sizeBand.small));
  });
});
