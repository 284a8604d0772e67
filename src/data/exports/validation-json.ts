import { lookalikeValidation } from "../lookalike-validation.js";
import { portfolioShock } from "../portfolio-shock.js";
import { portfolioTotals } from "../portfolio-totals.js";
import { publishedTournament } from "../published-tournament.js";
import { defineStep } from "../step.js";
import { valueBacktest } from "../value-backtest.js";
import { wonSince } from "../won-since.js";
import { jsonFile } from "./json-file.js";

/** `exports/validation.json`: every back-test table; null where the data do not allow one. */
export const validationJson = defineStep("validation-json", async (context): Promise<string> => {
  const [totals, shock] = [await portfolioTotals(context), await portfolioShock(context)];
  const lookBack = await valueBacktest(context);
  return jsonFile({
    value: lookBack && { totals, shock, ...lookBack },
    repeatBusiness: await publishedTournament(context),
    lookalike: await lookalikeValidation(context),
    wonSince: await wonSince(context),
  });
});
