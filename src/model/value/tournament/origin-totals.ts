import { variance } from "d3";
import { substream } from "../../numerics/substream.js";
import { fitValueModels } from "../fit-value-models.js";
import { expectedRevenue } from "../forecast/expected-revenue.js";
import { forecastCalendar } from "../forecast/forecast-calendar.js";
import { simulatePeriods } from "../forecast/simulate-client.js";
import { type LongOutcome, type TotalOutcome, totalOutcome } from "../uncertainty/total-outcome.js";
import { movesTogether, sharedShocks, worldMoves } from "../uncertainty/world-moves.js";
import { clientWorlds } from "../value-clients.js";
import type { ValueFit } from "../value-fit.js";
import type { ChosenWays } from "./chosen-ways.js";
import { outcomeBetween, type Snapshot } from "./snapshot.js";

/** The totals' own spread needs few futures a client, in few worlds: errors of theirs average out over clients. */
const DRAWS = 24;
const WORLDS = 12;

/**
 * The portfolio's revenue, contracts included, as predicted from each snapshot but the last by the models that the
 * contests chose, with what was known then, beside what came until the next snapshot, `windowMonths` later; where
 * further ones follow, also until the last of them. Snapshots without clients are left out. Windows must not overlap.
 */
export function originTotals(
  snapshots: readonly Snapshot[],
  windowMonths: number,
  { repeat: verdict, contracts, traits }: ChosenWays,
  seed: number,
): TotalOutcome[] {
  return snapshots.slice(0, -1).flatMap((from, index) => {
    const to = snapshots[index + 1];
    if (to === undefined || from.histories.length === 0) return [];
    const { asOf: origin, histories } = from;
    const fit = {
      ...fitValueModels(histories, verdict === null ? undefined : { repeatModel: verdict.model }, traits),
      orderFactors: verdict?.factorsAtOrigins[verdict.origins.indexOf(from.asOf)] ?? {},
      contractFactors: contracts?.factorsAtOrigins[contracts.origins.indexOf(from.asOf)] ?? {},
    };
    const calendar = forecastCalendar({ asOf: origin, horizonMonths: windowMonths, discountRateAnnual: 0 });
    const revenueOf = expectedRevenue(fit, calendar);
    const worldsOf = clientWorlds(fit, histories, calendar, seed, WORLDS);
    const window = { afterDay: -1, lastDay: calendar.horizonEnd, discounted: false };
    const together = movesTogether();
    let variances = 0;
    const predicted = histories.map((history) => {
      const random = substream(seed, history.clientId);
      const worlds = worldsOf(history);
      const [futures = []] = simulatePeriods(worlds, history.orders, calendar, [window], DRAWS, random);
      variances += variance(futures) ?? 0;
      together.add(worldMoves(futures, sharedShocks(worlds.map(({ logShock = 0 }) => logShock))));
      return revenueOf(history)[windowMonths - 1] ?? 0;
    });
    const { revenue } = outcomeBetween(from, to);
    const outcome = totalOutcome(origin, predicted, revenue, Math.sqrt(variances + together.variance()));
    const windows = snapshots.length - 1 - index;
    return [
      windows < 2
        ? outcome
        : { ...outcome, untilToday: longOutcome(from, snapshots, fit, windows * windowMonths) },
    ];
  });
}

function longOutcome(
  from: Snapshot,
  snapshots: readonly Snapshot[],
  fit: ValueFit,
  months: number,
): LongOutcome {
  const calendar = forecastCalendar({ asOf: from.asOf, horizonMonths: months, discountRateAnnual: 0 });
  const revenueOf = expectedRevenue(fit, calendar);
  const { revenue } = outcomeBetween(from, snapshots.at(-1) ?? from);
  const { predicted, actual, logDeviation } = totalOutcome(
    from.asOf,
    from.histories.map((history) => revenueOf(history)[months - 1] ?? 0),
    revenue,
    0,
  );
  return { months, predicted, actual, logDeviation };
}
