import type { ResponseStatus } from "../../model/economics/spend-response/fit-channel-response.js";
import type { NextEuroVerdict } from "../../model/economics/spend-response/next-euro.js";

/** What the next unit of money does in a channel that answers to spend, in the same words on every page. */
export const NEXT_UNIT: Readonly<Record<NextEuroVerdict, string>> = {
  "brings more": "brings more than itself",
  "brings less": "returns less than it costs",
  "cannot tell": "may bring more or less than itself",
};

/** Said of a channel whose months with more spend brought no more than chance does. */
export const NO_ANSWER = "no answer to spend beyond chance";

/** Said of a channel that answers, by as much or as little as the firm would have grown without it. */
export const GROWTH_OR_SPEND = "growth cannot be told from spend";

/** Why what the next unit brings is unknown. */
export function silenceOf(status: Exclude<ResponseStatus, "responds">, of: string): string {
  if (status === "flat") return NO_ANSWER;
  return status === "growth or spend" ? GROWTH_OR_SPEND : `too few months or ${of}`;
}
