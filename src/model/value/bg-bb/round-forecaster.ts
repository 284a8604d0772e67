import { epochDayOf } from "../../numerics/calendar.js";
import type { ClientHistory } from "../client-history.js";
import type { RoundProcess } from "../forecast/client-forecast.js";
import type { RepeatParameters } from "../repeat/repeat-model.js";
import { opportunityForecaster } from "./bg-bb-model.js";
import { stayingByOpportunity } from "./opportunity-process.js";
import type { OrderRounds } from "./order-rounds.js";
import { type RoundCalendar, roundCalendar } from "./round-calendar.js";
import { roundHistoryOf } from "./round-history.js";

/** BG/BB on the calendar: its opportunities are rounds that open and close, days are counted from the as-of date. */
export interface RoundForecaster {
  readonly process: (history: ClientHistory) => RoundProcess;
  /** Orders expected until the end of each of some days, ascending, of a client that is active. */
  readonly expectedIfActive: (process: RoundProcess, days: readonly number[]) => Float64Array;
  /** Probability of being a client still at the end of each of some days from the as-of date on. */
  readonly active: (process: RoundProcess, days: readonly number[]) => Float64Array;
}

/** A round that is not closed has something to come. */
const MOST_PAST = 1 - 1e-9;

/**
 * The forecasts of BG/BB with these parameters, for clients that order in these rounds.
 *
 * An order of a round comes on the days that its orders come on. In a round that is open on the as-of date, of whose
 * orders the share f has come, a client that has not ordered yet does so with probability q·(1 − f)/(1 − q·f), q its
 * chance of ordering in it at all. Who leaves before a round does so evenly between the opening of the round before and its
 * own.
 */
export function roundForecaster(parameters: RepeatParameters, rounds: OrderRounds): RoundForecaster {
  const { opportunityProcess } = opportunityForecaster(parameters);
  const calendars = new Map<number, RoundCalendar>();
  const calendarOf = (asOfDay: number): RoundCalendar => {
    const calendar = calendars.get(asOfDay) ?? roundCalendar(rounds, asOfDay);
    calendars.set(asOfDay, calendar);
    return calendar;
  };
  return {
    process: (history) => {
      const calendar = calendarOf(epochDayOf(history.firstOn) + history.ageDays);
      const inRounds = roundHistoryOf(history, rounds);
      const process = opportunityProcess(inRounds);
      const nextRound = inRounds.firstRound + inRounds.age + 1;
      const nextPast = Math.min(MOST_PAST, calendar.shareBy(nextRound, 0));
      const chance = (process.alive * process.take) / (process.take + process.pass);
      const nextAhead = (1 - nextPast) / (1 - chance * nextPast);
      return { ...process, calendar, nextRound, nextPast, nextAhead };
    },
    expectedIfActive: (process, days) => {
      const { calendar, nextRound, nextPast, nextAhead, take, pass } = process;
      const expected = new Float64Array(days.length);
      for (const { round, staying } of roundsUntil(process, days.at(-1) ?? 0)) {
        const chance = (staying * take) / (take + pass);
        const [past, ahead] = round === nextRound ? [nextPast, nextAhead] : [0, 1];
        days.forEach((day, index) => {
          const share = Math.max(0, calendar.shareBy(round, day) - past) / (1 - past);
          expected[index] = (expected[index] ?? 0) + chance * ahead * share;
        });
      }
      return expected;
    },
    active: (process, days) => {
      const { calendar, nextRound, alive, leave, stay } = process;
      const active = new Float64Array(days.length);
      let [before, opened] = [(alive * (leave + stay - 1)) / (stay - 1), calendar.opensOn(nextRound - 1)];
      let round = nextRound;
      let index = 0;
      for (const staying of stayingByOpportunity(process)) {
        const [then, opens] = [alive * staying, calendar.opensOn(round)];
        for (; index < days.length && (days[index] ?? 0) < opens; index += 1) {
          const passed = Math.max(0, ((days[index] ?? 0) - opened) / (opens - opened));
          active[index] = before + passed * (then - before);
        }
        if (index === days.length) break;
        [before, opened] = [then, opens];
        round += 1;
      }
      return active;
    },
  };
}

/** The rounds that open until the end of a day, with the probability that a client active at the next one is at each. */
function* roundsUntil(
  process: RoundProcess,
  lastDay: number,
): Generator<{ readonly round: number; readonly staying: number }> {
  let round = process.nextRound;
  for (const staying of stayingByOpportunity(process)) {
    if (process.calendar.opensOn(round) > lastDay) return;
    yield { round, staying };
    round += 1;
  }
}
