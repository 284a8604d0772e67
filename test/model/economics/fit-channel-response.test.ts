import { quantile, randomNormal, randomPoisson } from "d3";
import { expect, it } from "vitest";
import { fitChannelResponses } from "../../../src/model/economics/spend-response/fit-channel-response.js";
import { responseCurveOf } from "../../../src/model/economics/spend-response/fitted-curve.js";
import { nextEuroVerdicts } from "../../../src/model/economics/spend-response/next-euro.js";
import type { ResponseMonth } from "../../../src/model/economics/spend-response/readable-channel.js";
import { substream } from "../../../src/model/numerics/substream.js";

const wave = [40, 90, 160, 60, 20, 120, 200, 30];
const spendOf = (month: number) => 1000 * (wave[Math.floor(month / 6) % wave.length] ?? 0);
const months = (arrivalsOf: (month: number, spend: number) => number, count = 96): ResponseMonth[] =>
  Array.from({ length: count }, (_, month) => {
    const arrivals = arrivalsOf(month, spendOf(month));
    return { spend: spendOf(month), arrivals, clv: 50_000 * arrivals };
  });
const fitted = (channels: Record<string, readonly ResponseMonth[]>, draws = 40) =>
  fitChannelResponses(new Map(Object.entries(channels)), draws, substream(1, "test"));

it("finds again the curve, the growth and the spend at which the next euro brings itself", () => {
  // 30 arrivals a month at the ceiling, half of them at 80,000; each worth 50,000. The firm grows by 1 % a month.
  const grown = (month: number) => 1.01 ** month;
  const [found] = fitted({ fairs: months((month, spend) => grown(month) * 30 * (spend / (80_000 + spend))) });
  const now = [84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95].reduce((sum, at) => sum + grown(at) / 12, 0);
  expect(found?.status).toBe("responds");
  expect((found?.curve?.halfSpend ?? 0) / 80_000).toBeCloseTo(1, 0);
  const curve = found?.curve ?? { ceiling: Number.NaN, halfSpend: Number.NaN };
  const truth = { ceiling: 50_000 * 30 * now, halfSpend: 80_000 };
  for (const spend of [20_000, 80_000, 200_000]) {
    const brought = responseCurveOf(curve).valueAt(spend);
    expect(Math.abs(brought / responseCurveOf(truth).valueAt(spend) - 1)).toBeLessThan(0.03);
  }
  const balance = found?.balance?.value ?? 0;
  expect(balance).toBeGreaterThan(100_000);
  expect(responseCurveOf(curve).marginalAt(balance)).toBeCloseTo(1, 9);
});

it("finds again how long spend goes on working, where months tell", () => {
  const carried: number[] = [];
  const arrivalsOf = (theta: number) => (month: number, spend: number) => {
    carried[month] = theta * (month === 0 ? spend : (carried[month - 1] ?? 0)) + (1 - theta) * spend;
    const worked = carried[month] ?? 0;
    return 30 * (worked / (80_000 + worked));
  };
  for (const theta of [0, 0.6]) {
    expect(fitted({ fairs: months(arrivalsOf(theta)) }, 2)[0]?.carryOver).toBe(theta);
  }
});

it("says that the data carry nothing where spend makes no difference, and where months are few", () => {
  const random = substream(7, "arrivals");
  const byChance = () => Array.from({ length: 12 }, random).filter((one) => one < 0.25).length;
  const [idle, short, constant] = fitted({
    idle: months(byChance),
    short: months(byChance, 12),
    constant: months(byChance).map((month) => ({ ...month, spend: 5 })),
  });
  expect(idle?.status).toBe("flat");
  expect(idle?.p).toBeGreaterThan(0.1);
  expect(idle?.marginal?.low).toBeLessThan(0.1 * ((idle?.marginal?.high ?? 0) + 1));
  expect([short, constant].map((one) => [one?.status, one?.curve, one?.draws.length])).toEqual([
    ["too little", null, 0],
    ["too little", null, 0],
  ]);
});

it("passes over credit notes and months without spend, and repeats itself", () => {
  const rows = months((month, spend) => (month % 3) + spend / 20_000).map((month, at) =>
    at % 10 === 0 ? { ...month, spend: -10 } : month,
  );
  const [once, again] = [fitted({ a: rows }), fitted({ a: rows })];
  expect(once).toEqual(again);
  expect(once[0]?.months).toBe(86);
  expect(once[0]?.curve?.ceiling).toBeGreaterThan(0);
});

it("stands a half-year of clients that cost more than they bring, which resampling may draw alone", () => {
  const rows = months((month, spend) => (month % 3) + spend / 20_000, 36).map((month, at) => ({
    ...month,
    clv: at < 6 ? -3000 : 1000,
  }));
  const [mixed, lost] = fitted({ mixed: rows, lost: rows.map((month) => ({ ...month, clv: -100 })) }, 200);
  expect(mixed?.curve?.ceiling).toBeGreaterThan(0);
  expect(mixed?.marginal?.low).toBe(0);
  expect(lost?.curve?.ceiling).toBe(0);
  expect(lost?.marginal).toEqual({ value: 0, low: 0, high: 0 });
  expect(lost?.balance?.value).toBe(0);
});

/** Months of spend and of arrivals that go up and down of themselves, with a season of each. */
function seasonalMonths(
  random: () => number,
  count: number,
  { inSpend, inArrivals, answer }: { inSpend: number; inArrivals: number; answer: boolean },
): ResponseMonth[] {
  const [normal, poisson] = [randomNormal.source(random)(), randomPoisson.source(random)];
  let level = 0;
  return Array.from({ length: count }, (_, month) => {
    level = 0.6 * level + 0.8 * normal();
    const season = Math.sin((2 * Math.PI * month) / 12);
    const spend = 1000 * Math.exp(0.4 * level + inSpend * season);
    const mean = (answer ? (16 * spend) / (1000 + spend) : 8) * Math.exp(inArrivals * season);
    const arrivals = poisson(mean)();
    return { spend, arrivals, clv: 1000 * arrivals };
  });
}

// Of 14 channels without an answer one in ten may have a false one: 1.4, with a standard error of 1.1.
it("takes a season that spend and arrivals share for no answer to spend", () => {
  const statuses = Array.from({ length: 14 }, (_, run) => {
    const random = substream(run, "season");
    const rows = seasonalMonths(random, 48, { inSpend: 0.5, inArrivals: 0.4, answer: false });
    return fitChannelResponses(new Map([["a", rows]]), 0, random)[0]?.status;
  });
  expect(statuses.filter((status) => status === "responds").length).toBeLessThan(5);
});

// Of 30 planted answers 27 are found (standard error 1.7), and of 30 intervals 24 should hold the truth (2.2).
it("finds an answer to spend in four years, with what the next unit brings in four of five intervals", () => {
  const runs = Array.from({ length: 30 }, (_, run) => {
    const random = substream(run, "answer");
    const rows = seasonalMonths(random, 48, { inSpend: 0, inArrivals: 0, answer: true });
    const [fit] = fitChannelResponses(new Map([["a", rows]]), 40, random);
    const { low, high } = fit?.marginal ?? { low: Number.NaN, high: Number.NaN };
    const truth = (16 * 1000 * 1000) / (1000 + (fit?.spendNow ?? 0)) ** 2;
    return { isFound: fit?.status === "responds", isHeld: low <= truth && truth <= high };
  });
  expect(runs.filter(({ isFound }) => isFound).length).toBeGreaterThan(22);
  expect(runs.filter(({ isHeld }) => isHeld).length).toBeGreaterThan(20);
});

it("says of two years that they cannot tell a season from an answer", () => {
  const random = substream(1, "two years");
  const rows = seasonalMonths(random, 24, { inSpend: 0, inArrivals: 0, answer: true });
  expect(fitChannelResponses(new Map([["a", rows]]), 2, random)[0]).toMatchObject({
    status: "too little",
    curve: null,
  });
});

// Each deal is worth 50,000 in the end. Of the last eight months' deals none is won yet.
it("values arrivals by the months whose outcome is known", () => {
  const arrivals = (_: number, spend: number) => 30 * (spend / (80_000 + spend));
  const whole = months(arrivals, 48);
  const open = whole.map((month, at) => (at < 40 ? month : { ...month, clv: null }));
  const ceilings = [whole, open].map((rows) => fitted({ fairs: rows })[0]?.curve?.ceiling ?? 0);
  expect(ceilings[1]).toBeCloseTo(ceilings[0] ?? Number.NaN, 3);
  const draws = fitted({ fairs: open })[0]?.draws ?? [];
  expect(quantile(draws, 0.5, ({ ceiling }) => ceiling)).toBeGreaterThan(0.9 * (ceilings[0] ?? 0));
  const undecided = whole.map((month) => ({ ...month, clv: null }));
  expect(fitted({ fairs: undecided })[0]?.status).toBe("too little");
});

/** Deals of a firm that grows by 60 % a year, as does its spend, up and down besides; each is worth so much. */
function growingMonths(
  random: () => number,
  worth: number,
  dealsOf: (spend: number, growth: number) => number,
): ResponseMonth[] {
  const [normal, poisson] = [randomNormal.source(random)(), randomPoisson.source(random)];
  return Array.from({ length: 72 }, (_, month) => {
    const growth = 1.6 ** ((month - 71) / 12);
    const spend = 100_000 * growth * Math.exp(0.4 * normal());
    const arrivals = poisson(dealsOf(spend, growth))();
    return { spend, arrivals, clv: worth * arrivals };
  });
}

it("leaves to spend the growth that spend brought", () => {
  const random = substream(3, "bought growth");
  const rows = () => growingMonths(random, 2000, (spend) => spend / 1000);
  const fits = fitChannelResponses(new Map(["fairs", "search"].map((name) => [name, rows()])), 40, random);
  expect(fits.map(({ status }) => status)).toEqual(["responds", "responds"]);
  expect(nextEuroVerdicts(fits)).toEqual(["brings more", "brings more"]);
  for (const { marginal } of fits) expect(Math.abs((marginal?.value ?? 0) / 2 - 1)).toBeLessThan(0.15);
});

it("leaves to the firm the growth that came of itself", () => {
  const random = substream(5, "own growth");
  const rows = () =>
    growingMonths(random, 8000, (spend, growth) => (growth * 40 * spend) / (5000 * growth + spend));
  const fits = fitChannelResponses(new Map(["fairs", "search"].map((name) => [name, rows()])), 40, random);
  expect(nextEuroVerdicts(fits)).not.toContain("brings more");
  for (const { marginal } of fits) expect(marginal?.value).toBeLessThan(1);
});

// Half of the growth is spend's. Drawn from 24 firms: in these the data bear out all of it and none of it as well.
it("says where growth cannot be told from spend, and lets no verdict rest on it", () => {
  for (const run of [9, 15]) {
    const random = substream(run, "either growth");
    const rows = growingMonths(random, 16_000, (spend, growth) => 12 * Math.sqrt((growth * spend) / 100_000));
    const fits = fitChannelResponses(new Map([["fairs", rows]]), 20, random);
    expect(fits[0]?.status).toBe("growth or spend");
    expect(fits[0]?.p).toBeLessThan(0.1);
    expect(nextEuroVerdicts(fits)).toEqual(["cannot tell"]);
  }
});
