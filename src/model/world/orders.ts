import { randomExponential, randomGamma } from "d3";
import { drawBoundedNormal, drawWeighted, type Random } from "./draw.js";
import type { Purchase } from "./life.js";
import { LIFE_PROCESS } from "./life-process.js";
import { addOnWeights, type Kind } from "./product-range.js";
import { DAYS_A_YEAR } from "./timeline.js";

/** Days of orders at a constant yearly rate, from `fromDay` up to but without `toDay`. */
export function orderDays(random: Random, ratePerYear: number, fromDay: number, toDay: number): number[] {
  const gap = randomExponential.source(random)(ratePerYear / DAYS_A_YEAR);
  const days: number[] = [];
  for (let time = fromDay + gap(); time < toDay; time += gap()) days.push(Math.floor(time));
  return days;
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/** Values of one client's orders around a mean of its own. */
export function orderValues(random: Random, meanValue: number): () => number {
  const gamma = randomGamma.source(random);
  const { clientMeanShape, orderShape } = LIFE_PROCESS;
  const clientMean = meanValue * gamma(clientMeanShape, 1 / clientMeanShape)();
  const value = gamma(orderShape, clientMean / orderShape);
  return () => Math.max(1, cents(value()));
}

/** The purchases with the credit notes that some of them bring up to `untilDay`, in order of day. */
export function withCreditNotes(
  random: Random,
  purchases: readonly Purchase[],
  untilDay: number,
): Purchase[] {
  const all = purchases.flatMap((purchase) => {
    if (random() >= LIFE_PROCESS.creditShare) return [purchase];
    const amount = cents(-purchase.amount * LIFE_PROCESS.creditSize * 2 * random());
    const day = purchase.day + 5 + Math.floor(40 * random());
    return amount < 0 && day <= untilDay ? [purchase, { ...purchase, day, amount }] : [purchase];
  });
  return all.sort((a, b) => a.day - b.day);
}

/** Yearly price of one company around that of its like (median `yearlyPrice`), within bounds. */
export function drawPrice(random: Random, yearlyPrice: number): number {
  const { priceSpread, priceSpreadBound } = LIFE_PROCESS;
  return yearlyPrice * Math.exp(priceSpread * drawBoundedNormal(random, priceSpreadBound));
}

/** What a company of that industry orders when it orders something of the kind. */
export function drawProduct(random: Random, kind: Kind, industry: string): string {
  if (kind === "expansion") return drawWeighted(random, addOnWeights(industry));
  return kind === "services" ? "Consulting" : "Training";
}
