import type { LeverRange } from "../../model/economics/what-if/lever-range.js";
import type { LeverName } from "../../model/economics/what-if/levers.js";
import type { WhatIfQuestion } from "../../model/economics/what-if/sensitivity.js";
import type { Formatter } from "../words/format.js";

const LEVERS: Readonly<Record<LeverName, string>> = {
  retention: "Yearly retention",
  leaving: "Clients that leave in a year",
  dealSize: "Deal size",
  price: "Prices",
  frequency: "Purchase frequency",
  margin: "Margin",
  discountRateAnnual: "Discount rate",
  winRate: "Win rate",
  acquisitionCost: "Acquisition cost",
  newClientValue: "Worth of a new client",
  unforeseen: "How far all forecasts miss together",
};

export function leverLabel(lever: LeverName): string {
  return LEVERS[lever];
}

/** A lever's value in words: "+5%", "as it is", or a rate as it stands. */
export function leverValue(lever: LeverName, value: number, f: Formatter): string {
  if (lever === "discountRateAnnual") return `${f.percent(value, 1)} a year`;
  return changeInWords(value, f);
}

/** A factor as a change: "+5%", "−12%", "as it is". */
export function changeInWords(factor: number, f: Formatter): string {
  const change = factor - 1;
  const digits = Math.abs(change) < 0.1 && Math.abs(change * 100 - Math.round(change * 100)) > 0.049 ? 1 : 0;
  if (Math.abs(change) < 5e-4) return "as it is";
  return (change > 0 ? "+" : "") + f.percent(change, digits);
}

/** The ends of a range in words. */
export function rangeInWords({ lever, low, high }: LeverRange, f: Formatter): string {
  return `${leverValue(lever, low, f)} to ${leverValue(lever, high, f)}`;
}

const QUESTIONS: Readonly<Record<Exclude<WhatIfQuestion, "clv">, string>> = {
  ahead: "All that is ahead",
  residual: "What today’s clients still bring",
  plan: "What the plan brings",
};

export function questionLabel(question: Exclude<WhatIfQuestion, "clv">): string {
  return QUESTIONS[question];
}

/** Money with its sign, to 2 significant digits unless told: "+€1.2M", "−€0.4M", "€0". */
export function signedMoney(amount: number, f: Formatter, digits = 2): string {
  return Math.abs(amount) < 0.5 ? f.money(0) : (amount > 0 ? "+" : "") + f.moneyShort(amount, digits);
}
