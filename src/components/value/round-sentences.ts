import type { Report } from "../../data/published/report.js";
import { dayAtCalendarMonths, isoDateOf } from "../../model/numerics/calendar.js";
import type { OrderRounds } from "../../model/value/bg-bb/order-rounds.js";
import { roundsInWords } from "../../model/value/bg-bb/rounds-in-words.js";

/** When orders come, and what that means for what is expected. */
export function roundsSentence(rounds: OrderRounds, { locale }: Pick<Report, "locale">): string {
  return `Orders come in ${roundsInWords(rounds)}, nine of ten ${windowsInWords(rounds, locale)}. A client is therefore judged by the rounds that it took or missed, not by weeks of silence, and what is expected of it falls on the rounds to come.`;
}

/** "from 6 to 20 October", "from 3 to 20 March or from 3 to 20 September". */
function windowsInWords({ everyMonths, opens, closesAfter }: OrderRounds, locale: string): string {
  const day = (months: number): Date =>
    new Date(`${isoDateOf(Math.round(dayAtCalendarMonths(months)))}T00:00:00Z`);
  if (everyMonths === 1) {
    const ofMonth = (months: number): number => day(months).getUTCDate();
    return `between days ${ofMonth(opens)} and ${ofMonth(opens + closesAfter) - 1} of a month`;
  }
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 / everyMonths }, (_, round) => {
    const start = opens + round * everyMonths;
    const last = day(start + closesAfter);
    return `between ${format.format(day(start))} and ${format.format(last.getTime() - 86_400_000)}`;
  }).join(" or ");
}
