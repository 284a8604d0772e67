import { quantile } from "d3";
import type { AccountTable } from "../lookalike/encoding/account-table.js";
import type { Estimate } from "../numerics/interval.js";
import { type FirstBought, type OfferOrder, productRanker } from "./next-products.js";

/** How often the hidden product is among the first three, by what similar clients bought and by popularity. */
export interface HoldOneOut {
  readonly clients: number;
  /** Products to choose from, on average. */
  readonly choices: number;
  readonly similar: number;
  readonly popularity: number;
  /** similar − popularity with an 80 % interval of resampled clients. */
  readonly gain: Estimate;
  /** Share of the resamples in which similar clients do no better. */
  readonly p: number;
  readonly beats: boolean;
}

const FIRST = 3;
const FOLDS = 5;
const RESAMPLES = 999;
const FEWEST_CLIENTS = 30;
const LEVEL = 0.05;

/**
 * Hides the product that each client added last and looks for it among the first three of those that the client has
 * not bought otherwise. Clients with three or fewer to choose from tell nothing and are left out; null with fewer
 * than 30 others.
 *
 * How much each field counts in likeness is learned on the other four fifths of the clients. The difference from
 * popularity is told from resampled clients (paired bootstrap), and beats at a one-sided level of 5 %.
 */
export function holdOneOut(
  table: AccountTable,
  bought: readonly FirstBought[],
  references: readonly number[],
  random: () => number,
): HoldOneOut | null {
  const results = Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const isOut = (at: number) => at % FOLDS === fold;
    const ranker = productRanker(
      table,
      bought,
      references,
      references.filter((_, at) => !isOut(at)),
    );
    return references.flatMap((row, at) => {
      const hidden = isOut(at) ? addedLast(bought[row], ranker.products) : null;
      if (hidden === null) return [];
      const ranked = ranker.ranked(row, hidden);
      const choices = ranked.popularity.length;
      if (choices <= FIRST) return [];
      const found = (order: OfferOrder) =>
        ranked[order].slice(0, FIRST).some(({ product }) => product === hidden) ? 1 : 0;
      return [{ choices, similar: found("similar clients"), popularity: found("popularity") }];
    });
  });
  const mean = (of: (one: (typeof results)[number]) => number) =>
    results.reduce((sum, one) => sum + of(one), 0) / Math.max(1, results.length);
  const choices = mean((one) => one.choices);
  if (results.length < FEWEST_CLIENTS) return null;
  const gains = results.map(({ similar, popularity }) => similar - popularity);
  const resampled = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let draw = 0; draw < gains.length; draw += 1) {
      sum += gains[Math.floor(random() * gains.length)] ?? 0;
    }
    return sum / gains.length;
  }).sort((a, b) => a - b);
  const p = (1 + resampled.filter((gain) => gain <= 0).length) / (RESAMPLES + 1);
  return {
    clients: results.length,
    choices,
    similar: mean((one) => one.similar),
    popularity: mean((one) => one.popularity),
    gain: {
      value: mean(({ similar, popularity }) => similar - popularity),
      low: quantile(resampled, 0.1) ?? 0,
      high: quantile(resampled, 0.9) ?? 0,
    },
    p,
    beats: p <= LEVEL,
  };
}

/** The rankable product that a client added last, after its first day; null: it added none. */
function addedLast(bought: FirstBought | undefined, products: readonly string[]): string | null {
  if (bought === undefined) return null;
  const start = Math.min(...bought.values());
  let last: string | null = null;
  for (const product of products) {
    const day = bought.get(product);
    if (day === undefined || !(day > start)) continue;
    if (last === null || day > (bought.get(last) ?? 0)) last = product;
  }
  return last;
}
