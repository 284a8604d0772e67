import type { BudgetPage } from "../../data/published/budget.js";
import { budgetFigures } from "../../model/economics/budget/budget-figures.js";
import { type Control, controlRow, selectControl, sliderControl, toggleControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { stat, stats } from "../page/stat.js";
import { statInterval } from "../page/stat-interval.js";
import { readState, writeState } from "../page/url-state.js";
import { signedMoney } from "../what-if/what-if-words.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { budgetChart } from "./budget-chart.js";
import { basisSentences, movesSentence, purposeSentence } from "./budget-sentences.js";
import { BUDGET_DEFAULTS, type BudgetState, drawsOf, planOf } from "./budget-state.js";
import { budgetTable } from "./budget-table.js";

/** The parts of the page that follow the reader's inputs, each for its own place. */
interface BudgetWorkbench {
  readonly chart: HTMLElement;
  readonly inputs: HTMLElement;
  readonly table: HTMLElement;
  readonly basis: HTMLElement;
}

/** The proposal, recomputed at every change of an input; the address keeps the inputs. */
export function budgetWorkbench(page: BudgetPage, report: MoneyFacts): BudgetWorkbench {
  const f = formatter(report);
  let state: BudgetState = readState(BUDGET_DEFAULTS);
  const [chart, moves, figures, total, table, basis] = [
    element`<div></div>`,
    element`<p></p>`,
    element`<div aria-live="polite"></div>`,
    element`<div></div>`,
    element`<div></div>`,
    element`<ul></ul>`,
  ];
  const change = (part: Readonly<Record<string, string | number | boolean>>): void => {
    state = { ...state, ...part };
    show();
  };
  const on = <Value extends string | number | boolean>(
    control: Control<Value>,
    key: keyof BudgetState & string,
    alone = true,
  ): Control<Value> => {
    control.addEventListener("input", () => {
      // Another aim or currency asks for another total: one that was set by hand would not fit it.
      change(alone ? { [key]: control.value } : { [key]: control.value, total: BUDGET_DEFAULTS.total });
      if (!alone) drawTotal();
    });
    return control;
  };
  const drawTotal = (): void => {
    const { plan } = planOf(page, state);
    const inHours = state.currency === "hours";
    const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, plan.most))) - 2);
    const slider = sliderControl({
      label: inHours ? "Hours of selling a month" : "Budget a month",
      min: Math.floor(plan.least / step) * step,
      max: Math.ceil(plan.most / step) * step,
      step,
      value: plan.budget,
      format: (value) => (inHours ? `${f.count(value)} hours` : f.moneyTotal(value)),
    });
    slider.addEventListener("input", () => change({ total: slider.value }));
    total.replaceChildren(slider);
  };
  const show = (): void => {
    const { plan } = planOf(page, state);
    const draws = drawsOf(page, state, plan);
    const { today, proposed, change: spent, gain, afterCost } = budgetFigures(plan, draws);
    const signed = (amount: number) => signedMoney(amount, f, 3);
    const estimate = ({ value, low, high }: typeof gain) => ({
      value: signed(value),
      ...statInterval(signed(value), signed(low), signed(high)),
    });
    chart.replaceChildren(budgetChart(plan, draws, report));
    moves.textContent = `${movesSentence(plan, report)} ${page.nothingToKeep ? "" : purposeSentence(plan, report)}`;
    figures.replaceChildren(
      stats(
        stat({
          label: "Spend a month",
          value: f.moneyTotal(proposed),
          interval: `${f.moneyTotal(today)} today`,
        }),
        stat({ label: "Value a month", ...estimate(gain), note: "over today’s split" }),
        stat({
          label: "After the change in spend",
          ...estimate(afterCost),
          note:
            spent === 0
              ? "as much is spent as today"
              : `${f.moneyTotal(Math.abs(spent))} a month ${spent > 0 ? "more" : "less"} is spent`,
        }),
      ),
    );
    table.replaceChildren(budgetTable(plan, draws, report));
    basis.replaceChildren(...basisSentences(page, plan).map((sentence) => element`<li>${sentence}</li>`));
    writeState(state, BUDGET_DEFAULTS);
  };
  const controls = controlRow(
    on(
      selectControl({
        label: "Aim",
        options: [
          { value: "profit", label: "Profit" },
          { value: "growth", label: "Growth" },
        ],
        value: state.aim === "growth" ? "growth" : "profit",
      }),
      "aim",
      false,
    ),
    on(
      selectControl({
        label: "Count in",
        options: [
          { value: "money", label: "Money" },
          { value: "hours", label: "Selling hours" },
        ],
        value: state.currency === "hours" ? "hours" : "money",
      }),
      "currency",
      false,
    ),
    total,
    on(
      sliderControl({
        label: "Avoidable leaving that today’s care avoids",
        min: 5,
        max: 95,
        step: 5,
        value: state.avoided,
        format: (value) => f.percent(value / 100),
      }),
      "avoided",
      false,
    ),
    on(
      sliderControl({
        label: "An hour of people’s time costs",
        min: 20,
        max: 300,
        step: 5,
        value: state.hour,
        format: f.money,
      }),
      "hour",
      false,
    ),
    on(
      toggleControl({
        label: "Move channels of which the data cannot tell whether more pays, by their best fit",
        value: state.unclear,
      }),
      "unclear",
      false,
    ),
    on(toggleControl({ label: "Go beyond what was ever spent", value: state.beyond }), "beyond", false),
    ...(page.bySegment === null
      ? []
      : [
          on(
            toggleControl({ label: "Aim each channel at single segments", value: state.segments }),
            "segments",
            false,
          ),
        ]),
  );
  drawTotal();
  show();
  return {
    chart,
    inputs: element`<div>${controls}${figures}${moves}</div>`,
    table,
    basis,
  };
}
