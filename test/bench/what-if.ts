import { median, randomNormal } from "d3";
import { budgetDraws, budgetPlan, wholeBudget } from "../../src/model/economics/budget/budget-plan.js";
import type { SpendLine } from "../../src/model/economics/spend-response/spend-line.js";
import type { FlowCell } from "../../src/model/economics/what-if/flow-cell.js";
import { undiscounted } from "../../src/model/economics/what-if/flow-value.js";
import { investmentEstimate } from "../../src/model/economics/what-if/investment-interval.js";
import { educationFlows, hireFlows } from "../../src/model/economics/what-if/investments.js";
import type { LeverRange } from "../../src/model/economics/what-if/lever-range.js";
import { type LeverName, unchanged } from "../../src/model/economics/what-if/levers.js";
import { planGroups } from "../../src/model/economics/what-if/sales-plan.js";
import { tornado } from "../../src/model/economics/what-if/sensitivity.js";
import { type WhatIfModel, whatIf } from "../../src/model/economics/what-if/what-if.js";
import { substream } from "../../src/model/numerics/substream.js";
import type { Measurement } from "../measurement.js";

const REPEATS = 25;
const LIMIT_MILLISECONDS = 100;
const MONTHS = 240;
const LINES = 40;

/** What a change of an input costs on the largest model that a page is ever given: the longest horizon, every kind of flow. */
const bench: Measurement = async () => {
  const plan = {
    ...planGroups(
      Array.from({ length: 500 }, (_, at) => ({ pWin: 0.5 - at / 2000, clv: 1e5 - 100 * at })),
      100,
      20,
      4,
    ),
    costPerProspect: 1000,
    life: [cell("first deals", 20), cell("renewals", 20), cell("orders", 20)],
    salesCycleMonths: 3,
  };
  const cells = (["renewals", "orders", "costs to serve"] as const).flatMap((kind) => [
    cell(kind, MONTHS),
    { ...cell(kind, MONTHS), group: "orders" as const },
  ]);
  const model: WhatIfModel = {
    discountRateAnnual: 0.1,
    residual: cells,
    lifetime: [cell("earned or signed", 20), ...cells],
    plan,
  };
  const today = undiscounted(model.residual, model.discountRateAnnual);
  const base = unchanged(0.1);
  const ranges = (Object.keys(base) as LeverName[]).map(
    (lever): LeverRange => ({
      lever,
      low: lever === "discountRateAnnual" ? 0.08 : 0.9,
      high: lever === "discountRateAnnual" ? 0.12 : 1.1,
      source: "",
      isAssumption: false,
    }),
  );
  const turned = { ...base, retention: 0.97, dealSize: 1.1, discountRateAnnual: 0.12 };
  const hire = { costAYear: 1e5, years: 2, rampMonths: 6, accountsAYear: 50, winIndex: 1 };
  const education = { costAYear: 1e5, monthsToWork: 6, reach: 0.5, leaving: 0.8, frequency: 1 };
  const lines = Array.from({ length: LINES }, (_, at): SpendLine => line(at));
  const rules = { avoidedToday: 0.5, movesUnclear: true, beyondSeen: true };
  const budgetOf = (floor: number) => budgetPlan(lines, rules, wholeBudget(lines, rules, floor));
  const normal = randomNormal.source(substream(1, "bench"))();
  const tasks: readonly (readonly [string, () => unknown])[] = [
    ["what-if: a slider", () => whatIf(model, turned)],
    ["what-if: all bars of the tornado", () => tornado(model, ranges, turned, "ahead")],
    [
      "what-if: a rep, 80 draws",
      () =>
        investmentEstimate(
          (levers) => hireFlows(plan, hire, levers, 0.1),
          base,
          ranges,
          0.1,
          80,
          substream(1, "a"),
        ),
    ],
    [
      "what-if: education, 80 draws",
      () =>
        investmentEstimate(
          (levers) => educationFlows(today, education, levers),
          base,
          ranges,
          0.1,
          80,
          substream(1, "b"),
        ),
    ],
    [`budget: a split over ${LINES} lines`, () => budgetOf(1)],
    [`budget: its 40 draws`, () => budgetDraws(lines, rules, budgetOf(1), { of: "money" }, 1, 40, normal)],
  ];
  const rows = tasks.map(([name, task]) => {
    const timed = (): number => {
      const started = process.cpuUsage();
      task();
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1000;
    };
    const opening = timed();
    const times = Array.from({ length: REPEATS }, timed);
    const isWhatIf = name.startsWith("what-if");
    return [
      name,
      opening.toFixed(1),
      (median(times) ?? 0).toFixed(1),
      Math.max(...times).toFixed(1),
      isWhatIf ? LIMIT_MILLISECONDS : "none",
    ];
  });
  return [
    {
      title: `An input of the what-if and of the budget, over ${MONTHS} months and ${cells.length} kinds of flows`,
      columns: [
        "change of",
        "on opening (ms of processor time)",
        "a change (ms)",
        "the slowest change (ms)",
        "limit (ms)",
      ],
      rows,
      note: `On opening: the first time, which the page does before anything can be changed. Median and slowest of ${REPEATS} changes after it. Drawing the result comes on top.`,
    },
  ];
};

export default bench;

function cell(kind: FlowCell["kind"], periods: number): FlowCell {
  const list = (of: (at: number) => number): number[] => Array.from({ length: periods }, (_, at) => of(at));
  return {
    kind,
    group: "contracts",
    margins: list((at) => 1e5 * 0.99 ** at),
    revenues: list((at) => 1.3e5 * 0.99 ** at),
    days: list((at) => 15 + 30.4 * at),
    years: list((at) => at / 12),
    stays: list((at) => 0.85 + 0.0004 * at),
  };
}

function line(at: number): SpendLine {
  const common = {
    name: `line ${at}`,
    today: 1000 + 100 * at,
    seen: { low: 500, high: 5000 + 100 * at },
    peopleShare: 0.5,
  };
  if (at % 2 === 0) {
    const avoidable = { value: 1000 + 50 * at, low: 500, high: 3000 };
    return { ...common, purpose: "keep", clients: 20, avoidable };
  }
  const curve = { ceiling: 5000 + 300 * at, halfSpend: 2000 };
  const draws = Array.from({ length: 40 }, (_, draw) => ({
    ...curve,
    ceiling: curve.ceiling * (0.8 + draw / 100),
  }));
  return {
    ...common,
    purpose: "win",
    segment: null,
    status: "responds",
    nextEuro: "brings more",
    curve,
    draws,
  };
}
