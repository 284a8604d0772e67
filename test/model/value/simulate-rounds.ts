import { randomBeta, randomLcg } from "d3";
import { epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import type { ClientHistory } from "../../../src/model/value/client-history.js";
import { orderingClient } from "./client-histories.js";

/** A made-up book of orders that come in rounds. */
export interface RoundsBook {
  readonly clients: number;
  /** First days of the rounds, ISO dates, ascending. */
  readonly openings: readonly string[];
  /** Days from the first to the last order of a round. */
  readonly lastsDays: number;
  readonly parameters: { alpha: number; beta: number; gamma: number; delta: number };
  readonly seed: number;
}

/**
 * Order days of each client: it comes in one of the rounds but the last two, and at each later one first leaves with its
 * own θ ~ Beta(γ, δ), then orders with its own p ~ Beta(α, β).
 */
export function simulateRounds({ clients, openings, lastsDays, parameters, seed }: RoundsBook): string[][] {
  const random = randomLcg(seed);
  const chance = randomBeta.source(random)(parameters.alpha, parameters.beta);
  const leaving = randomBeta.source(random)(parameters.gamma, parameters.delta);
  const dayIn = (opening: string): string =>
    isoDateOf(epochDayOf(opening) + Math.floor(lastsDays * ((random() + random()) / 2)));
  return Array.from({ length: clients }, () => {
    const [p, theta] = [chance(), leaving()];
    const [first = "", ...later] = openings.slice(Math.floor(random() * (openings.length - 2)));
    const days = [dayIn(first)];
    for (const opening of later) {
      if (random() < theta) break;
      if (random() < p) days.push(dayIn(opening));
    }
    return days;
  });
}

/** What is known of order days on a day: histories of the clients that had come by then, each order worth 100. */
export function knownOn(orderDays: readonly (readonly string[])[], asOf: string): ClientHistory[] {
  return orderDays.flatMap((days, index) => {
    const seen = [...new Set(days.filter((day) => day <= asOf))];
    return seen.length === 0
      ? []
      : [
          orderingClient(
            `c${String(index).padStart(5, "0")}`,
            seen.map((day) => [day, 100] as const),
            {},
            asOf,
          ),
        ];
  });
}
