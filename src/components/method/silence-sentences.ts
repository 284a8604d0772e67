import type { SilentBuyer } from "../../model/value/orders/silence.js";
import { plural } from "../../model/words/plural.js";
import { formatter, type MoneyFacts } from "../words/format.js";

/** A buyer of last month against one of five years ago, in the models' own figures. */
export function silenceSentence(buyers: readonly SilentBuyer[], report: MoneyFacts): string {
  const f = formatter(report);
  const standing = ({ pActive, expectedRevenue }: SilentBuyer["points"][number]) =>
    `${f.percent(pActive)} likely still a client, ${smallMoney(expectedRevenue, report)} expected`;
  const said = buyers.flatMap(({ orders, monthsBetween, points }) => {
    const first = points[0];
    const last = points.at(-1);
    if (!first || !last) return [];
    const now = `${standing(first)} in the next 12 months`;
    const gone = goneAfter(points, f.count);
    if (monthsBetween === null && last.pActive > 0.98) {
      return [
        `These orders show no sign that clients leave for good, so a one-time buyer counts as a client still; silence only shows that it orders rarely. Last seen ${ago(first.months)}: ${now}. Last seen ${ago(last.months)}: ${standing(last)}.`,
      ];
    }
    return [
      monthsBetween === null
        ? `The longer a client is silent compared with its own rhythm, the surer it is gone. A one-time buyer of ${ago(first.months)} has had no time to come back: ${now}. One of ${ago(last.months)} has had every chance and did not: ${standing(last)}${gone}.`
        : `A client that bought ${f.count(orders)} times, the last time ${ago(first.months)}: ${now}; ${ago(last.months)}: ${standing(last)}${gone}.`,
    ];
  });
  return said.join(" ");
}

/** After how many missed rounds a client has more likely left than not; nothing where orders come at any time. */
function goneAfter(points: SilentBuyer["points"], count: (whole: number) => string): string {
  const missed = points.find(({ pActive }) => pActive < 0.5)?.missedRounds ?? 0;
  return missed > 0 ? `; after ${plural(count(missed), "missed round")} it is more likely gone than not` : "";
}

/** Money that may be less than one unit. */
function smallMoney(amount: number, report: MoneyFacts): string {
  const f = formatter(report);
  return amount > 0 && amount < 1 ? `under ${f.money(1)}` : f.moneyShort(amount);
}

/** What a year of silence makes of a one-time buyer, against a regular one. */
export function silenceTitle(
  buyers: readonly SilentBuyer[],
  measure: "pActive" | "expectedRevenue",
  report: MoneyFacts,
): string {
  const f = formatter(report);
  let silence = 12;
  const parts = buyers.flatMap(({ monthsBetween, points }) => {
    const year = points.find(({ months }) => months >= 12);
    if (!year) return [];
    silence = year.months;
    const once = monthsBetween === null;
    if (measure === "pActive") {
      const share = f.percent(year.pActive);
      return [once ? `${share} of one-time buyers are still clients` : `${share} of regular ones`];
    }
    const revenue = smallMoney(year.expectedRevenue, report);
    return [once ? `a one-time buyer is expected to bring ${revenue}` : `a regular one ${revenue}`];
  });
  return parts.length === 0
    ? "What silence makes of a client"
    : `After ${silence === 12 ? "a year" : `${silence} months`} of silence, ${parts.join(", ")}`;
}

function ago(months: number): string {
  if (months === 0) return "this month";
  if (months % 12 === 0 && months >= 24) return `${months / 12} years ago`;
  return months === 1 ? "a month ago" : `${months} months ago`;
}
