import type { WhatIfPage } from "../../data/published/what-if.js";
import { type LeverName, unchanged } from "../../model/economics/what-if/levers.js";
import { type TornadoBar, tornado } from "../../model/economics/what-if/sensitivity.js";
import { whatIf } from "../../model/economics/what-if/what-if.js";
import { formatter, type HorizonFacts } from "../words/format.js";
import { asSentence } from "../words/wording.js";
import { TURNED } from "./what-if-state.js";
import { leverLabel, leverValue } from "./what-if-words.js";

const ACTED_ON = new Set<LeverName>(TURNED.filter((lever) => lever !== "discountRateAnnual"));

/** What is ahead, and what moves it most. */
export function whatIfHeadline(page: WhatIfPage, report: HorizonFacts): string {
  const f = formatter(report);
  const base = whatIf(page.model, unchanged(page.model.discountRateAnnual));
  const bars = tornado(page.model, page.ranges, unchanged(page.model.discountRateAnnual), "ahead");
  const [most] = bars;
  const plan = base.plan
    ? `, and the plan to work ${f.count(base.plan.prospects)} prospects ${f.moneyTotal(base.plan.net)} after its cost`
    : "";
  const first = `The ${f.count(page.clients)} clients won so far, about ${f.count(page.activeClients)} of them clients still, are expected to bring another ${f.moneyTotal(base.residual)}${plan}.`;
  if (most === undefined) return first;
  return `${first} ${leverLabel(most.lever)} moves this most: ${rangeOf(most, report)}.`;
}

/** What to do where nothing that can be acted on moves most, what is known to bring more, and why the plan is missing. */
export function whatIfStandfirst(page: WhatIfPage, report: HorizonFacts): string {
  const f = formatter(report);
  const base = unchanged(page.model.discountRateAnnual);
  const gain = (levers: Partial<typeof base>) =>
    whatIf(page.model, { ...base, ...levers }).ahead - whatIf(page.model, base).ahead;
  const retention = gain({ retention: 1.01 });
  const winRate = gain({ winRate: 1.01 });
  const bars = tornado(page.model, page.ranges, base, "ahead");
  const inHand = bars.find(({ lever }) => ACTED_ON.has(lever));
  const advice =
    bars[0]?.lever !== "unforeseen"
      ? ""
      : `No choice turns how far forecasts miss: commit only what the low end bears, and choose by what one choice brings over another. ${inHand ? `Of what can be acted on, ${leverLabel(inHand.lever).toLowerCase()} moves most: ${rangeOf(inHand, report)}. ` : ""}`;
  const acts = `${advice}One percent more clients that stay each year is worth ${f.moneyShort(retention)}`;
  return page.noPlan === null
    ? `${acts}; one percent more prospects won is worth ${f.moneyShort(winRate)}.`
    : `${acts}. There is no plan to vary: ${asSentence(page.noPlan.reason).replace(/^./, (letter) => letter.toLowerCase())}`;
}

function rangeOf({ atLow, atHigh }: TornadoBar, report: HorizonFacts): string {
  const f = formatter(report);
  return `${f.moneyTotal(Math.min(atLow, atHigh))} to ${f.moneyTotal(Math.max(atLow, atHigh))}`;
}

/** How independent the inputs act, told by the indices. */
export function interactionSentence(page: WhatIfPage, report: HorizonFacts): string {
  const f = formatter(report);
  const alone = page.indices.ahead.reduce((sum, { first }) => sum + first, 0);
  if (page.indices.ahead.length === 0) return "";
  const [top] = [...page.indices.ahead].sort((a, b) => b.total - a.total);
  const share = Math.min(1, alone);
  return `Taken one by one, the inputs explain ${f.percent(share)} of what is not known of all that is ahead; the rest comes of several moving together. ${
    top
      ? `${leverLabel(top.lever)} has the largest share: ${f.percent(Math.min(1, top.total))}, with others.`
      : ""
  }`;
}

/** From where on a rise of prices no longer pays, told for the scenario that raises them; null where none does. */
export function priceRiseSentence(page: WhatIfPage, report: HorizonFacts): string | null {
  const f = formatter(report);
  const scenario = page.scenarios.find(({ levers }) => levers.price > 1);
  if (scenario === undefined) return null;
  const base = unchanged(page.model.discountRateAnnual);
  const asItIs = whatIf(page.model, base).residual;
  const raised = (retention: number) =>
    whatIf(page.model, { ...base, price: scenario.levers.price, retention }).residual;
  if (!(raised(1) > asItIs)) return null;
  let [low, high] = [0.5, 1];
  for (let halving = 0; halving < 30; halving += 1) {
    const middle = (low + high) / 2;
    if (raised(middle) > asItIs) high = middle;
    else low = middle;
  }
  const rise = leverValue("price", scenario.levers.price, f);
  const assumed = 1 - scenario.levers.retention;
  return `“${scenario.name}” takes prices at ${rise} with costs as they are, and assumes that ${f.percent(assumed, 1)} fewer of the clients that would have stayed a year then stay. For today’s clients it pays as long as fewer than ${f.percent(1 - high, 1)} of them go for it.`;
}

/** What is taken off for winning, and how retention changes are reckoned. */
export function costSentence(page: WhatIfPage, report: HorizonFacts): string {
  const f = formatter(report);
  const cost = page.model.plan?.costPerProspect ?? 0;
  const taken =
    page.model.plan === null
      ? ""
      : page.costSource === null || cost === 0
        ? "Nothing is taken off for winning a client: neither spend.csv nor the settings tell what it costs."
        : `For each prospect of the plan, won or lost, ${f.moneyShort(cost)} is taken off, as in the list of prospects: what winning a client costs (${page.costSource}), times the share of pursued prospects that are won.`;
  return `${taken} Retention moves the chance that a client stays a year, never above certainty; deal size moves costs along, prices do not. Large changes are approximate: clients of a kind are moved together.`.trim();
}

/** Whose the rates are, and what no slider turns. */
export function populationSentence(page: WhatIfPage, report: HorizonFacts): string {
  const f = formatter(report);
  const plan =
    page.model.plan === null
      ? ""
      : " The win rate is that of the plan’s prospects, not of deals closed so far. Whoever works more prospects goes further down the list, where each brings less.";
  return `Yearly retention counts clients by the business that hangs on them; renewals due have a rate of their own on the page of initiatives.${plan} How far ahead value counts, ${f.count(report.horizonMonths)} months, is no slider but the setting horizonMonths: with more of them, every figure counts later years as well.`;
}
