import type { HoldOneOut } from "../../model/key-accounts/hold-one-out.js";
import { percent } from "../../model/words/percent.js";
import type { AccountsPage } from "../published/accounts.js";

/** By what next products are ordered, and in numbers how that was tested; no detail where it could not be. */
export function productOrder(test: HoldOneOut | null): AccountsPage["productOrder"] {
  if (test === null) {
    const sentence =
      "Too few clients added a product after their start to test what finds the next one; the order is by how many added it.";
    return { sentence, detail: null };
  }
  const { clients, choices, similar, popularity, gain, beats } = test;
  return {
    sentence: beats
      ? "The order is by what similar clients added: that finds the next product better than how many added it."
      : "The order is by how many clients added a product: what similar clients added does not find the next one better.",
    detail: `The product that each of ${clients.toLocaleString("en-GB")} clients added last was hidden. It was among the first three of ${choices.toFixed(1)} by what similar clients added for ${percent(similar, 1)}, by how many added it for ${percent(popularity, 1)}: a difference of ${points(gain.value)} points (${points(gain.low)} to ${points(gain.high)}), tested at 5%.`,
  };
}

function points(difference: number): string {
  const text = Math.abs(100 * difference).toFixed(1);
  return text === "0.0" ? text : `${difference > 0 ? "+" : "−"}${text}`;
}
