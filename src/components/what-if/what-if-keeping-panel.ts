import type { WhatIfPage } from "../../data/published/what-if.js";
import { undiscounted } from "../../model/economics/what-if/flow-value.js";
import { educationFlows } from "../../model/economics/what-if/investments.js";
import { stepOf, upTo } from "./slider-scale.js";
import { type InvestmentPanel, inputFormats } from "./what-if-panel.js";

const { money, whole, percent } = inputFormats;

/** Teaching and supporting clients, so that fewer leave. */
export function educationPanel(page: WhatIfPage): InvestmentPanel {
  const { costAYear, costSource, leaving, reach, frequency, effectSource } = page.investments.education;
  const today = undiscounted(page.model.residual, page.model.discountRateAnnual);
  return {
    title: "Teach and support clients",
    inputs: [
      {
        key: "care",
        label: "Cost a year",
        min: 0,
        max: upTo(4 * costAYear),
        step: stepOf(costAYear),
        value: costAYear,
        format: money,
      },
      {
        key: "reach",
        label: "Share of business reached",
        min: 0,
        max: 100,
        step: 5,
        value: Math.round(100 * reach),
        format: percent,
      },
      {
        key: "fewer",
        label: "Fewer of them leave",
        min: 0,
        max: 100,
        step: 1,
        value: Math.round(100 * (1 - leaving)),
        format: percent,
      },
      {
        key: "wait",
        label: "Months until it works",
        min: 0,
        max: 24,
        step: 1,
        value: 6,
        format: whole,
      },
      {
        key: "more",
        label: "They order more often",
        min: 0,
        max: 50,
        step: 1,
        value: Math.round(100 * (frequency - 1)),
        format: percent,
      },
    ],
    flows: (values, levers) =>
      educationFlows(
        today,
        {
          costAYear: values.care ?? 0,
          monthsToWork: values.wait ?? 0,
          reach: (values.reach ?? 0) / 100,
          leaving: 1 - (values.fewer ?? 0) / 100,
          frequency: 1 + (values.more ?? 0) / 100,
        },
        levers,
      ),
    note: `Paid for as long as values run. The effect at first: ${effectSource}. The cost at first: ${costSource}.`,
  };
}
