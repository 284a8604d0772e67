import { clientValues } from "../client-values.js";
import { leadsPage } from "../leads-page.js";
import { lookalikeValidation } from "../lookalike-validation.js";
import { nextProducts } from "../next-products.js";
import { portfolioShock } from "../portfolio-shock.js";
import { portfolioTotals } from "../portfolio-totals.js";
import { prospectScores } from "../prospect-scores.js";
import { publishedContractTournament } from "../published-contract-tournament.js";
import { publishedTournament } from "../published-tournament.js";
import { shownMarket } from "../shown-market.js";
import { defineStep } from "../step.js";
import { valueBacktest } from "../value-backtest.js";
import { wonSince } from "../won-since.js";
import { jsonFile } from "./json-file.js";

/** `exports/validation.json`: every back-test table; null where the data do not allow one. */
export const validationJson = defineStep("validation-json", async (context): Promise<string> => {
  const [totals, shock] = [await portfolioTotals(context), await portfolioShock(context)];
  const lookBack = await valueBacktest(context);
  const leads = await leadsPage(context);
  const market = await shownMarket(context);
  return jsonFile({
    value: lookBack && { totals, shock, ...lookBack },
    repeatBusiness: await publishedTournament(context),
    contracts: await publishedContractTournament(context),
    retention: (await clientValues(context)).retention,
    lookalike: await lookalikeValidation(context),
    wonSince: await wonSince(context),
    judgements: (await prospectScores(context))?.judgement ?? null,
    leads: leads.status === "ready" ? { calibration: leads.calibration, rollUp: leads.rollUp } : null,
    nextProducts: (await nextProducts(context)).test,
    marketRefits: market.status === "ready" ? market.refits : null,
  });
});
