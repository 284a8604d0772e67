import type { AcquisitionPage, BalanceChannel } from "../../data/published/acquisition.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { GROWTH_OR_SPEND, NEXT_UNIT, NO_ANSWER, silenceOf } from "./spend-answer-words.js";

/** What the next unit of money brings in a channel. */
export function balanceTitle(channel: BalanceChannel, report: MoneyFacts): string {
  const f = formatter(report);
  const one = f.money(1);
  const { marginal, verdict, status } = channel;
  if (status === "too little" || marginal === null) {
    return `Too few months or deals of ${channel.channel} to say what the next ${one} brings`;
  }
  const brings = f.moneyInterval(marginal);
  if (verdict === "brings more")
    return `The next ${one} for ${channel.channel} brings ${brings} of lifetime value`;
  return status !== "responds"
    ? `What the next ${one} for ${channel.channel} brings, the data cannot tell: ${silenceOf(status, "deals")}`
    : `The next ${one} for ${channel.channel} ${NEXT_UNIT[verdict]}: ${brings}`;
}

/** Up to where spend pays, as far as that can be said. */
export function balanceSentence(channel: BalanceChannel, report: MoneyFacts): string {
  const f = formatter(report);
  const { balance, seen, status, spendNow } = channel;
  if (status !== "responds" || balance === null) return "";
  const one = f.money(1);
  const now = `${f.moneyShort(spendNow)} a month is spent now.`;
  if (!(balance.value > 0)) return `${now} By the fitted curve no spend brings itself back.`;
  const words = f.moneyParts(balance);
  const where = `By the fitted curve the next ${one} brings itself back up to ${words.value} a month (${words.low} to ${words.high})`;
  const beyond =
    balance.value > seen.high || balance.value < seen.low
      ? `; that lies outside what was ever spent (${f.moneyShort(seen.low)} to ${f.moneyShort(seen.high)}), so it is a guess`
      : "";
  return `${now} ${where}${beyond}.`;
}

/** The answer for all channels at once. */
export function nextSpendSentence(page: AcquisitionPage, report: MoneyFacts): string {
  const { balance } = page;
  const one = formatter(report).money(1);
  if (balance === null || balance.channels.length === 0) return "";
  const named = (is: (channel: BalanceChannel) => boolean): string =>
    listInWords(balance.channels.filter(is).map(({ channel }) => channel));
  const told = (["brings more", "brings less", "cannot tell"] as const)
    .map((verdict) => ({ verdict, of: named((one) => one.status === "responds" && one.verdict === verdict) }))
    .filter(({ of }) => of !== "");
  const mixed = named(({ status }) => status === "growth or spend");
  const silent = named(({ status }) => status === "flat");
  const unknown = named(({ status }) => status === "too little");
  return [
    ...told.map(
      ({ verdict, of }, at) => `Through ${of} ${at === 0 ? `the next ${one}` : "it"} ${NEXT_UNIT[verdict]}.`,
    ),
    ...(mixed === "" ? [] : [`${sentenceCase(GROWTH_OR_SPEND)}: ${mixed}.`]),
    ...(silent === "" ? [] : [`${sentenceCase(NO_ANSWER)}: ${silent}.`]),
    ...(unknown === "" ? [] : [`Too few months or ${balance.arrivals} to tell: ${unknown}.`]),
  ].join(" ");
}
