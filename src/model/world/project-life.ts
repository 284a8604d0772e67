import { randomBeta, randomGamma } from "d3";
import type { Company } from "./company.js";
import { drawWeighted, type Random } from "./draw.js";
import type { ClientLife, LifeConditions, Purchase } from "./life.js";
import { LIFE_PROCESS } from "./life-process.js";
import { drawPrice, drawProduct, orderDays, orderValues, withCreditNotes } from "./orders.js";
import { valueLevel } from "./value-drivers.js";

/**
 * Orders projects until it stops, without saying so: at a rate of its own, and after each repeat order it stops for good
 * with a probability of its own.
 */
export function projectLife(random: Random, company: Company, conditions: LifeConditions): ClientLife {
  const { deal, planted, untilDay } = conditions;
  const { rateShape, projectRate, projectSize, projectKinds } = LIFE_PROCESS;
  const level = valueLevel(company, deal.afterTurn, planted);
  const [a, b] = planted && deal.seller === 0 ? LIFE_PROCESS.stoppingHunter : LIFE_PROCESS.stopping;
  const restlessness = randomBeta.source(random)(a, b)();
  const value = orderValues(random, drawPrice(random, level.yearlyPrice) * projectSize);
  const unitRate = randomGamma.source(random)(rateShape, 1 / rateShape)();
  const rate = level.expansionsAYear * projectRate * unitRate;
  const purchases: Purchase[] = [
    { day: deal.startDay, kind: "initial", product: deal.product, amount: value() },
  ];
  let left = false;
  for (const day of orderDays(random, rate, deal.startDay + 1, untilDay + 1)) {
    if (left) break;
    const kind = drawWeighted(random, projectKinds);
    purchases.push({ day, kind, product: drawProduct(random, kind, company.industry), amount: value() });
    left = random() < restlessness;
  }
  const lastDay = purchases.at(-1)?.day ?? deal.startDay;
  return { purchases: withCreditNotes(random, purchases, untilDay), terms: [], restlessness, lastDay, left };
}
