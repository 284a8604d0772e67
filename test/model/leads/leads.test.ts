import { randomLcg } from "d3";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrateScore } from "../../../src/model/leads/calibrate-score.js";
import { fitRollUp, USED_ROLL_UP } from "../../../src/model/leads/fit-roll-up.js";
import { isotonicFit } from "../../../src/model/leads/isotonic-fit.js";
import { logisticFit } from "../../../src/model/leads/logistic-fit.js";
import { leadMatcher } from "../../../src/model/leads/match-leads.js";
import { compareOrders } from "../../../src/model/leads/pipeline-order.js";
import { accountChance, USUAL_WEIGHTS } from "../../../src/model/leads/roll-up.js";
import { levelRollUp } from "../../../src/model/leads/roll-up-level.js";
import { shareOutValue } from "../../../src/model/leads/share-out-value.js";
import { latestOfContacts } from "../../../src/model/leads/unique-contacts.js";

describe("the account of a lead", () => {
  const account = (accountId: string, name: string, domain: string | null) => ({ accountId, name, domain });
  const match = leadMatcher([
    account("C1", "Müller & Söhne GmbH", "mueller.example.de"),
    account("P1", "Twin Ltd", "twin-a.com"),
    account("P2", "Twin SA", "twin-b.com"),
    account("P3", "Again Inc", "mueller.example.de"),
    account("P4", "Twofold", "twofold.com"),
    account("P5", "Twofold", null),
  ]);
  const lead = (part: object) => ({ accountId: null, domain: null, company: null, ...part });

  it("is found by id, else domain, else name without legal form", () => {
    expect(match(lead({ accountId: "C1" }))).toEqual({ accountId: "C1", by: "account id" });
    expect(match(lead({ accountId: "X9", domain: "anna@twin-b.com" }))).toEqual({
      accountId: "P2",
      by: "domain",
    });
    expect(match(lead({ company: "Muller and Sohne" }))).toEqual({ accountId: "C1", by: "company name" });
  });

  it("is the first of those that share a domain, or a name of which no other domain is known", () => {
    expect(match(lead({ domain: "mueller.example.de" }))).toEqual({ accountId: "C1", by: "domain" });
    expect(match(lead({ company: "Twofold" }))).toEqual({ accountId: "P4", by: "company name" });
  });

  it("is said to be missing, and why", () => {
    for (const [part, why] of [
      [{ accountId: "X9" }, /account id is neither/],
      [{ domain: "gmail.com" }, /no account has the domain/],
      [{ company: "Twin" }, /several accounts/],
      [{ company: "Nobody" }, /no account has the company/],
    ] as const) {
      expect(match(lead(part))).toMatchObject({ accountId: null, why: expect.stringMatching(why) });
    }
  });
});

it("counts several leads of one contact once, the latest", () => {
  const lead = (leadId: string, contactId: string | null, createdOn: string | null) => ({
    leadId,
    contactId,
    createdOn,
    accountId: "a",
  });
  const leads = [lead("1", "x", "2025-01-01"), lead("2", "x", "2025-03-01"), lead("3", "x", null)];
  expect(
    latestOfContacts([...leads, lead("4", null, null), lead("5", null, null)]).map((l) => l.leadId),
  ).toEqual(["2", "4", "5"]);
  expect(latestOfContacts([...leads, { ...lead("6", "x", null), accountId: "b" }])).toHaveLength(2);
});

function judged(count: number, chanceOf: (score: number) => number, seed = 1) {
  const random = randomLcg(seed);
  return Array.from({ length: count }, (_, at) => {
    const score = Math.floor(100 * random());
    return { score, won: random() < chanceOf(score), accountId: `a${at}` };
  });
}

describe("the calibration of scores", () => {
  it("pools violators by hand", () => {
    const curve = isotonicFit([
      { score: 1, won: false },
      { score: 2, won: true },
      { score: 3, won: false },
      { score: 4, won: true },
    ]);
    expect([1, 2.5, 4].map(curve)).toEqual([0.25, 0.5, 0.75]);
    expect(curve(0)).toBe(0.25);
    expect(curve(9)).toBe(0.75);
  });

  it("never falls: neither where a lone win is smoothed below many, nor where a higher score wins less", () => {
    const nineOfTen = Array.from({ length: 10 }, (_, at) => ({ score: 1, won: at > 0 }));
    // By hand: 9.5 of 11, above the 1.5 of 2 that the lone win comes to.
    expect(isotonicFit([...nineOfTen, { score: 2, won: true }])(2)).toBeCloseTo(9.5 / 11, 12);
    const falling = logisticFit([
      { score: 1, won: true },
      { score: 2, won: true },
      { score: 3, won: false },
      { score: 4, won: false },
    ]);
    expect([1, 4].map(falling)).toEqual([0.5, 0.5]);
  });

  it("finds the chance behind a score, whatever its shape, and predicts accounts that it did not see", () => {
    const shapes = {
      logistic: (score: number) => 1 / (1 + Math.exp(-(score - 50) / 12)),
      isotonic: (score: number) => (score < 70 ? 0.05 : 0.6),
      "base rate": () => 0.3,
    };
    for (const [name, chanceOf] of Object.entries(shapes)) {
      const found = calibrateScore(judged(2000, chanceOf));
      expect(found?.method).toBe(name);
      for (const score of [20, 50, 90])
        expect(Math.abs((found?.probability(score) ?? 9) - chanceOf(score))).toBeLessThan(0.09);
      for (const { predicted, wonLow, wonHigh } of found?.reliability ?? [])
        expect(predicted > wonLow - 0.06 && predicted < wonHigh + 0.06).toBe(true);
    }
  });

  it("is refused where outcomes are few or all alike", () => {
    expect(calibrateScore(judged(10, () => 0.5))).toBeNull();
    expect(calibrateScore(judged(100, () => 1))).toBeNull();
  });
});

const contact = fc.record({
  probability: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
  role: fc.constantFrom(null, "champion", "user", "technical"),
});
const weights = fc.record({
  decay: fc.constantFrom(0, 0.25, 0.5, 1),
  roleWeight: fc.constantFrom(0, 0.25, 0.5),
  level: fc.double({ min: -2, max: 2, noNaN: true }),
  slope: fc.double({ min: 0, max: 2, noNaN: true }),
});

describe("the chance of an account", () => {
  it("is worked by hand", () => {
    const contacts = [
      { probability: 0.2, role: "user" },
      { probability: 0.4, role: "champion" },
    ];
    const expected = (1 - (1 - 0.4) * (1 - 0.5 * 0.2)) * (1 - 0.25 * 0.5);
    expect(accountChance(contacts, 4, USUAL_WEIGHTS)).toBeCloseTo(expected, 12);
    expect(accountChance([], 4, USUAL_WEIGHTS)).toBe(0);
    const roleless = accountChance(contacts, 0, USUAL_WEIGHTS);
    expect(accountChance(contacts, 1, USUAL_WEIGHTS)).toBeCloseTo(roleless, 12);
  });

  it("lies between 0 and 1, and never falls when a contact is added", () => {
    fc.assert(
      fc.property(fc.array(contact, { minLength: 1, maxLength: 6 }), contact, weights, (some, more, w) => {
        const before = accountChance(some, 3, w);
        const after = accountChance([...some, more], 3, w);
        expect(before).toBeGreaterThan(0);
        expect(after).toBeLessThan(1);
        expect(after).toBeGreaterThanOrEqual(before - 1e-12);
      }),
    );
  });

  it("is shared out over its contacts without a rest: the CLV counts once", () => {
    fc.assert(
      fc.property(fc.array(contact, { minLength: 1, maxLength: 6 }), weights, (contacts, w) => {
        const shares = shareOutValue(contacts, 3, w, 90_000);
        const value = accountChance(contacts, 3, w) * 90_000;
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(value, 6);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("takes its weights from outcomes when there are 50, and is judged beside plainer ways", () => {
    const random = randomLcg(4);
    const leads = outcomes(
      400,
      random,
      () => 1 + Math.floor(3 * random()),
      (scores) => Math.max(...scores),
    );
    const found = fitted(leads);
    expect(found).toMatchObject({ fitted: true, accounts: 400 });
    expect(found.weights.decay).toBeLessThanOrEqual(0.5);
    const auc = new Map(found.rivals.map((rival) => [rival.name, rival.auc]));
    expect(auc.get("Best contact")).toBeGreaterThan((auc.get("Number of contacts") ?? 1) + 0.05);
    const few = leads.filter(({ accountId }) => Number(accountId.slice(1)) < 49);
    expect(fitted(few)).toMatchObject({
      fitted: false,
      rivals: [],
      weights: { ...USUAL_WEIGHTS, level: expect.any(Number) },
    });
  });

  it("comes out as often as accounts were won, however many contacts they have and however few tell it", () => {
    for (const contacts of [1, 3, 6]) {
      const leads = outcomes(
        40,
        randomLcg(contacts),
        () => contacts,
        () => 0.2,
      );
      const { probability } = calibrateScore(leads) ?? { probability: () => Number.NaN };
      const { weights, won } = fitRollUp(leads, 4, { probability });
      const chances = Array.from({ length: 40 }, (_, at) =>
        accountChance(
          leads
            .filter(({ accountId }) => accountId === `a${at}`)
            .map(({ score, role }) => ({ probability: probability(score), role })),
          4,
          weights,
        ),
      );
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(won, 6);
    }
  });

  it("is set to a base rate where no outcome tells it", () => {
    const alone = [{ probability: 0.2, role: null }];
    // One contact of 0.2 at a base rate of 0.1: a = ln(0.1/0.9) − ln(0.2/0.8).
    const usual = { ...USUAL_WEIGHTS, roleWeight: 0 };
    expect(levelRollUp(usual, [alone], 0, 0.1).level).toBeCloseTo(Math.log(1 / 9) - Math.log(1 / 4), 9);
    expect(levelRollUp(usual, [], 0, 0.1)).toEqual(usual);
    expect(levelRollUp(usual, [alone], 0, Number.NaN)).toEqual(usual);
  });

  it("tells nothing apart, and says so, where the score has nothing to do with the outcome", () => {
    const worlds = 20;
    const aucs = Array.from({ length: worlds }, (_, world) => {
      const random = randomLcg(world / worlds);
      const leads = outcomes(
        60,
        random,
        () => 1 + Math.floor(4 * random()),
        () => 0.3,
      );
      return fitted(leads).rivals.find(({ name }) => name === USED_ROLL_UP)?.auc ?? 0;
    });
    // Pooled over folds of different levels it is 0.39; the standard error over the worlds is 0.017.
    expect(Math.abs(aucs.reduce((sum, auc) => sum + auc, 0) / worlds - 0.5)).toBeLessThan(0.055);
  });
});

/** Accounts with contacts of random scores between 0.05 and 0.65, won with the chance that these give. */
function outcomes(
  accounts: number,
  random: () => number,
  contactsOf: () => number,
  chanceOf: (scores: readonly number[]) => number,
) {
  return Array.from({ length: accounts }, (_, at) => {
    const scores = Array.from({ length: contactsOf() }, () => 0.05 + 0.6 * random());
    const won = random() < chanceOf(scores);
    return scores.map((score) => ({ accountId: `a${at}`, score, role: null, won }));
  }).flat();
}

function fitted(leads: ReturnType<typeof outcomes>) {
  const calibration = calibrateScore(leads);
  if (calibration === null) throw new Error("nothing to calibrate by");
  return fitRollUp(leads, 0, calibration);
}

describe("the pipeline by lifetime value against by amount", () => {
  const deal = (dealId: string, amount: number, chance: number, clv: number) => ({
    dealId,
    amount,
    chance,
    clv: { value: clv, low: clv, high: clv },
  });

  it("is compared by hand", () => {
    const orders = compareOrders(
      [deal("a", 100, 0.5, 100), deal("b", 50, 0.5, 300), deal("c", 80, 0.5, 200), deal("d", 10, 0.5, 10)],
      0.5,
    );
    expect(orders.deals.map(({ dealId, rankByAmount }) => [dealId, rankByAmount])).toEqual([
      ["b", 3],
      ["c", 2],
      ["a", 1],
      ["d", 4],
    ]);
    expect(orders).toMatchObject({ first: 2, exchanged: 1, byAmount: 150, byValue: 250 });
    const half = 1.2815515655446004 * Math.sqrt(0.25 * 100 ** 2 + 0.25 * 300 ** 2);
    expect(orders.gain.value).toBe(100);
    expect(orders.gain.high).toBeCloseTo(100 + half, 9);
  });

  it("takes the first part rounded up, and the width of what a client may be worth into account", () => {
    const z = 1.2815515655446004;
    const unsure = { ...deal("b", 1, 1, 300), clv: { value: 300, low: 300 - 40 * z, high: 300 + 40 * z } };
    const orders = compareOrders([deal("a", 2, 1, 100), unsure, deal("c", 3, 1, 50)], 0.5);
    expect(orders).toMatchObject({ first: 2, exchanged: 1, byAmount: 150, byValue: 400 });
    // Both are sure to be won: of a and b instead of a and c, only what b may be worth is open.
    expect(orders.gain.high).toBeCloseTo(250 + 40 * z, 9);
  });

  it("gains nothing where both orders agree, and is empty without deals", () => {
    expect(compareOrders([deal("a", 2, 0.5, 2), deal("b", 1, 0.5, 1)], 0.5).gain).toEqual({
      value: 0,
      low: 0,
      high: 0,
    });
    expect(compareOrders([], 0.25)).toMatchObject({ first: 0, exchanged: 0 });
  });
});
