// @vitest-environment jsdom
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { basisSentences, budgetHeadline } from "../../src/components/budget/budget-sentences.js";
import { BUDGET_DEFAULTS, planOf } from "../../src/components/budget/budget-state.js";
import { budgetWorkbench } from "../../src/components/budget/budget-workbench.js";
import type { BudgetPage } from "../../src/data/published/budget.js";
import { report } from "./report-fixture.js";

const curve = { ceiling: 90_000, halfSpend: 10_000 };
const page: BudgetPage = {
  status: "ready",
  lines: [
    {
      purpose: "win",
      segment: null,
      name: "search",
      today: 10_000,
      seen: { low: 5000, high: 25_000 },
      peopleShare: 0,
      status: "responds",
      nextEuro: "brings more",
      curve,
      draws: [curve],
    },
    {
      purpose: "win",
      segment: null,
      name: "fairs",
      today: 8000,
      seen: { low: 2000, high: 9000 },
      peopleShare: 0.4,
      status: "flat",
      nextEuro: "cannot tell",
      curve,
      draws: [curve],
    },
    {
      purpose: "keep",
      name: "Keep: Builders",
      today: 5000,
      seen: { low: 2000, high: 6000 },
      peopleShare: 1,
      clients: 30,
      avoidable: { value: 2000, low: 1000, high: 3000 },
    },
  ],
  bySegment: null,
  months: { from: "2023-01", to: "2025-12" },
  arrivals: "deals",
  measure: "engagement",
  unmatched: { spendOnly: ["radio"], clientsOnly: ["word of mouth"] },
  nothingToKeep: false,
};

// Without a place that has a width charts are not drawn: the browser's test sees them.
beforeAll(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
    },
  );
});
afterAll(() => {
  vi.unstubAllGlobals();
});
beforeEach(() => history.replaceState(null, "", "/budget"));

describe("the budget in words", () => {
  it("says how much to spend, what it brings, and what it rests on", () => {
    expect(budgetHeadline(page, report)).toMatch(
      /^Spend €\S+ a month instead of €23k\. After the €\S+ more that it costs, that brings €\S+ \(€\S+ to €\S+\) a month more in lifetime value, and pays in at least nine of ten draws\.$/,
    );
    const words = basisSentences(page, planOf(page, BUDGET_DEFAULTS).plan).join(" ");
    expect(words).toMatch(
      /Held at today’s spend, for the data do not tell whether more or less would pay: fairs\./,
    );
    expect(words).toMatch(/Spend without a client to its credit: radio\./);
    expect(words).toMatch(/Clients of channels without spend, which take no part: word of mouth\./);
  });

  it("says that the data cannot tell where no line is known to answer", () => {
    const fairs = page.lines.filter(({ name }) => name === "fairs");
    const unclear = { ...page, lines: fairs, nothingToKeep: true, months: null };
    expect(budgetHeadline(unclear, report)).toMatch(/^The data cannot tell how to spend better/);
    expect(basisSentences(unclear, planOf(unclear, BUDGET_DEFAULTS).plan).join(" ")).toMatch(
      /no row with the purpose retain/,
    );
    const { chart, inputs } = budgetWorkbench(unclear, report);
    expect(chart.textContent).toContain("The proposed split is today’s");
    expect(`${chart.textContent} ${inputs.textContent}`).not.toMatch(/€0 (to|and) €0/);
    expect(budgetWorkbench({ ...unclear, lines: [] }, report).inputs.textContent).not.toMatch(/NaN|Infinity/);
  });
});

it("takes what is avoided today for a share that leaves something to avoid, whatever the address says", () => {
  const planAt = (avoided: number) => planOf(page, { ...BUDGET_DEFAULTS, avoided }).plan;
  expect(planAt(100)).toEqual(planAt(95));
  expect(planAt(0)).toEqual(planAt(5));
});

it("spends until the next unit brings itself, or half of itself to grow", () => {
  const search = page.lines.filter(({ name }) => name === "search");
  const marginalOf = (aim: string) =>
    planOf({ ...page, lines: search }, { ...BUDGET_DEFAULTS, aim, beyond: true }).plan.lines[0]?.marginal;
  expect(marginalOf("profit")).toBeCloseTo(1, 6);
  expect(marginalOf("growth")).toBeCloseTo(0.5, 6);
});

/** The first amount in a text, in whole units. */
const amount = (text: string | null | undefined): number => {
  const [, sign, digits, scale] = /(−?)\u2060?€([\d.]+)(k?)/.exec(text ?? "") ?? [];
  return (sign ? -1 : 1) * Number(digits) * (scale ? 1000 : 1);
};

describe("the workbench of the budget", () => {
  it.each(["", "?total=20500", "?total=23700", "?aim=growth"])(
    "shows sums that close and an interval beside each gain, at %j",
    (address) => {
      history.replaceState(null, "", `/budget${address}`);
      const { inputs, table, chart } = budgetWorkbench(page, report);
      const stats = [...inputs.querySelectorAll(".bw-stat")];
      const shown = (at: number, part: string) =>
        amount(stats[at]?.querySelector(`.bw-stat-${part}`)?.textContent);
      const change = shown(0, "value") - shown(0, "interval");
      expect(shown(1, "value") - change).toBeCloseTo(shown(2, "value"), 6);
      expect(shown(1, "interval") - change).toBeCloseTo(shown(2, "interval"), 6);
      expect(stats[2]?.querySelector(".bw-stat-interval")?.textContent).toMatch(/ to /);
      expect(chart.textContent).toContain("after the change in spend between");
      for (const row of table.querySelectorAll("tbody tr")) {
        expect(row.querySelectorAll("td")[2]?.textContent).toMatch(/^(–|\S+ \(\S+ to \S+\))$/);
      }
      expect(table.querySelector("thead")?.textContent).toContain("Next €1 brings, at the proposed spend");
    },
  );

  it("tells a total that was set from today’s where they are near", () => {
    history.replaceState(null, "", "/budget?total=23300");
    const { inputs } = budgetWorkbench(page, report);
    expect(inputs.querySelector(".bw-stat-value")?.textContent).toBe("€23.3k");
    expect(inputs.querySelector("output")?.textContent).toBe("€23.3k");
  });

  it("follows aim, currency and total, which the address keeps", () => {
    const { inputs, table, basis } = budgetWorkbench(page, report);
    const [aim, currency] = inputs.querySelectorAll("select");
    const budget = () =>
      [...inputs.querySelectorAll("label")]
        .find(({ textContent }) => /a month/.test(textContent ?? ""))
        ?.querySelector("input");
    const before = budget()?.valueAsNumber ?? 0;
    if (!aim || !currency) throw new Error("no choices");
    aim.value = "growth";
    aim.dispatchEvent(new Event("input", { bubbles: true }));
    expect(budget()?.valueAsNumber).toBeGreaterThan(before);
    currency.value = "hours";
    currency.dispatchEvent(new Event("input", { bubbles: true }));
    expect(inputs.textContent).toContain("Hours of selling a month");
    expect(location.search).toBe("?aim=growth&currency=hours");
    expect(table.querySelectorAll("tbody tr")).toHaveLength(3);
    expect(inputs.textContent).not.toContain("single segments");
    expect(basis.textContent).toContain("search");
    expect([inputs, table, basis].map(({ textContent }) => textContent).join()).not.toMatch(
      /NaN|Infinity|undefined/,
    );
  });

  it("marks lines that stop at the most ever spent, and says where the next unit may not bring itself", () => {
    const [search, ...others] = page.lines;
    if (!search) throw new Error("no channel");
    const narrow = { ...page, lines: [{ ...search, seen: { low: 5000, high: 15_000 } }, ...others] };
    const { lines } = planOf(narrow, BUDGET_DEFAULTS).plan;
    const words = (of: BudgetPage) =>
      [...budgetWorkbench(of, report).table.querySelectorAll("tbody tr")].map(
        (row) => [...row.querySelectorAll("td")].at(-1)?.textContent,
      );
    expect(lines.map(({ stopsAt, proposed }) => [stopsAt, Math.round(proposed)])).toEqual([
      ["most", 15_000],
      [null, 8000],
      ["least", 2000],
    ]);
    expect(words(narrow)).toEqual([
      "Months with more spend brought more; stops at the most ever spent",
      "No answer to spend beyond chance; held at today’s",
      expect.stringMatching(/; stops at the least ever spent$/),
    ]);
    const open = page.lines.map((line) => ({ ...line, nextEuro: "cannot tell" as const }));
    expect(words({ ...page, lines: open })[0]).toBe(
      "Months with more spend brought more; today the next €1 may bring more or less than itself; held at today’s",
    );
  });

  it("splits channels by segment where the reader asks for it, and says what that assumes", () => {
    const [search] = page.lines;
    if (search?.purpose !== "win") throw new Error("no channel");
    const part = (name: string, share: number, worth: number) => ({
      ...search,
      name: `search: ${name}`,
      segment: { name, spendIsKnown: false },
      today: share * search.today,
      seen: { low: share * search.seen.low, high: share * search.seen.high },
      curve: { ceiling: worth * curve.ceiling, halfSpend: share * curve.halfSpend },
      draws: [],
    });
    const split = [part("Large", 0.25, 0.5), part("Small", 0.75, 0.5), ...page.lines.slice(1)];
    const { inputs, table, basis } = budgetWorkbench({ ...page, bySegment: split }, report);
    const lines = () => [...table.querySelectorAll("tbody th")].map(({ textContent }) => textContent);
    expect(lines()[0]).toBe("search");
    const toggle = [...inputs.querySelectorAll("label")]
      .find(({ textContent }) => /single segments/.test(textContent ?? ""))
      ?.querySelector("input");
    if (!toggle) throw new Error("no choice of segments");
    toggle.checked = true;
    toggle.dispatchEvent(new Event("input", { bubbles: true }));
    expect(location.search).toBe("?segments=true");
    expect(lines().slice(0, 2)).toEqual(["search: Large", "search: Small"]);
    expect(basis.textContent).toMatch(/That money can be aimed at one segment alone is assumed\./);
    const [large] = planOf({ ...page, bySegment: split }, { ...BUDGET_DEFAULTS, segments: true }).plan.lines;
    expect((large?.proposed ?? 0) / (large?.today ?? 1)).toBeGreaterThan(1.5);
  });
});
