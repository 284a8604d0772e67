import { responseCurveOf } from "../model/economics/fit-channel-response.js";
import type { InvestmentFlows } from "../model/economics/investment.js";
import { type InvestmentEstimate, investmentEstimate } from "../model/economics/investment-interval.js";
import { campaignFlows, channelFlows, educationFlows, hireFlows } from "../model/economics/investments.js";
import { type Levers, unchanged } from "../model/economics/levers.js";
import type { PlanOutcome, SalesPlan } from "../model/economics/sales-plan.js";
import { substream } from "../model/numerics/substream.js";
import { controlRow, sliderControl } from "./controls.js";
import { element } from "./element.js";
import { type Formatter, formatter } from "./format.js";
import type { ReportFacts } from "./report-facts.js";
import { stat, stats } from "./stat.js";
import { readState, writeState } from "./url-state.js";
import type { WhatIfData } from "./what-if-data.js";
import { signedMoney } from "./what-if-words.js";
import { sentenceCase } from "./wording.js";

type Facts = Pick<ReportFacts, "currency" | "locale">;
type Flows = InvestmentFlows & { readonly worked?: PlanOutcome };

const DRAWS = 80;
const SEED = 1;

/** One input of an investment. */
interface Input {
  readonly key: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly format: (value: number, f: Formatter) => string;
}

/** Something to spend on: its inputs, what it brings for their values, and what it rests on. */
interface Panel {
  readonly title: string;
  readonly inputs: readonly Input[];
  readonly flows: (values: Readonly<Record<string, number>>, levers: Levers, draw: number | null) => Flows;
  readonly note: string;
}

const money = (value: number, f: Formatter): string => f.moneyShort(value);
const whole = (value: number, f: Formatter): string => f.count(value);
const percent = (value: number, f: Formatter): string => f.percent(value / 100);
const times = (value: number, f: Formatter): string => f.multiple(value);

/** What a rep, a campaign, or teaching clients would bring, cost, and when it pays back; the address keeps the inputs. */
export function whatIfInvestments(page: WhatIfData, report: Facts): HTMLElement {
  const panels = [
    ...(page.model.plan
      ? [
          hirePanel(page, page.model.plan),
          campaignPanel(page, page.model.plan),
          ...(page.investments.channel
            ? [channelPanel(page, page.model.plan, page.investments.channel, report)]
            : []),
        ]
      : []),
    ...(page.model.residual.length > 0 ? [educationPanel(page)] : []),
  ];
  return element`<div>${panels.map((panel) => panelNode(panel, page, report))}</div>`;
}

function hirePanel(page: WhatIfData, plan: SalesPlan): Panel {
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

function campaignPanel(page: WhatIfData, plan: SalesPlan): Panel {
  const { cost, accounts } = page.investments.campaign;
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
    note: "The prospects that a campaign brings are taken to be like the next on the list. Cost and number at first are assumptions: a month of what is spent to win clients, and a tenth of the plan.",
  };
}

function channelPanel(
  page: WhatIfData,
  plan: SalesPlan,
  channel: NonNullable<WhatIfData["investments"]["channel"]>,
  report: Facts,
): Panel {
  const f = formatter(report);
  const room = Math.max(channel.seenHigh - channel.today, 0.2 * channel.today);
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
        format: (value) =>
          `${f.moneyShort(value)}${channel.today + value > channel.seenHigh ? ", beyond what was ever spent" : ""}`,
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

function educationPanel(page: WhatIfData): Panel {
  const { costAYear, costSource, leaving, reach, frequency, effectSource } = page.investments.education;
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
        page.model,
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

function panelNode(panel: Panel, page: WhatIfData, report: Facts): HTMLElement {
  const f = formatter(report);
  const defaults = Object.fromEntries(panel.inputs.map(({ key, value }) => [key, value]));
  const given = readState(defaults);
  const sliders = panel.inputs.map(({ key, label, min, max, step, format }) => ({
    key,
    slider: sliderControl({
      label,
      min,
      max,
      step,
      value: Number(given[key]),
      format: (value) => format(value, f),
    }),
  }));
  const result = element`<div aria-live="polite"></div>`;
  const show = (): void => {
    const values = Object.fromEntries(sliders.map(({ key, slider }) => [key, slider.value]));
    const flowsUnder = (levers: Levers, draw: number | null) => panel.flows(values, levers, draw);
    const base = unchanged(page.model.discountRateAnnual);
    const estimate = investmentEstimate(
      flowsUnder,
      base,
      page.ranges,
      page.model.discountRateAnnual,
      DRAWS,
      substream(SEED, panel.title),
    );
    result.replaceChildren(outcomeNode(estimate, flowsUnder(base, null), f));
    writeState(values, defaults);
  };
  for (const { slider } of sliders) slider.addEventListener("input", show);
  show();
  return element`<section class="bw-panel"><h3>${panel.title}</h3>${controlRow(...sliders.map(({ slider }) => slider))}${result}<p class="bw-note">${panel.note}</p></section>`;
}

function outcomeNode(estimate: InvestmentEstimate, { worked }: Flows, f: Formatter): HTMLElement {
  const { expected, value, net, payback, pays } = estimate;
  const won = worked
    ? `${f.number(Number(worked.wins.toPrecision(2)))} of ${f.count(worked.prospects)} accounts won`
    : undefined;
  return stats(
    stat({
      label: "Lifetime value added",
      value: f.moneyShort(expected.value),
      interval: `${f.moneyShort(value.low)} to ${f.moneyShort(value.high)}`,
      ...(won === undefined ? {} : { note: won }),
    }),
    stat({
      label: "Cost",
      value: f.moneyShort(expected.cost),
      ...(expected.ratio === null ? {} : { note: `each unit brings ${f.multiple(expected.ratio)}` }),
    }),
    stat({
      label: "Left after cost",
      value: signedMoney(expected.net, f),
      interval: `${signedMoney(net.low, f)} to ${signedMoney(net.high, f)}`,
      note: `pays in ${f.percent(pays)} of draws`,
    }),
    stat({
      label: "Pays back",
      value: monthsInWords(expected.paybackMonths),
      interval: sentenceCase(`${monthsInWords(payback.low)} to ${monthsInWords(payback.high)}`),
    }),
  );
}

/** Months until it is paid back, in words. */
export function monthsInWords(months: number | null): string {
  if (months === null) return "not within the horizon";
  return months === 0 ? "at once" : months === 1 ? "in 1 month" : `in ${months} months`;
}

function stepOf(amount: number): number {
  return 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, amount))) - 1);
}

/** Rounded up to a whole step, and never nothing. */
function upTo(amount: number): number {
  const step = stepOf(amount);
  return Math.max(step, Math.ceil(amount / step) * step);
}
