import type { Report } from "../../data/published/report.js";
import type { ClientRow } from "../../data/published/value.js";
import { DAYS_A_MONTH, daysBetween, epochDayOf } from "../../model/numerics/calendar.js";
import type { OrderRounds } from "../../model/value/bg-bb/order-rounds.js";
import { inRounds } from "../../model/value/bg-bb/round-history.js";
import { roundsInWords } from "../../model/value/bg-bb/rounds-in-words.js";
import { plural } from "../../model/words/plural.js";
import { formatter, type MoneyFacts } from "../words/format.js";

type Facts = MoneyFacts & Pick<Report, "asOf">;

/** In units of money: less rounds to nothing. */
const SMALLEST_EXPECTED = 0.5;

/** Why a client is worth what it is: what it did, how likely it still is a client, what is expected of it. */
export function clientReason(client: ClientRow, report: Facts, rounds?: OrderRounds): string {
  const f = formatter(report);
  const { pActive, expectedRevenue12m } = client;
  const chance = pActive > 0 && pActive < 0.0005 ? "below 0.1%" : f.percent(pActive);
  const did = `${whatItDid(client, report, rounds)}: ${standing(pActive, chance)}`;
  if (pActive < 0.5 && Math.abs(expectedRevenue12m) < SMALLEST_EXPECTED) return `${did}.`;
  return `${did}; ${f.moneyShort(expectedRevenue12m)} of revenue expected in the next 12 months${unlikeChance(client, report)}.`;
}

/** Why more or less money is expected than the chance beside it lets readers think: the two come from different models. */
function unlikeChance({ orderFactor, expectedRevenue12m }: ClientRow, report: Facts): string {
  if (expectedRevenue12m === 0) return "";
  const f = formatter(report);
  if (orderFactor >= 2)
    return `, ${f.multiple(orderFactor)} what this chance alone would give: what predicted best so far expects more of it`;
  if (orderFactor <= 0.5)
    return `, ${f.percent(orderFactor)} of what this chance alone would give: what predicted best so far expects less of it`;
  return "";
}

function standing(pActive: number, chance: string): string {
  if (pActive === 0) return "gone";
  if (pActive < 0.5) return `most likely gone (${chance} chance it is still a client)`;
  return pActive < 0.995 ? `${chance} likely still a client` : "almost surely still a client";
}

function whatItDid(client: ClientRow, report: Facts, rounds: OrderRounds | undefined): string {
  const f = formatter(report);
  const { contract, orderDays, firstOn, lastOrderOn } = client;
  if (contract !== null) {
    const since = `Under contract since ${monthInWords(firstOn, report)}`;
    if (contract.live === 0)
      return `Under contract from ${monthInWords(firstOn, report)}, the last one over since ${monthInWords(contract.endsOn, report)}`;
    const lines = contract.live > 1 ? `, ${f.count(contract.live)} contracts` : "";
    const renewed =
      contract.renewals > 0 ? `, renewed ${times(contract.renewals, f.count)}` : ", not renewed yet";
    const notice = contract.noticeGiven ? ", notice given" : "";
    return `${since}${lines}${renewed}, renewal due ${dueInWords(contract.endsOn, report)}${notice}`;
  }
  if (orderDays === 0) return `No paid order yet, first seen ${agoInWords(firstOn, report.asOf)}`;
  if (rounds !== undefined) return whatItOrdered(client, report, rounds);
  const silent = agoInWords(lastOrderOn, report.asOf);
  if (orderDays <= 1) return `Bought once, ${silent}`;
  return `Bought ${times(orderDays, f.count)} in ${spanInWords(firstOn, report.asOf)}, last order ${silent}`;
}

/** Which of the rounds since it was won it ordered in. */
function whatItOrdered(client: ClientRow, report: Facts, rounds: OrderRounds): string {
  const f = formatter(report);
  const { repeats, age } = inRounds(
    {
      first: epochDayOf(client.firstOn),
      last: epochDayOf(client.lastOrderOn),
      asOf: epochDayOf(report.asOf),
      repeatDays: client.orderDays - 1,
    },
    rounds,
  );
  const all = `${f.count(age + 1)} ${roundsInWords(rounds)}`;
  if (age === 0) return `First ordered in ${monthInWords(client.firstOn, report)}, no round since`;
  if (repeats === age) return `Ordered in all ${all} since ${monthInWords(client.firstOn, report)}`;
  return `Ordered in ${f.count(repeats + 1)} of ${all}, ${repeats === 0 ? "that of" : "last in"} ${monthInWords(client.lastOrderOn, report)}`;
}

function dueInWords(endsOn: string, report: Facts): string {
  if (endsOn.slice(0, 7) === report.asOf.slice(0, 7))
    return endsOn < report.asOf ? "since this month" : "this month";
  return `${endsOn < report.asOf ? "since" : "in"} ${monthInWords(endsOn, report)}`;
}

function times(count: number, format: (whole: number) => string): string {
  if (count === 1) return "once";
  return count === 2 ? "twice" : `${format(count)} times`;
}

/** "3 days", "5 months", "4 years". */
function spanInWords(from: string, to: string): string {
  const days = Math.max(0, daysBetween(from, to));
  const months = days / DAYS_A_MONTH;
  if (months < 1.5) return plural(String(Math.round(days)), "day");
  if (months < 23.5) return plural(String(Math.round(months)), "month");
  return plural(String(Math.round(months / 12)), "year");
}

function agoInWords(from: string, to: string): string {
  return daysBetween(from, to) < 1 ? "today" : `${spanInWords(from, to)} ago`;
}

function monthInWords(iso: string, { locale }: Facts): string {
  const format = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(`${iso}T00:00:00Z`));
}
