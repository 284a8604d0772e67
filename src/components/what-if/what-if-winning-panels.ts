import type { WhatIfPage } from "../../data/published/what-if.js";
import { responseCurveOf } from "../../model/economics/spend-response/fitted-curve.js";
import { campaignFlows, channelFlows, hireFlows } from "../../model/economics/what-if/investments.js";
import type { SalesPlan } from "../../model/economics/what-if/sales-plan.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { stepOf, upTo } from "./slider-scale.js";
import { type InvestmentPanel, inputFormats } from "./what-if-panel.js";

const { money, whole, times } = inputFormats;

/** A rep more. */
export function hirePanel(page: WhatIfPage, plan: SalesPlan): InvestmentPanel {
  const { costAYear, accountsAYear, source } = page.investments.hire;
  return {
    title: "Hire a rep for two years",
    inputs: [
      {
        key: "pay",
        label: "Cost a year",
        min: 0,
        max: upTo(3 * costAYear),
        step: stepOf(costAYear),
        value: costAYear,
        format: money,
      },
      {
        key: "quota",
        label: "Accounts a year",
        min: 1,
        max: Math.max(20, 4 * accountsAYear),
        step: 1,
        value: accountsAYear,
        format: whole,
      },
      { key: "ramp", label: "Months to full speed", min: 0, max: 24, step: 1, value: 6, format: whole },
      { key: "index", label: "Win index", min: 0.2, max: 2, step: 0.1, value: 1, format: times },
    ],
    flows: (values, levers) =>
      hireFlows(
        plan,
        {
          costAYear: values.pay ?? 0,
          years: 2,
          accountsAYear: values.quota ?? 0,
          rampMonths: values.ramp ?? 0,
          winIndex: values.index ?? 1,
        },
        levers,
        page.model.discountRateAnnual,
      ),
    note: `The rep works the prospects that follow the plan’s on the list; deals take ${plan.salesCycleMonths.toFixed(0)} months to be won. The cost at first is ${source}. Win index 1 wins as often as the list expects.`,
  };
}

/** A campaign for leads. */
export function campaignPanel(page: WhatIfPage, plan: SalesPlan): InvestmentPanel {
  const { cost, accounts, source } = page.investments.campaign;
  return {
    title: "Run a campaign for leads",
    inputs: [
      {
        key: "spend",
        label: "Cost",
        min: 0,
        max: upTo(4 * cost),
        step: stepOf(cost),
        value: cost,
        format: money,
      },
      {
        key: "reached",
        label: "Prospects that come of it",
        min: 1,
        max: Math.max(50, 5 * accounts),
        step: 1,
        value: accounts,
        format: whole,
      },
      { key: "ease", label: "Win index", min: 0.2, max: 2, step: 0.1, value: 1, format: times },
    ],
    flows: (values, levers) =>
      campaignFlows(
        plan,
        { cost: values.spend ?? 0, accounts: values.reached ?? 0, winIndex: values.ease ?? 1 },
        levers,
        page.model.discountRateAnnual,
      ),
    note: `The prospects that a campaign brings are taken to be like the next on the list. Cost and number at first are assumptions: ${source}, and a tenth of the plan.`,
  };
}

/** More spend on a channel. */
export function channelPanel(
  page: WhatIfPage,
  plan: SalesPlan,
  channel: NonNullable<WhatIfPage["investments"]["channel"]>,
  report: MoneyFacts,
): InvestmentPanel {
  const f = formatter(report);
  const unspent = channel.seenHigh - channel.today;
  const room = Math.max(unspent, 0.2 * channel.today);
  /** The step nearest to the most ever spent counts as it, as where the budget stops. */
  const asSeen = (more: number): string => {
    const away = more - unspent;
    if (more === 0 || away < -stepOf(room) / 2) return "";
    return away < stepOf(room) / 2 ? ", the most ever spent" : ", beyond what was ever spent";
  };
  return {
    title: `Spend more on ${channel.name} for a year`,
    inputs: [
      {
        key: "raise",
        label: "More a month",
        min: 0,
        max: upTo(2 * room),
        step: stepOf(room),
        value: upTo(room / 2),
        format: (value) => `${f.moneyShort(value)}${asSeen(value)}`,
      },
    ],
    flows: (values, levers, draw) =>
      channelFlows(
        plan,
        {
          today: channel.today,
          more: values.raise ?? 0,
          curve: responseCurveOf(
            draw === null || channel.draws.length === 0
              ? channel.curve
              : (channel.draws[draw % channel.draws.length] ?? channel.curve),
          ),
        },
        levers,
        page.model.discountRateAnnual,
      ),
    note: `What more spend brings is read off the curve fitted to the months of ${channel.name}, at ${f.moneyShort(channel.today)} a month lately and at most ${f.moneyShort(channel.seenHigh)} so far; that the spend was the cause is assumed.`,
  };
}
