// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { whatIfInputs } from "../../src/components/what-if/what-if-inputs.js";
import { whatIfInvestments } from "../../src/components/what-if/what-if-investments.js";
import { monthsInWords, paybackRange } from "../../src/components/what-if/what-if-panel.js";
import {
  assumptionsOf,
  scenarioSource,
  scenarioTable,
} from "../../src/components/what-if/what-if-scenario-table.js";
import {
  costSentence,
  populationSentence,
  priceRiseSentence,
  whatIfHeadline,
  whatIfStandfirst,
} from "../../src/components/what-if/what-if-sentences.js";
import type { WhatIfPage } from "../../src/data/published/what-if.js";
import type { FlowCell } from "../../src/model/economics/what-if/flow-cell.js";
import { unchanged } from "../../src/model/economics/what-if/levers.js";
import { report } from "./report-fixture.js";

const renewals: FlowCell = {
  kind: "renewals",
  group: "contracts",
  margins: [200_000, 100_000],
  revenues: [250_000, 125_000],
  days: [180, 540],
  years: [1, 2],
  stays: [0.8, 0.8],
};
const life: readonly FlowCell[] = [
  { ...renewals, kind: "first deals", margins: [1, 0], revenues: [2, 0], days: [0, 0] },
];
const base = unchanged(0.1);
const page: WhatIfPage = {
  status: "ready",
  clients: 40,
  activeClients: 21.7,
  base: {
    residual: { value: 300_000, low: 200_000, high: 400_000 },
    clv: { value: 300_000, low: 200_000, high: 400_000 },
  },
  model: {
    discountRateAnnual: 0.1,
    residual: [renewals],
    lifetime: [renewals],
    plan: {
      groups: [
        { prospects: 10, wins: 4, value: 80_000 },
        { prospects: 40, wins: 10, value: 150_000 },
      ],
      inCapacity: 1,
      costPerProspect: 1000,
      life,
      salesCycleMonths: 3,
    },
  },
  yearlyStay: 0.8,
  winRate: 0.4,
  noPlan: null,
  costSource: "spend.csv over the 40 clients won in its months",
  ranges: [
    { lever: "retention", low: 0.9, high: 1.1, source: "the model", isAssumption: false },
    { lever: "winRate", low: 0.8, high: 1.2, source: "a guess", isAssumption: true },
  ],
  indices: { ahead: [], residual: [], plan: [] },
  indexRows: 1024,
  scenarios: [
    { name: "Price rise", isBuiltIn: true, levers: { ...base, price: 1.05, retention: 0.98 }, loses: null },
    {
      name: "Loss of Germany",
      isBuiltIn: true,
      levers: base,
      loses: {
        market: "country: Germany",
        clients: 20,
        loss: { residual: [0.5], lifetime: [0.5], plan: { prospects: 0.5, wins: 0.5, value: 0.5 } },
      },
    },
  ],
  investments: {
    reps: 2,
    hire: { costAYear: 40_000, accountsAYear: 20, source: "an assumption" },
    campaign: { cost: 5000, accounts: 5, source: "a guess" },
    channel: {
      name: "search",
      today: 1000,
      seenHigh: 3000,
      curve: { ceiling: 9000, halfSpend: 1000 },
      draws: [],
    },
    education: {
      costAYear: 10_000,
      costSource: "an assumption",
      leaving: 0.9,
      reach: 0.5,
      frequency: 1,
      effectSource: "an assumption",
    },
  },
};
const withoutPlan: WhatIfPage = {
  ...page,
  model: { ...page.model, plan: null },
  winRate: null,
  noPlan: { reason: "there is no prospect to win", needs: "prospects.csv" },
  costSource: null,
};

beforeEach(() => history.replaceState(null, "", "/what-if"));

const move = (node: HTMLElement, label: string, value: number): void => {
  const slider = [...node.querySelectorAll("label")]
    .find(({ textContent }) => textContent?.startsWith(label))
    ?.querySelector("input");
  if (!slider) throw new Error(`no slider ${label}`);
  slider.value = String(value);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
};

describe("the what-if in words", () => {
  it("says what is ahead and what moves it most", () => {
    expect(whatIfHeadline(page, report)).toBe(
      "The 40 clients won so far, about 22 of them clients still, are expected to bring another €300k, and the plan to work 10 prospects €70k after its cost. Yearly retention moves this most: €331k to €411k.",
    );
    expect(whatIfStandfirst(page, report)).toMatch(
      /One percent more clients that stay each year is worth €4k; .* prospects won is worth €800\./,
    );
    expect(costSentence(page, report)).toMatch(
      /^For each prospect of the plan, won or lost, €1k is taken off, .* what winning a client costs \(spend/,
    );
  });

  it("says what to do where what moves it most is nothing that a choice turns", () => {
    const wide = {
      ...page,
      ranges: [
        ...page.ranges,
        { lever: "unforeseen" as const, low: 0.1, high: 8, source: "the past", isAssumption: false },
      ],
    };
    expect(whatIfHeadline(wide, report)).toMatch(/together moves this most: €28k to €3\.03M\.$/);
    expect(whatIfStandfirst(wide, report)).toMatch(
      /^No choice turns how far forecasts miss: commit only what the low end bears, .* Of what can be acted on, yearly retention moves most: €331k to €411k\. One percent/,
    );
    expect(whatIfStandfirst(page, report)).toMatch(/^One percent/);
  });

  it("says why there is no plan, and that nothing is taken off where no cost is known", () => {
    expect(whatIfHeadline(withoutPlan, report)).not.toMatch(/plan/);
    expect(whatIfStandfirst(withoutPlan, report)).toMatch(
      /There is no plan to vary: there is no prospect to win\./,
    );
    const free = { ...page, costSource: null };
    expect(costSentence(free, report)).toMatch(/^Nothing is taken off for winning a client/);
  });

  it("nets a price rise of its effect on retention and says from where on it no longer pays", () => {
    // Nothing else moved, 5 % on prices adds 18,750 to 300,000: it pays until ρ·200 + ρ²·100 + 12.5ρ + 6.25ρ² = 300.
    expect(priceRiseSentence(page, report)).toBe(
      "“Price rise” takes prices at +5% with costs as they are, and assumes that 2.0% fewer of the clients that would have stayed a year then stay. For today’s clients it pays as long as fewer than 4.5% of them go for it.",
    );
  });
});

describe("the inputs of the what-if", () => {
  it("begin at the report's figures, and the address keeps what is set", () => {
    const node = whatIfInputs(page, report);
    expect(node.textContent).toContain("€300k");
    expect(node.textContent?.match(/as in the report/g)).toHaveLength(4);
    move(node, "Deal size", 10);
    expect(node.textContent).toContain("€330k");
    expect(location.search).toBe("?deal=10");
    expect(whatIfInputs(page, report).textContent).toContain("€330k");
  });

  it("work more or fewer prospects of the list, which the address keeps", () => {
    const node = whatIfInputs(page, report);
    move(node, "Prospects worked", 30);
    // 20 of the next 40: half of what they bring, and half of their cost, after the plan's 80,000 − 10,000.
    expect(node.textContent).toContain("€125k");
    expect(node.textContent).toContain("9 of 30 prospects won");
    expect(location.search).toBe("?capacity=30");
    expect(whatIfInputs(page, report).textContent).toBe(node.textContent);
    history.replaceState(null, "", "/what-if?capacity=99999");
    expect(whatIfInputs(page, report).textContent).toContain("14 of 50 prospects won");
    expect(whatIfInputs(withoutPlan, report).textContent).not.toContain("Prospects worked");
    expect(populationSentence(page, report)).toMatch(/60 months, is no slider but the setting horizonMonths/);
  });

  it("take a scenario over, market and all, and go back", () => {
    const node = whatIfInputs(page, report);
    const choice = node.querySelector("select");
    if (!choice) throw new Error("no choice of scenarios");
    choice.value = "Loss of Germany";
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    expect(node.textContent).toContain("€150k");
    expect(location.search).toBe("?scenario=Loss+of+Germany");
    node.querySelector("button")?.click();
    expect(node.textContent?.match(/as in the report/g)).toHaveLength(4);
    expect(location.search).toBe("");
  });

  it("open a link that names a scenario on all that it assumes", () => {
    const rise = page.scenarios.find(({ name }) => name === "Price rise");
    if (!rise) throw new Error("no such scenario");
    history.replaceState(null, "", "/what-if?scenario=Price+rise");
    const node = whatIfInputs(page, report);
    expect(node.textContent).not.toMatch(/as in the report.*as in the report.*as in the report/);
    expect(location.search).toBe("?scenario=Price+rise");
    move(node, "Prices", 0);
    expect(location.search).toBe("?scenario=Price+rise&price=0");
    expect(whatIfInputs(page, report).textContent).toBe(node.textContent);
  });

  it("leave out what a plan would need without one, and bad addresses change nothing", () => {
    history.replaceState(null, "", "/what-if?retention=many&scenario=none&discount=-500");
    const node = whatIfInputs(withoutPlan, report);
    expect(node.textContent).not.toMatch(/Win rate|Acquisition cost|NaN/);
  });
});

describe("scenarios and investments", () => {
  it("stand side by side with what they assume", () => {
    const rows = [...scenarioTable(page, report).querySelectorAll("tbody tr")].map(
      ({ textContent }) => textContent,
    );
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain("€300k");
    expect(rows[2]).toContain("€150k");
    const [rise, loss] = page.scenarios;
    expect(rise && assumptionsOf(rise, page, report)).toBe("Yearly retention −2% and prices +5%");
    expect(loss && assumptionsOf(loss, page, report)).toMatch(
      /^20 clients and 50% of the plan’s prospects lost/,
    );
    const noPlan = loss?.loses && {
      ...loss,
      loses: { ...loss.loses, loss: { ...loss.loses.loss, plan: null } },
    };
    expect(noPlan && assumptionsOf(noPlan, withoutPlan, report)).toBe("20 clients lost (country: Germany)");
    expect(scenarioSource(page)).toMatch(/built in/);
  });

  it("show what each investment brings, costs and when it pays back, or leave out what needs a plan", () => {
    const node = whatIfInvestments(page, report);
    expect(node.querySelectorAll("section")).toHaveLength(4);
    expect(node.textContent).not.toMatch(/NaN|undefined|Infinity/);
    move(node, "Cost a year", 0);
    expect(location.search).toContain("pay=0");
    expect(node.textContent).not.toMatch(/NaN|Infinity/);
    expect(whatIfInvestments(withoutPlan, report).querySelectorAll("section")).toHaveLength(1);
    expect([null, 0, 1, 9].map(monthsInWords)).toEqual([
      "not within the horizon",
      "at once",
      "in 1 month",
      "in 9 months",
    ]);
  });

  it("say one value where both ends of a range read the same, and what each unit of money brings", () => {
    expect(
      [
        [6, 6],
        [6, 9],
        [0, 9],
        [0, 0],
        [9, null],
        [null, null],
      ].map(([low = null, high = null]) => paybackRange(low, high)),
    ).toEqual([
      "In 6 months",
      "6 to 9 months",
      "Within 9 months",
      "At once",
      "In 9 months, or not within the horizon",
      "Not within the horizon",
    ]);
    const node = whatIfInvestments({ ...page, ranges: [] }, report);
    expect(node.textContent).toMatch(/each €1 brings €\d/);
    expect(node.textContent).not.toMatch(/(€[\d.]+[kM]?) to \1(?![\d.kM])/);
    for (const { textContent } of node.querySelectorAll(".bw-stat-interval")) {
      expect(textContent).not.toMatch(/^(In \d+ months?|€[\d.]+[kM]?)$/);
    }
  });

  it("call the step nearest to the most ever spent that, as the budget stops there, and more beyond it", () => {
    const { channel } = page.investments;
    if (channel === null) throw new Error("no channel");
    const near = { ...page, investments: { ...page.investments, channel: { ...channel, seenHigh: 2575 } } };
    const node = whatIfInvestments(near, report);
    const said = (more: number) => {
      move(node, "More a month", more);
      return [...node.querySelectorAll("label")]
        .find(({ textContent }) => textContent?.startsWith("More a month"))
        ?.querySelector("output")?.textContent;
    };
    expect([1500, 1600, 1700].map(said)).toEqual([
      "€1.5k",
      "€1.6k, the most ever spent",
      "€1.7k, beyond what was ever spent",
    ]);
  });

  it("say that nothing has to come back where nothing is spent, and count no client in thousandths", () => {
    const node = whatIfInvestments(page, report);
    const panel = (title: string) =>
      [...node.querySelectorAll("section")].find(({ textContent }) => textContent?.startsWith(title));
    move(node, "More a month", 0);
    const more = panel("Spend more")?.textContent;
    expect(more).toContain("Nothing is spent, so that nothing has to come back.");
    expect(more).not.toMatch(/draws|Pays back/);
    move(node, "Prospects that come of it", 1);
    expect(panel("Run a campaign")?.textContent).toContain("1 account worked, less than one won");
  });
});
