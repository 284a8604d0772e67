import { DAYS_A_MONTH, daysBetween } from "../model/numerics/calendar.js";
import { formatter } from "./format.js";
import type { ReportFacts } from "./report-facts.js";
import type { ClientFacts } from "./value-data.js";
import { plural } from "./wording.js";

type Facts = Pick<ReportFacts, "currency" | "locale" | "asOf">;

/** Why a client is worth what it is: what it did, how likely it still is a client, what is expected of it. */
export function clientReason(client: ClientFacts, report: Facts): string {
  const f = formatter(report);
  const ahead = `${f.moneyShort(client.expectedRevenue12m)} of revenue expected in the next 12 months`;
  const chance = f.percent(client.pActive);
  const still =
    client.pActive >= 0.5
      ? `still a client with ${chance}`
      : `most likely gone, still a client with ${chance}`;
  return `${whatItDid(client, report)}: ${still}; ${ahead}.`;
}

function whatItDid(client: ClientFacts, report: Facts): string {
  const f = formatter(report);
  const { contract, orderDays, firstOn, lastOrderOn } = client;
  if (contract !== null) {
    const since = `Under contract since ${monthInWords(firstOn, report)}`;
    if (contract.live === 0)
      return `Under contract from ${monthInWords(firstOn, report)}, the last one over since ${monthInWords(contract.endsOn, report)}`;
    const lines = contract.live > 1 ? `, ${f.count(contract.live)} contracts` : "";
    const renewed =
      contract.renewals > 0 ? `, renewed ${times(contract.renewals, f.count)}` : ", not renewed yet";
    const due = contract.endsOn < report.asOf ? "renewal due since" : "renewal due in";
    const notice = contract.noticeGiven ? ", notice given" : "";
    return `${since}${lines}${renewed}, ${due} ${monthInWords(contract.endsOn, report)}${notice}`;
  }
  const silent = agoInWords(lastOrderOn, report.asOf);
  if (orderDays <= 1) return `Bought once, ${silent}`;
  return `Bought ${times(orderDays, f.count)} in ${spanInWords(firstOn, report.asOf)}, last ${silent}`;
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
