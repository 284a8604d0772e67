import { sum } from "d3";
import { describe, expect, it } from "vitest";
import type { Firmographics } from "../../../src/model/account.js";
import type { Feature } from "../../../src/model/feature.js";
import { evaluateWon, type WonInput } from "../../../src/model/lookalike/evaluation/evaluate-won.js";
import { PLANTED_FEATURES, plantedWorld } from "./planted-world.js";

const world = plantedWorld({ clients: 240, prospects: 900, seed: 5 });
const input: WonInput = {
  before: world.clients.slice(0, 150),
  after: world.clients.slice(150),
  others: world.prospects,
  deals: [],
  features: PLANTED_FEATURES,
  capacity: 90,
  seed: 1,
};

function tenth(evaluation: ReturnType<typeof evaluateWon>): number {
  return evaluation?.methods[0]?.captured10.value ?? Number.NaN;
}

describe("the test against the clients won since", () => {
  it("finds the planted value among those won, whatever the order of the accounts", () => {
    const evaluation = evaluateWon(input);
    expect(evaluation?.methods[0]?.captured10.low).toBeGreaterThan(0.1);
    expect(evaluation?.beatsSize).toBe(true);
    expect(evaluation).toMatchObject({ before: 150, after: 90, accounts: 990 });
    const tenths = evaluation?.calibration ?? [];
    expect(tenths.map(({ accounts }) => accounts)).toEqual(new Array(10).fill(99));
    expect(sum(tenths, ({ won }) => won)).toBe(90);
    expect(sum(tenths, ({ predicted }) => predicted)).toBeCloseTo(1, 9);
    expect(sum(tenths, ({ actual }) => actual)).toBeCloseTo(1, 9);
    expect(tenths[0]?.actual).toBeCloseTo(tenth(evaluation), 9);
    expect(evaluation?.methods[0]?.precision10).toBeCloseTo((tenths[0]?.won ?? 0) / 99, 9);
    expect(evaluation?.predictedOverActual).toBeGreaterThan(0.6);
    expect(evaluation?.predictedOverActual).toBeLessThan(1.6);
    const turned = { ...input, before: input.before.toReversed(), others: input.others.toReversed() };
    expect(evaluateWon(turned)).toEqual(evaluation);
  });

  it("counts the accounts that it thins out: a random order finds as many as are won of all", () => {
    const others = Array.from({ length: 21_000 }, (_, at) => ({
      ...(world.prospects[at % 900] ?? world.clients[0]),
      accountId: `other ${String(at).padStart(5, "0")}`,
    })) as WonInput["others"];
    const evaluation = evaluateWon({ ...input, others });
    const random = evaluation?.methods.find(({ method }) => method === "random");
    expect(random?.precision10).toBeCloseTo(90 / 21_090, 9);
    expect(sum(evaluation?.calibration ?? [], ({ accounts }) => accounts)).toBe(21_090);
    expect(evaluation?.calibration[0]?.accounts).toBeCloseTo(2109, -1);
  }, 30_000);

  it("finds nothing when what clients are worth, and who they are, is dealt out at random", () => {
    const dealt = <Client extends { clv: number }>(clients: readonly Client[]) =>
      clients.map((client, at) => ({ ...client, clv: clients[(at * 37 + 11) % clients.length]?.clv ?? 0 }));
    const firmographics = world.prospects.map((prospect) => prospect.firmographics);
    const shuffled = <Account extends object>(accounts: readonly Account[]) =>
      accounts.map((account, at) => ({ ...account, firmographics: firmographics[(at * 7) % 900] ?? {} }));
    const evaluation = evaluateWon({
      ...input,
      before: shuffled(dealt(input.before)),
      after: shuffled(dealt(input.after)),
    });
    expect(tenth(evaluation)).toBeLessThan(0.2);
    expect(evaluation?.methods[0]?.captured10.low).toBeLessThan(0.1);
  });

  it("says first that sorting by size does as well where size is all that value depends on", () => {
    const sized = <Client extends object>(clients: readonly Client[]) =>
      clients.map((client, at) => {
        const firmographics: Firmographics = world.prospects[at * 3]?.firmographics ?? {};
        return { ...client, firmographics, clv: Number(firmographics.employees ?? 50) };
      });
    const evaluation = evaluateWon({ ...input, before: sized(input.before), after: sized(input.after) });
    expect(evaluation?.beatsSize).toBe(false);
    expect(evaluation?.sentence).toMatch(/^Sorting by size would have done as well/);
  });

  it("jumps when a field leaks what is known only afterwards: such a score is no score", () => {
    const leak: Feature = { name: "invoices", kind: "size", role: "firmographic" };
    const leaked = <Account extends { firmographics: object }>(accounts: readonly Account[]) =>
      accounts.map((account) => ({
        ...account,
        firmographics: { ...account.firmographics, invoices: "clv" in account ? Number(account.clv) : 0 },
      }));
    const evaluation = evaluateWon({
      ...input,
      before: leaked(input.before),
      after: leaked(input.after),
      others: leaked(input.others),
      features: [...PLANTED_FEATURES, leak],
    });
    expect(tenth(evaluation)).toBeGreaterThan(0.95);
  });

  it("is null with too few on either side of the cut", () => {
    expect(evaluateWon({ ...input, after: input.after.slice(0, 19) })).toBeNull();
    expect(evaluateWon({ ...input, before: input.before.slice(0, 29) })).toBeNull();
    expect(evaluateWon({ ...input, others: [] })).toBeNull();
    expect(evaluateWon({ ...input, features: [] })).toBeNull();
  });
});
