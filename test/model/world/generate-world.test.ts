import { describe, expect, it } from "vitest";
import { generateWorld } from "../../../src/model/world/generate-world.js";
import { TABLE_NAMES } from "../../../src/model/world/table.js";
import { INPUT_CONTRACT } from "../../../src/warehouse/contract/input-contract.js";
import { nonFinite } from "../../non-finite.js";
import { meanOf, rowsBy, rowsOf } from "./world-rows.js";

const small = generateWorld({ seed: 5, clients: 60, prospects: 300 });
const everything = (world: typeof small): string =>
  JSON.stringify([TABLE_NAMES.map((name) => [...world.tables[name].rows]), world.settings, world.truth]);

describe("generateWorld", () => {
  it("makes the same world of the same seed, also when read twice, and another of another", () => {
    const again = generateWorld({ seed: 5, clients: 60, prospects: 300 });
    const bytes = everything(small);
    expect(everything(again)).toBe(bytes);
    expect(everything(small)).toBe(bytes);
    expect(everything(generateWorld({ seed: 6, clients: 60, prospects: 300 }))).not.toBe(bytes);
  });

  it("has the sizes that were asked for, and each required column of the input contract", () => {
    expect(rowsOf(small.tables.clients)).toHaveLength(60);
    expect(rowsOf(small.tables.prospects)).toHaveLength(300);
    expect(small.truth.clients).toHaveLength(60);
    expect(small.truth.prospects).toHaveLength(300);
    for (const name of TABLE_NAMES) {
      const table = small.tables[name];
      for (const { name: column, required, choices } of INPUT_CONTRACT[name].columns) {
        if (required !== true) continue;
        expect(table.columns, name).toContain(column);
        for (const row of rowsOf(table)) {
          expect(row[column], `${name}.${column}`).not.toBeNull();
          if (choices !== undefined) expect(choices).toContain(row[column]);
        }
      }
    }
  });

  it("makes worlds of any size and seed without a hole in them", { timeout: 20_000 }, () => {
    for (let seed = 1; seed <= 6; seed++) {
      const world = generateWorld({
        seed,
        clients: seed % 2 === 0 ? 5 : 40,
        prospects: seed % 3 === 0 ? 20 : 120,
      });
      for (const name of TABLE_NAMES) {
        const { columns, rows } = world.tables[name];
        for (const row of rows) {
          expect(row.length).toBe(columns.length);
          expect(row.every((cell) => typeof cell !== "number" || Number.isFinite(cell))).toBe(true);
        }
      }
      expect(nonFinite(world.truth)).toEqual([]);
    }
  });

  it("splits purchases into as many invoice lines as asked for, and changes nothing else", () => {
    const purchases = [...small.tables.transactions.rows].length - small.truth.faults.length;
    const lines = generateWorld({ seed: 5, clients: 60, prospects: 300, transactions: 10_000 });
    expect([...lines.tables.transactions.rows]).toHaveLength(10_000 + lines.truth.faults.length);
    expect(10_000).toBeGreaterThan(purchases);
    const byClientDay = (world: typeof small) => {
      const totals = new Map<string, number>();
      for (const { transaction_id, client_id, date, kind, product, amount } of rowsOf(
        world.tables.transactions,
      )) {
        const key = [client_id, date, kind, product].join("/");
        const isFault = world.truth.faults.some(({ transactionId }) => transactionId === transaction_id);
        if (!isFault) totals.set(key, (totals.get(key) ?? 0) + Math.round(Number(amount) * 100));
      }
      return totals;
    };
    const firstPurchase = `${rowsOf(small.tables.transactions)[0]?.client_id}/`;
    const others = (totals: Map<string, number>) =>
      [...totals].filter(([key]) => !key.startsWith(firstPurchase));
    expect(others(byClientDay(lines))).toEqual(others(byClientDay(small)));
    expect(lines.truth.prospects).toEqual(small.truth.prospects);
    expect([...lines.tables.leads.rows]).toEqual([...small.tables.leads.rows]);
  });

  it("lives without planted effects when asked to: every company is expected to be worth the same", () => {
    const { truth } = generateWorld({ seed: 5, clients: 400, prospects: 300, effects: "none" });
    expect(new Set([...truth.clients, ...truth.prospects].map(({ expectedClv }) => expectedClv)).size).toBe(
      1,
    );
    expect(truth.difficulty.explainedVariance).toBe(0);
    expect(truth.initiatives.map(({ worked }) => worked)).toEqual([false, false]);
    expect(truth.leakyProduct.leavingLogOdds).toBe(0);
    expect(truth.hunter.yearsWithQuotaMet).toBeLessThan(1);
  });

  it("realises on average what the firmographics lead one to expect", { timeout: 20_000 }, () => {
    const { prospects } = generateWorld({ seed: 9, clients: 40, prospects: 8000 }).truth;
    const ratio = (group: typeof prospects): number =>
      meanOf(group, ({ realisedClv }) => realisedClv) / meanOf(group, ({ expectedClv }) => expectedClv);
    expect(ratio(prospects)).toBeCloseTo(1, 1);
    const sorted = [...prospects].sort((a, b) => a.expectedClv - b.expectedClv);
    for (let quarter = 0; quarter < 4; quarter++) {
      const group = sorted.slice(quarter * 2000, (quarter + 1) * 2000);
      expect(Math.abs(ratio(group) - 1), `quarter ${quarter}`).toBeLessThan(0.08);
    }
  });

  it("wins prospects' kind as often as P(win) says", { timeout: 20_000 }, () => {
    const world = generateWorld({ seed: 3, clients: 600, prospects: 6000 });
    const pWin = new Map(world.truth.prospects.map((prospect) => [prospect.prospectId, prospect.pWin]));
    const closed = rowsOf(world.tables.opportunities).filter(
      ({ stage }) => stage === "won" || stage === "lost",
    );
    const lost = closed.filter(({ account_id }) => pWin.has(String(account_id)));
    const share = closed.filter(({ stage }) => stage === "won").length / closed.length;
    const meanOfLost = meanOf(lost, ({ account_id }) => pWin.get(String(account_id)) ?? 0);
    // Of opportunities with probability p, 1 - p are lost: lost ones had a lower p than the share that was won.
    expect(meanOfLost).toBeLessThan(share);
    expect(meanOfLost).toBeGreaterThan(share - 0.1);
    expect(world.settings.winRate).toBeCloseTo(share, 2);
  });

  it("refuses sizes that make no world, and says what to do", () => {
    expect(() => generateWorld({ seed: 1.5 })).toThrow(/seed is 1.5/);
    expect(() => generateWorld({ seed: 1, clients: 3 })).toThrow(
      /clients is 3: give a whole number of at least 5/,
    );
    expect(() => generateWorld({ seed: 1, prospects: Number.NaN })).toThrow(/prospects is NaN/);
    expect(() => generateWorld({ seed: 1, clients: 50, prospects: 50, transactions: 20 })).toThrow(
      /ask for at least as many/,
    );
  });
});

describe("names", () => {
  it("give no two companies one name or one domain, except clients listed again", () => {
    const again = new Set(small.truth.duplicates.map(({ prospectId }) => prospectId));
    const prospects = rowsOf(small.tables.prospects).filter(
      ({ prospect_id }) => !again.has(String(prospect_id)),
    );
    const all = [...rowsOf(small.tables.clients), ...prospects];
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    const domains = all.map(({ domain }) => domain).filter((domain) => domain !== null);
    expect(new Set(domains).size).toBe(domains.length);
    expect(domains.every((domain) => /^[a-z0-9-]+\.example$/.test(String(domain)))).toBe(true);
    expect(all.some(({ name }) => /[üöäéèłńøåæß]/.test(String(name)))).toBe(true);
  });

  it("let a listed client be found by its domain or by its name without the legal form", () => {
    const clients = rowsBy(rowsOf(small.tables.clients), "client_id");
    const prospects = rowsBy(rowsOf(small.tables.prospects), "prospect_id");
    expect(small.truth.duplicates.length).toBeGreaterThanOrEqual(4);
    for (const { prospectId, clientId, by, isMarked } of small.truth.duplicates) {
      const client = clients.get(clientId)?.[0];
      const prospect = prospects.get(prospectId)?.[0];
      expect(prospect?.status).toBe(isMarked ? "customer" : "open");
      if (by === "domain") {
        expect(prospect?.domain).toBe(client?.domain);
        expect(prospect?.domain).not.toBeNull();
      } else {
        const [firstWord] = String(client?.name).split(" ");
        expect(String(prospect?.name).startsWith(String(firstWord))).toBe(true);
        expect(prospect?.name).not.toBe(client?.name);
      }
    }
  });
});
