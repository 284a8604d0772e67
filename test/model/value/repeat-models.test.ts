import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import type { RepeatHistory } from "../../../src/model/value/repeat/repeat-history.js";
import {
  REPEAT_MODEL_NAMES,
  type RepeatModelName,
  type RepeatParameters,
} from "../../../src/model/value/repeat/repeat-model.js";
import { repeatForecaster, repeatModel } from "../../../src/model/value/repeat/repeat-models.js";
import { nonFinite } from "../../non-finite.js";

const BG = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const MBG = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
const PARETO = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };

const PINS: Readonly<Record<RepeatModelName, RepeatParameters>> = {
  nbd: { r: 0.385, alpha: 12.07 },
  "bg-nbd": BG,
  "mbg-nbd": MBG,
  "pareto-nbd": PARETO,
  "bg-cnbd-k": { k: 3, ...BG },
  "mbg-cnbd-k": { k: 2, ...MBG },
  "bg-bb": { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 },
};

const CONTINUOUS = REPEAT_MODEL_NAMES.filter((name) => name !== "bg-bb");

// BTYD 2.4.3 and BTYDplus at the pins, T = 39 weeks: x, tₓ, then log-likelihood, P(alive), purchases in 52 weeks.
const PUBLISHED = {
  "bg-nbd": [
    [0, 0, -0.55549816, 1, 0.25135803],
    [1, 9.75, -5.18425207, 0.43190534, 0.52764941],
    [2, 9.75, -8.43593424, 0.25941516, 0.55505072],
    [7, 9.75, -16.57756428, 0.00317435, 0.02071669],
    [2, 31.2, -9.47710303, 0.73480011, 1.57219543],
    [7, 31.2, -21.9973113, 0.71683739, 4.67828354],
    [26, 31.2, -41.27431119, 0.16059295, 3.66757087],
    [26, 39, -43.07468955, 0.97189837, 22.1959073],
  ],
  "pareto-nbd": [
    [0, 0, -0.52150742, 0.29446703, 0.13550636, 0.47498391],
    [1, 9.75, -5.29898894, 0.39021743, 0.50428494, 1.76764565],
    [2, 9.75, -8.35306043, 0.25915257, 0.55055943, 1.92984939],
    [7, 9.75, -17.28448108, 0.00983759, 0.06183097, 0.21673312],
    [2, 31.2, -9.57749066, 0.88169587, 1.87312819, 6.56578577],
    [7, 31.2, -21.70701575, 0.81954182, 5.15096365, 18.05542406],
    [26, 31.2, -42.73258016, 0.30789338, 6.80317792, 23.84685091],
    [26, 39, -43.91058188, 1, 22.09588876, 77.45165148],
  ],
  "mbg-nbd": [
    [0, 0, -0.54047212, 0.38934765, 0.19698607],
    [1, 9.75, -5.24979112, 0.37442998, 0.5249717],
    [2, 9.75, -8.35354331, 0.22589218, 0.50963538],
    [7, 9.75, -16.69501938, 0.0037782, 0.02399819],
    [2, 31.2, -9.50631855, 0.71539372, 1.61399986],
    [7, 31.2, -21.91549314, 0.69904947, 4.44018913],
    [26, 31.2, -41.74809186, 0.16897873, 3.64786001],
    [26, 39, -43.49431765, 0.96874233, 20.91290614],
  ],
} as const;

describe("published figures", () => {
  const rows = (["bg-nbd", "pareto-nbd", "mbg-nbd"] as const).flatMap((name) =>
    PUBLISHED[name].map(([repeats, recency, ...figures]) => ({ name, repeats, recency, figures })),
  );

  it.each(rows)("$name, x = $repeats, tx = $recency", ({ name, repeats, recency, figures }) => {
    const model = repeatModel(name).at(PINS[name]);
    const history = { repeats, recency, age: 39 };
    const [likelihood, alive, purchases, discounted] = figures;
    expect(model.logLikelihood(history)).toBeCloseTo(likelihood, 8);
    expect(model.probabilityAlive(history)).toBeCloseTo(alive, 8);
    expect(model.expectedPurchases(history, 52)).toBeCloseTo(purchases, 8);
    if (discounted !== undefined) {
      expect(model.discountedResidualTransactions(history, 0.0027)).toBeCloseTo(discounted, 8);
    }
  });
});

describe.each(CONTINUOUS)("%s", (name) => {
  const model = repeatModel(name).at(PINS[name]);
  const history = { repeats: 3, recency: 20, age: 30 };

  it("counts of new clients: probabilities sum to 1, and their mean is what is expected", () => {
    let [total, mean] = [0, 0];
    for (let count = 0; count < 600; count += 1) {
      const probability = model.probabilityOfCount(count, 26);
      total += probability;
      mean += count * probability;
    }
    expect(total).toBeCloseTo(1, 9);
    expect(mean).toBeCloseTo(model.expectedPurchasesOfNewClient(26), 7);
  });

  it("counts of new clients: none in no time, and hardly ever hundreds in a moment", () => {
    expect([0, 1, 5].map((count) => model.probabilityOfCount(count, 0))).toEqual([1, 0, 0]);
    expect(model.probabilityOfCount(400, 1e-3)).toBeCloseTo(0, 12);
  });

  it("simulates as many orders as it expects, none beyond the end, in order", () => {
    const random = randomLcg(0.4);
    const [horizon, draws] = [60, 8000];
    let [total, squares] = [0, 0];
    let ordered = true;
    const simulate = model.futureSampler(history, random);
    for (let draw = 0; draw < draws; draw += 1) {
      let [orders, last] = [0, 0];
      simulate(horizon, (time) => {
        ordered &&= time >= last && time <= horizon;
        last = time;
        orders += 1;
      });
      total += orders;
      squares += orders * orders;
    }
    expect(ordered).toBe(true);
    const mean = total / draws;
    const error = Math.sqrt((squares / draws - mean * mean) / draws);
    expect(Math.abs(mean - model.expectedPurchases(history, horizon))).toBeLessThan(3.5 * error);
  });

  it("expects more of a longer time, from 0, and at a discount less than of all time", () => {
    let before = 0;
    for (const ahead of [0, 1, 10, 100, 1000, 10_000]) {
      const value = model.expectedPurchases(history, ahead);
      expect(value).toBeGreaterThanOrEqual(before);
      before = value;
    }
    expect(model.discountedResidualTransactions(history, 0.002)).toBeLessThan(before);
    const slight = model.discountedResidualTransactions(history, 0.02);
    expect(slight).toBeLessThan(model.discountedResidualTransactions(history, 0.002));
    let summed = 0;
    let expectedBefore = 0;
    for (let week = 2; week < 1000; week += 2) {
      const until = model.expectedPurchases(history, week);
      summed += (until - expectedBefore) * Math.exp(-0.02 * (week - 1));
      expectedBefore = until;
    }
    expect(Math.abs(slight / summed - 1)).toBeLessThan(5e-4);
  });

  it("refuses parameters that are missing or not above 0, by name", () => {
    const [first = "", second = ""] = repeatModel(name).parameterNames;
    expect(() => repeatModel(name).at({ ...PINS[name], [second]: 0 })).toThrow(new RegExp(`${second} is 0`));
    expect(() => repeatModel(name).at({ ...PINS[name], [first]: Number.NaN })).toThrow(/above 0/);
    expect(() => model.discountedResidualTransactions(history, 0)).toThrow(/discount rate is 0/);
  });
});

describe("clients that fell silent", () => {
  it.each(CONTINUOUS.filter((name) => name !== "nbd"))(
    "%s expects less the more often they had bought",
    (name) => {
      const model = repeatModel(name).at(PINS[name]);
      const values = [10, 15, 20, 25].map((repeats) =>
        model.expectedPurchases({ repeats, recency: 20, age: 39 }, 52),
      );
      expect(values).toEqual([...values].sort((one, other) => other - one));
      expect(values.at(-1)).toBeLessThan(0.01);
    },
  );

  it("after one purchase five years ago are less likely clients than after one last month", () => {
    for (const name of ["pareto-nbd", "mbg-nbd", "mbg-cnbd-k"] as const) {
      const alive = (age: number): number =>
        repeatModel(name).at(PINS[name]).probabilityAlive({ repeats: 0, recency: 0, age });
      expect(alive(4)).toBeLessThan(1);
      expect(alive(260)).toBeLessThan(0.7 * alive(4));
    }
    const forever = repeatModel("bg-nbd").at(BG).probabilityAlive({ repeats: 0, recency: 0, age: 260 });
    expect(forever).toBe(1);
  });
});

describe("limits", () => {
  const OVERFLOWING = { r: 10.465, alpha: 0.00798565181, s: 3.0516, beta: 2.82 };
  const STABLE = { r: 0.25, alpha: 4, a: 0.8, b: 2.5 };

  // B. Hardie's note 027, and cases at which programs with ₂F₁ overflow, of arithmetic with many digits.
  it.each([
    ["bg-nbd", STABLE, { repeats: 200, recency: 38, age: 40 }, 100.795693, 6],
    ["bg-nbd", STABLE, { repeats: 0, recency: 0, age: 40 }, -0.59947382, 8],
    ["pareto-nbd", OVERFLOWING, { repeats: 400, recency: 5, age: 6 }, 1323.18893097, 8],
    ["pareto-nbd", OVERFLOWING, { repeats: 500, recency: 1, age: 37 }, 2594.40445462, 8],
    ["pareto-nbd", OVERFLOWING, { repeats: 500, recency: 4, age: 37 }, 1888.82124974, 8],
    [
      "pareto-nbd",
      { r: 0.5143, alpha: 2.8845, s: 0.2856, beta: 14.1087 },
      { repeats: 221, recency: 103.42857, age: 103.57143 },
      -61.58464856,
      8,
    ],
  ] as const)(
    "%s does not overflow for heavy buyers: %j, %j",
    (name, parameters, history, expected, digits) => {
      expect(repeatModel(name).at(parameters).logLikelihood(history)).toBeCloseTo(expected, digits);
    },
  );

  it("heavy buyers that fell silent have left", () => {
    const bg = repeatModel("bg-nbd").at(STABLE);
    expect(bg.expectedPurchases({ repeats: 200, recency: 38, age: 40 }, 40)).toBeGreaterThan(0);
    expect(bg.probabilityAlive({ repeats: 5000, recency: 1, age: 5000 })).toBe(0);
    const pareto = repeatModel("pareto-nbd").at(OVERFLOWING);
    expect(pareto.probabilityAlive({ repeats: 500, recency: 1, age: 37 })).toBe(0);
  });

  it.each([
    ["bg-nbd", "a"],
    ["mbg-nbd", "a"],
    ["mbg-cnbd-k", "a"],
    ["pareto-nbd", "s"],
  ] as const)("%s passes %s = 1 without a jump", (name, parameter) => {
    const at = (value: number): number =>
      repeatModel(name)
        .at({ ...PINS[name], [parameter]: value })
        .expectedPurchases({ repeats: 2, recency: 30, age: 39 }, 52);
    expect(at(1)).toBeCloseTo((at(1 - 1e-6) + at(1 + 1e-6)) / 2, 9);
    expect(at(1 - 1e-6)).toBeGreaterThan(at(1 + 1e-6));
  });

  it("k = 1 is the model at random", () => {
    const history = { repeats: 4, recency: 22, age: 30 };
    for (const [regular, random] of [
      ["bg-cnbd-k", "bg-nbd"],
      ["mbg-cnbd-k", "mbg-nbd"],
    ] as const) {
      const [one, other] = [
        repeatModel(regular).at({ ...PINS[random], k: 1 }),
        repeatModel(random).at(PINS[random]),
      ];
      expect(one.logLikelihood(history)).toBe(other.logLikelihood(history));
      expect(one.expectedPurchases(history, 52)).toBe(other.expectedPurchases(history, 52));
    }
    expect(() => repeatModel("bg-cnbd-k").at({ ...BG, k: 1.5 })).toThrow(
      /k is 1.5; it must be a whole number/,
    );
  });
});

describe.each(REPEAT_MODEL_NAMES)("fits of %s", (name) => {
  const model = repeatModel(name);
  const few = Array.from({ length: 12 }, (_, index) => ({
    repeats: index < 3 ? 2 : 0,
    recency: index < 3 ? 20 : 0,
    age: 50,
    logGaps: index < 3 ? 2 * Math.log(10) : 0,
  }));

  it("lean on weak priors, and say so, when few bought again", () => {
    const fit = model.fit(few);
    expect(fit?.weakPriors).toBe(true);
    expect(fit?.warnings[0]).toMatch(/Only 3 of 12 clients bought again/);
    const ofNew = fit ? repeatForecaster(fit).expectedPurchasesOfNewClient(50) : 0;
    expect(ofNew).toBeGreaterThan(0.2);
    expect(ofNew).toBeLessThan(1.5);
  });

  it("stay finite when clients do not differ at all", () => {
    const same = Array.from({ length: 200 }, () => ({
      repeats: 4,
      recency: 48,
      age: 52,
      logGaps: 4 * Math.log(12),
    }));
    const fit = model.fit(same);
    expect(fit?.warnings.length).toBeGreaterThan(0);
    expect(Object.values(fit?.parameters ?? {}).every((value) => value > 0 && Number.isFinite(value))).toBe(
      true,
    );
    expect(nonFinite(fit)).toEqual([]);
  });

  it("say nothing of repeat business when nobody bought twice", () => {
    expect(model.fit([{ repeats: 0, recency: 0, age: 30 }])).toBeNull();
    expect(model.fit([])).toBeNull();
  });
});

describe("fits at the edge", () => {
  it("become NBD, and say so, where nobody leaves", () => {
    const random = randomLcg(7);
    const steady = Array.from({ length: 400 }, (): RepeatHistory => {
      const rate = 0.05 + 0.4 * random();
      let [time, repeats] = [0, 0];
      for (;;) {
        const next = time - Math.log(1 - random()) / rate;
        if (next >= 100) break;
        time = next;
        repeats += 1;
      }
      return { repeats, recency: time, age: 100 };
    });
    for (const name of ["bg-nbd", "mbg-nbd", "pareto-nbd"] as const) {
      const fit = repeatModel(name).fit(steady);
      const expected = fit
        ? repeatForecaster(fit).expectedPurchases({ repeats: 20, recency: 99, age: 100 }, 100)
        : 0;
      expect(Math.abs(expected / 20 - 1)).toBeLessThan(0.15);
      if (fit?.model === "nbd") expect(fit.warnings[0]).toMatch(/no sign that clients leave/);
      else expect(fit?.weakPriors === false || (fit?.warnings.length ?? 0) > 0).toBe(true);
    }
    expect(repeatModel("pareto-nbd").fit(steady)?.model).toBe("nbd");
  });

  it("of regular models need the gaps, and say so without them", () => {
    const histories = Array.from({ length: 60 }, (_, index) => ({
      repeats: index % 5,
      recency: index % 5 === 0 ? 0 : 10 + (index % 17),
      age: 40,
    }));
    const fit = repeatModel("mbg-cnbd-k").fit(histories);
    expect(fit?.parameters.k).toBe(1);
    expect(fit?.warnings.join(" ")).toMatch(/without the times between their orders/);
  });

  it("of BG/BB refuse histories that do not count opportunities", () => {
    expect(() => repeatModel("bg-bb").fit([{ repeats: 3, recency: 2.5, age: 6 }])).toThrow(
      /does not count opportunities/,
    );
  });
});

describe("BG/BB", () => {
  const model = repeatModel("bg-bb").at(PINS["bg-bb"]);

  it("works a case by hand: one opportunity, α = β = γ = δ = 1", () => {
    const even = repeatModel("bg-bb").at({ alpha: 1, beta: 1, gamma: 1, delta: 1 });
    // Stays with ½ and then buys with ½; afterwards its chance of staying is 2/3, of buying 2/3.
    expect(Math.exp(even.logLikelihood({ repeats: 1, recency: 1, age: 1 }))).toBeCloseTo(1 / 4, 12);
    expect(even.probabilityAlive({ repeats: 1, recency: 1, age: 1 })).toBeCloseTo(2 / 3, 12);
    expect(even.expectedPurchases({ repeats: 1, recency: 1, age: 1 }, 1)).toBeCloseTo(4 / 9, 12);
  });

  it("simulates as many purchases as it expects", () => {
    const history = { repeats: 3, recency: 4, age: 6 };
    const simulate = model.futureSampler(history, randomLcg(0.1));
    let bought = 0;
    for (let draw = 0; draw < 20_000; draw += 1) {
      simulate(5, () => {
        bought += 1;
      });
    }
    expect(Math.abs(bought / 20_000 / model.expectedPurchases(history, 5) - 1)).toBeLessThan(0.03);
    expect(model.orderProcess(history)).toBeNull();
  });

  it("counts of new clients sum to 1", () => {
    const counts = Array.from({ length: 7 }, (_, count) => model.probabilityOfCount(count, 6));
    expect(counts.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 10);
    expect(counts.reduce((sum, value, count) => sum + value * count, 0)).toBeCloseTo(
      model.expectedPurchasesOfNewClient(6),
      9,
    );
  });
});
