import { randomBeta, randomGamma, randomLogNormal } from "d3";
import { addMonths } from "../numerics/calendar.js";
import type { Company } from "./company.js";
import { drawWeighted, type Random } from "./draw.js";
import type { ClientLife, LifeConditions, Purchase, Term } from "./life.js";
import { LIFE_PROCESS } from "./life-process.js";
import { drawPrice, drawProduct, orderDays, orderValues, withCreditNotes } from "./orders.js";
import { LEAKY_PRODUCT } from "./product-range.js";
import { HUNTER } from "./sales-force.js";
import { leavingProbability, type ValueLevel, valueLevel } from "./value-drivers.js";

/** Log-odds of leaving that the seller and the first product add. */
function sellingShift({ deal, planted }: LifeConditions): number {
  if (!planted) return 0;
  const hunter = deal.seller === 0 ? HUNTER.leavingShift : 0;
  return hunter + (deal.product === LEAKY_PRODUCT.product ? LEAKY_PRODUCT.leavingShift : 0);
}

function helpedFrom({ initiative }: LifeConditions): number {
  return initiative?.startDay ?? Number.POSITIVE_INFINITY;
}

/** Terms signed until the client leaves or time is up: each renewal is refused with the client's probability. */
function signTerms(
  random: Random,
  conditions: LifeConditions,
  price: number,
  restlessness: number,
): { readonly terms: readonly Term[]; readonly left: boolean } {
  const { deal, initiative, untilDay } = conditions;
  const { renewalGrowth, renewalGrowthSpread } = LIFE_PROCESS;
  const years = drawWeighted(random, LIFE_PROCESS.terms);
  const growth = randomLogNormal.source(random)(
    Math.log(renewalGrowth) - renewalGrowthSpread ** 2 / 2,
    renewalGrowthSpread,
  );
  const terms: Term[] = [];
  let amount = Math.round((price * years) / 10) * 10;
  for (let term = 0; ; term++) {
    const startDay = addMonths(deal.startDay, 12 * years * term);
    if (startDay > untilDay) return { terms, left: false };
    if (term > 0) {
      const help = startDay >= helpedFrom(conditions) ? (initiative?.leavingOdds ?? 1) : 1;
      const odds = (restlessness / (1 - restlessness)) * help;
      if (random() * (1 + odds) < odds) return { terms, left: true };
      amount = Math.round((amount * growth()) / 10) * 10;
    }
    terms.push({ startDay, endDay: addMonths(deal.startDay, 12 * years * (term + 1)) - 1, amount });
  }
}

/** Orders beside the contract, up to but without `toDay`: Poisson at rates of the client's own. */
function ordersUnderContract(
  random: Random,
  company: Company,
  conditions: LifeConditions,
  level: ValueLevel,
  price: number,
  toDay: number,
): readonly Purchase[] {
  const { deal, initiative } = conditions;
  const { rateShape, servicesAYear, otherAYear, expansionSize, servicesSize, otherSize } = LIFE_PROCESS;
  const changeDay = Math.min(Math.max(helpedFrom(conditions), deal.startDay), toDay);
  const streams = [
    ["expansion", level.expansionsAYear, expansionSize],
    ["services", servicesAYear, servicesSize],
    ["other", otherAYear, otherSize],
  ] as const;
  return streams.flatMap(([kind, meanRate, size]) => {
    const rate = meanRate * randomGamma.source(random)(rateShape, 1 / rateShape)();
    const value = orderValues(random, price * size);
    const days = [
      ...orderDays(random, rate, deal.startDay, changeDay),
      ...orderDays(random, rate * (initiative?.orderRate ?? 1), changeDay, toDay),
    ];
    return days.map((day) => ({
      day,
      kind,
      product: drawProduct(random, kind, company.industry),
      amount: value(),
    }));
  });
}

/** A subscriber: terms until it leaves, and orders as long as it stays. */
export function contractLife(random: Random, company: Company, conditions: LifeConditions): ClientLife {
  const { deal, planted, untilDay } = conditions;
  const level = valueLevel(company, deal.afterTurn, planted);
  const leaving = leavingProbability(level, sellingShift(conditions));
  const { leavingConcentration } = LIFE_PROCESS;
  const restlessness = randomBeta.source(random)(
    leaving * leavingConcentration,
    (1 - leaving) * leavingConcentration,
  )();
  const price = drawPrice(random, level.yearlyPrice);
  const { terms, left } = signTerms(random, conditions, price, restlessness);
  const fees = terms.map(({ startDay, amount }, term): Purchase => {
    return { day: startDay, kind: term === 0 ? "initial" : "renewal", product: deal.product, amount };
  });
  const lastDay = Math.min(terms.at(-1)?.endDay ?? deal.startDay, untilDay);
  const orders = ordersUnderContract(random, company, conditions, level, price, lastDay + 1);
  const purchases = [...fees, ...orders].sort((a, b) => a.day - b.day);
  return { purchases: withCreditNotes(random, purchases, untilDay), terms, restlessness, lastDay, left };
}
