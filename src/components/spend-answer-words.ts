import type { NextEuroVerdict } from "../model/economics/next-euro.js";

/** What the next unit of money does in a channel that answers to spend, in the same words on every page. */
export const NEXT_UNIT: Readonly<Record<NextEuroVerdict, string>> = {
  "brings more": "brings more than itself",
  "brings less": "returns less than it costs",
  "cannot tell": "may bring more or less than itself",
};

/** Said of a channel whose months with more spend brought no more than chance does. */
export const NO_ANSWER = "no answer to spend beyond chance";
