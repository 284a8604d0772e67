import type { Company } from "./company.js";
import type { Weighted } from "./draw.js";
import { LIFE_PROCESS } from "./life-process.js";
import { FIRST_PRODUCTS, HUNTER_FIRST_PRODUCTS, LEAKY_PRODUCT, MARGIN_BY_KIND } from "./product-range.js";
import { HUNTER } from "./sales-force.js";
import { leavingProbability, type ValueLevel, valueLevel } from "./value-drivers.js";
import { DISCOUNT_RATE, HORIZON_YEARS } from "./world-settings.js";

const FORCE = Math.log1p(DISCOUNT_RATE);

function sum(count: number, termAt: (index: number) => number): number {
  let total = 0;
  for (let index = 0; index < count; index++) total += termAt(index);
  return total;
}

/** ∫ e^(−δt) dt from `fromYears` to `toYears`. */
function annuity(fromYears: number, toYears: number): number {
  return (Math.exp(-FORCE * fromYears) - Math.exp(-FORCE * toYears)) / FORCE;
}

/** E[exp(spread · z)] of a standard normal z cut off at ±bound. */
function meanPriceFactor(spread: number, bound: number): number {
  const steps = 2000;
  const at = (index: number): number => ((index + 0.5) / steps) * 2 * bound - bound;
  const density = (index: number): number => Math.exp(-(at(index) ** 2) / 2);
  return sum(steps, (index) => density(index) * Math.exp(spread * at(index))) / sum(steps, density);
}

const PRICE_FACTOR = meanPriceFactor(LIFE_PROCESS.priceSpread, LIFE_PROCESS.priceSpreadBound);
const CREDIT_FACTOR = 1 - LIFE_PROCESS.creditShare * LIFE_PROCESS.creditSize;

/** Margin a year of orders under contract, relative to the yearly price. */
function orderMargin(level: ValueLevel): number {
  const { expansionSize, servicesAYear, servicesSize, otherAYear, otherSize } = LIFE_PROCESS;
  return (
    level.expansionsAYear * expansionSize * MARGIN_BY_KIND.expansion +
    servicesAYear * servicesSize * MARGIN_BY_KIND.services +
    otherAYear * otherSize * MARGIN_BY_KIND.other
  );
}

/** Discounted margin of the fees, and discounted years under contract, by renewals signed before. */
interface TermWorth {
  readonly fee: number;
  readonly years: number;
}

function termWorths(years: number): readonly TermWorth[] {
  const terms = Math.ceil(HORIZON_YEARS / years);
  return Array.from({ length: terms }, (_, term) => {
    const from = term * years;
    const margin = term === 0 ? MARGIN_BY_KIND.initial : MARGIN_BY_KIND.renewal;
    return {
      fee: margin * years * LIFE_PROCESS.renewalGrowth ** term * Math.exp(-FORCE * from),
      years: annuity(from, Math.min(from + years, HORIZON_YEARS)),
    };
  });
}

const TERM_WEIGHT = LIFE_PROCESS.terms.reduce((total, [, weight]) => total + weight, 0);
const TERM_WORTHS = LIFE_PROCESS.terms.map(([years, weight]) => ({
  share: weight / TERM_WEIGHT,
  terms: termWorths(years),
}));

/**
 * Discounted margin of a contract client relative to its yearly price: a sum over the terms that begin within the
 * horizon, each with the probability S(n) = Π (b + j) / (a + b + j), j < n, that n renewals were signed (shifted
 * beta-geometric).
 */
function contractWorth(level: ValueLevel, leaving: number): number {
  const both = LIFE_PROCESS.leavingConcentration;
  const b = (1 - leaving) * both;
  const orders = orderMargin(level);
  let worth = 0;
  for (const { share, terms } of TERM_WORTHS) {
    let signed = share;
    for (const [term, { fee, years }] of terms.entries()) {
      if (term > 0) signed *= (b + term - 1) / (both + term - 1);
      worth += signed * (fee + orders * years);
    }
  }
  return worth;
}

/**
 * Discounted number of repeat orders within the horizon at a mean rate of `ordersAYear`:
 * ∫∫ λ (1 − e^(−(λp + δ)H)) / (λp + δ) over λ ~ Gamma, p ~ Beta, since orders that stop with probability p each
 * come at rate λ e^(−λpt). Midpoint rule; the densities are bounded because all shapes are above 1.
 */
function discountedOrders(ordersAYear: number, [a, b]: readonly [number, number]): number {
  const shape = LIFE_PROCESS.rateShape;
  const nodes = 60;
  let weights = 0;
  let total = 0;
  for (let i = 0; i < 2 * nodes; i++) {
    const unit = ((i + 0.5) / nodes) * 4;
    const rate = ordersAYear * unit;
    const rateDensity = unit ** (shape - 1) * Math.exp(-unit * shape);
    for (let j = 0; j < nodes; j++) {
      const stop = (j + 0.5) / nodes;
      const weight = rateDensity * stop ** (a - 1) * (1 - stop) ** (b - 1);
      const fading = rate * stop + FORCE;
      weights += weight;
      total += (weight * rate * -Math.expm1(-fading * HORIZON_YEARS)) / fading;
    }
  }
  return total / weights;
}

/** `discountedOrders` between the points of a table over ln rate, since every company needs it; a point is worked out when first asked for. */
function ordersTable(stopping: readonly [number, number]): (ordersAYear: number) => number {
  const lowest = Math.log(0.1);
  const step = 0.05;
  const points = 121;
  const table = new Map<number, number>();
  const at = (index: number): number => {
    const known = table.get(index) ?? discountedOrders(Math.exp(lowest + index * step), stopping);
    table.set(index, known);
    return known;
  };
  return (ordersAYear) => {
    const position = (Math.log(ordersAYear) - lowest) / step;
    const below = Math.floor(position);
    if (!(below >= 0 && below + 1 < points))
      throw new RangeError(`No table for ${ordersAYear} orders a year.`);
    return at(below) + (position - below) * (at(below + 1) - at(below));
  };
}

const ordinaryOrders = ordersTable(LIFE_PROCESS.stopping);
const hunterOrders = ordersTable(LIFE_PROCESS.stoppingHunter);

/** Margin of a repeat order of a project client, relative to its revenue. */
const PROJECT_MARGIN =
  LIFE_PROCESS.projectKinds.reduce((margin, [kind, weight]) => margin + weight * MARGIN_BY_KIND[kind], 0) /
  LIFE_PROCESS.projectKinds.reduce((total, [, weight]) => total + weight, 0);

function projectWorth(level: ValueLevel, soldByHunter: boolean): number {
  const orders = (soldByHunter ? hunterOrders : ordinaryOrders)(
    level.expansionsAYear * LIFE_PROCESS.projectRate,
  );
  return LIFE_PROCESS.projectSize * (MARGIN_BY_KIND.initial + PROJECT_MARGIN * orders);
}

/** First products with the log-odds of leaving that their buyers add. */
function firstProducts(products: readonly Weighted<string>[]): readonly { share: number; shift: number }[] {
  const total = products.reduce((sum, [, weight]) => sum + weight, 0);
  return products.map(([product, weight]) => ({
    share: weight / total,
    shift: product === LEAKY_PRODUCT.product ? LEAKY_PRODUCT.leavingShift : 0,
  }));
}

const SELLERS = [
  { isHunter: false, share: 1 - HUNTER.share, shift: 0, products: firstProducts(FIRST_PRODUCTS) },
  {
    isHunter: true,
    share: HUNTER.share,
    shift: HUNTER.leavingShift,
    products: firstProducts(HUNTER_FIRST_PRODUCTS),
  },
];
const UNPLANTED_SELLERS = [{ isHunter: false, share: 1, shift: 0, products: [{ share: 1, shift: 0 }] }];

/**
 * Expected CLV of a company as a client, from its firmographics: margin of the first 60 months, EUR, discounted
 * to its first day, averaged over everything else (who sells, first product, term, luck); no initiative.
 */
export function expectedClv(company: Company, afterTurn: boolean, planted: boolean): number {
  const level = valueLevel(company, afterTurn, planted);
  const { projectOnlyShare } = LIFE_PROCESS;
  let worth = 0;
  for (const seller of planted ? SELLERS : UNPLANTED_SELLERS) {
    let contracts = 0;
    for (const { share, shift } of seller.products) {
      contracts += share * contractWorth(level, leavingProbability(level, seller.shift + shift));
    }
    const projects = projectWorth(level, seller.isHunter);
    worth += seller.share * ((1 - projectOnlyShare) * contracts + projectOnlyShare * projects);
  }
  return worth * level.yearlyPrice * PRICE_FACTOR * CREDIT_FACTOR;
}
