import { listInWords } from "../model/words/list-in-words.js";
import type { AcquisitionData, BalanceChannelFacts } from "./acquisition-data.js";
import { formatter } from "./format.js";
import type { ReportFacts } from "./report-facts.js";

type Facts = Pick<ReportFacts, "currency" | "locale">;

/** What the next unit of money brings in a channel. */
export function balanceTitle(channel: BalanceChannelFacts, report: Facts): string {
  const f = formatter(report);
  const one = f.money(1);
  const { marginal, verdict, status } = channel;
  if (status === "too little" || marginal === null) {
    return `Too few months or deals of ${channel.channel} to say what the next ${one} brings`;
  }
  const brings = `${f.moneyShort(marginal.value)} (${f.moneyShort(marginal.low)} to ${f.moneyShort(marginal.high)})`;
  if (verdict === "brings more")
    return `The next ${one} for ${channel.channel} brings ${brings} of lifetime value`;
  if (verdict === "brings less")
    return `The next ${one} for ${channel.channel} returns less than it costs: ${brings}`;
  return status === "flat"
    ? `What the next ${one} for ${channel.channel} brings, the data cannot tell: months with more spend brought no more than chance does`
    : `Whether the next ${one} for ${channel.channel} brings more than itself, the data cannot tell: ${brings}`;
}

/** Up to where spend pays, as far as that can be said. */
export function balanceSentence(channel: BalanceChannelFacts, report: Facts): string {
  const f = formatter(report);
  const { balance, seen, status, spendNow } = channel;
  if (status !== "responds" || balance === null) return "";
  const one = f.money(1);
  const now = `${f.moneyShort(spendNow)} a month is spent now.`;
  if (!(balance.value > 0)) return `${now} By the fitted curve no spend brings itself back.`;
  const where = `By the fitted curve the next ${one} brings itself back up to ${f.moneyShort(balance.value)} a month (${f.moneyShort(balance.low)} to ${f.moneyShort(balance.high)})`;
  const beyond =
    balance.value > seen.high || balance.value < seen.low
      ? `; that lies outside what was ever spent (${f.moneyShort(seen.low)} to ${f.moneyShort(seen.high)}), so it is a guess`
      : "";
  return `${now} ${where}${beyond}.`;
}

/** The answer for all channels at once. */
export function nextSpendSentence(page: AcquisitionData, report: Facts): string {
  const { balance } = page;
  const one = formatter(report).money(1);
  if (balance === null || balance.channels.length === 0) return "";
  const named = (verdict: BalanceChannelFacts["verdict"]) =>
    balance.channels.flatMap((channel) => (channel.verdict === verdict ? [channel.channel] : []));
  const [more, less, unknown] = [named("brings more"), named("brings less"), named("cannot tell")];
  const parts = [
    more.length > 0 ? `The next ${one} brings more than itself through ${listInWords(more)}.` : "",
    less.length > 0 ? `It returns less than it costs through ${listInWords(less)}.` : "",
    unknown.length > 0
      ? `${more.length + less.length > 0 ? "Of" : `What the next ${one} brings, the data cannot tell of`} ${listInWords(unknown)}${more.length + less.length > 0 ? " the data cannot tell" : ""}.`
      : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}
