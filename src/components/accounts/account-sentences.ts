import type { AccountPage } from "../../data/published/account.js";
import type { Report } from "../../data/published/report.js";
import type { MeasureOfLeaving } from "../../model/economics/what-if/reachable-improvement.js";
import {
  ASSUMED_AVOIDED,
  ASSUMED_CLOSED,
  retentionInvestment,
} from "../../model/economics/what-if/retention-investment.js";
import { quarterNumber, quarterStart } from "../../model/numerics/quarter.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { sideInWords } from "./accounts-sentences.js";

type Change = AccountPage["changes"]["revenue"];

type Facts = MoneyFacts & Pick<Report, "horizonMonths" | "asOf" | "moneyIs">;

/** What is still to come of the account, and how surely it stays. */
export function accountHeadline(account: AccountPage, report: Facts): string {
  const f = formatter(report);
  const stays =
    account.pStays > 0.995
      ? "is bound for the next year at least"
      : `is still a client in a year with a probability of ${f.percent(account.pStays)}`;
  return `${account.name} is expected to bring ${f.moneyShort(account.residual.value)} over the next ${f.count(report.horizonMonths)} months, and ${stays}.`;
}

const STAGES: Readonly<Record<AccountPage["stage"], string>> = {
  beginning: "in its first year",
  "up for renewal": "up for renewal within six months",
  growing: "growing",
  shrinking: "shrinking",
  steady: "steady",
};

/** Its place among the key accounts, where it is in its life, and what keeping it is worth. */
export function accountStandfirst(account: AccountPage, report: Facts): string {
  const f = formatter(report);
  const { rank, key, residual, shareOfResidual, stage, firstOn } = account;
  const people = [
    account.owner === null ? null : `sold by ${account.owner}`,
    account.successOwner === null ? null : `looked after by ${account.successOwner}`,
  ].filter((one) => one !== null);
  const who = people.length === 0 ? "" : ` It is ${listInWords(people)}.`;
  return `Key account ${f.count(rank)} of ${f.count(key)}, with ${f.percent(shareOfResidual, 1)} of all that is still to come; in four of five cases ${f.moneyShort(residual.low)} to ${f.moneyShort(residual.high)}. A client since ${f.date(firstOn)}, now ${STAGES[stage]}.${who}`;
}

/** What leaving would cost, and what keeping it is worth at most. */
export function accountRetentionSentence(account: AccountPage, report: Facts): string {
  const f = formatter(report);
  const { valueAtRisk, inReach, measure, standing } = account;
  if (!(valueAtRisk > 0)) {
    return "Nothing is at risk within the year: no renewal falls due, or it is decided already.";
  }
  const share = measure === null ? ASSUMED_AVOIDED : ASSUMED_CLOSED;
  const worth = retentionInvestment(valueAtRisk, inReach, share);
  const risk = `Its leaving within a year is expected to cost ${f.moneyShort(valueAtRisk)}.`;
  const spend = worth.low < worth.high ? f.moneyInterval(worth) : f.moneyShort(worth.value);
  if (measure === null) {
    return `${risk} If attention avoids ${f.percent(share)} of that, which is assumed, it is worth up to ${spend} in the next 12 months.`;
  }
  if (standing === "well") {
    return `${risk} It has ${sideInWords(measure, "well", report)}, as clients have that stay: nothing says that extra work would make it surer.${readingSentence(account, measure, report)}`;
  }
  const place =
    standing === "poor"
      ? `It has ${sideInWords(measure, "poor", report)}, as clients have that leave more often.`
      : `Its ${measure.measure} was not measured in the last year, so it counts as the average client.`;
  return `${risk} ${place} If ${f.percent(share)} of the leaving that goes with it is avoided, which is assumed, keeping it is worth up to ${spend} in the next 12 months.`;
}

/** What it reads beside the limit between good and poor, and which way it moves, with a space before; "" without. */
function readingSentence(
  { reading }: Pick<AccountPage, "reading">,
  { middle }: MeasureOfLeaving,
  report: Facts,
): string {
  if (reading === null) return "";
  const { year, last, before } = reading;
  const moved = before === null ? one(last) : `${one(last)}, ${turn({ now: last, before }, one)}`;
  return ` It reads ${one(year)} over the year, where the limit is ${formatter(report).number(middle)}; in the last quarter ${moved}.`;
}

/** How it stands beside the clients most like it. */
export function accountHeadroomSentence(account: AccountPage, report: Facts): string | null {
  const f = formatter(report);
  const { best, headroom, similar, clv } = account;
  if (best === null || headroom === null) return null;
  const beside = `The best quarter of the ${f.count(similar)} clients most like it is worth ${f.moneyShort(best.value)} or more (${f.moneyShort(best.low)} to ${f.moneyShort(best.high)}) over the first ${f.count(report.horizonMonths)} months; it is worth ${f.moneyShort(clv.value)}`;
  return headroom.value > 0
    ? `${beside}: room for ${f.moneyShort(headroom.value)} (${f.moneyShort(headroom.low)} to ${f.moneyShort(headroom.high)}).`
    : `${beside}: it has outgrown its likes, so keep it rather than expect more.`;
}

/** What changed in the last year, each as a sentence. */
export function changeSentences(account: AccountPage, report: Facts): readonly string[] {
  const f = formatter(report);
  const { revenue, margin, purchases, newProducts, signals } = account.changes;
  const { previous } = account;
  const sentences = [
    `Revenue of the last four whole quarters: ${f.moneyShort(revenue.now)}, ${turn(revenue, f.moneyShort)}.`,
    ...(report.moneyIs === "margin"
      ? [`Margin: ${f.moneyShort(margin.now)}, ${turn(margin, f.moneyShort)}.`]
      : []),
    `Purchases: ${f.count(purchases.now)}, ${turn(purchases, f.count)}.`,
    newProducts.length > 0
      ? `Bought for the first time: ${listInWords(newProducts)}.`
      : "It bought nothing that it had not bought before.",
    ...signals.map(
      ({ measure, now, before }) =>
        `${sentenceCase(measure)}: ${one(now)} on average, ${turn({ now, before }, one)}.`,
    ),
  ];
  if (previous !== null) {
    sentences.push(
      `Since the report of ${f.date(previous.asOf)}: lifetime value ${f.moneyShort(previous.clv.before)} then, ${f.moneyShort(previous.clv.now)} now; still a client with a probability of ${f.percent(previous.pActive.before)} then, ${f.percent(previous.pActive.now)} now.`,
    );
  }
  return sentences;
}

/** "2024-Q3" as the first day of the quarter, for a time axis. */
export function quarterDate(quarter: string): Date {
  return new Date(`${quarterStart(quarterNumber(quarter))}T00:00:00Z`);
}

function one(value: number): string {
  return value.toFixed(1);
}

function turn({ now, before }: Change, text: (value: number) => string): string {
  if (text(now) === text(before)) return "as the year before";
  return `${now > before ? "up" : "down"} from ${text(before)} the year before`;
}
