import { rankedBy as rankedByInWords } from "../../model/lookalike/ranked-by.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { prospectScores } from "./prospect-scores.js";

/** What the list of prospects is ordered by, in words; empty without a list. */
export const rankedBy = defineStep("ranked-by", async (context): Promise<string> => {
  const scored = await prospectScores(context);
  if (scored === null) return "";
  const { currency } = await inputs(context);
  const money = new Intl.NumberFormat(context.settings.locale, {
    style: "currency",
    currency,
    maximumFractionDigits: 0,
  });
  return rankedByInWords(scored, (amount) => money.format(amount));
});
