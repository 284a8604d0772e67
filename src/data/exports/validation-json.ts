import { shownMarket } from "../audience/shown-market.js";
import { nextProducts } from "../key-accounts/next-products.js";
import { leadsPage } from "../leads/leads-page.js";
import { publishedContractTournament } from "../method/published-contract-tournament.js";
import { publishedTournament } from "../method/published-tournament.js";
import { lookalikeValidation } from "../prospects/lookalike-validation.js";
import { prospectScores } from "../prospects/prospect-scores.js";
import { wonSince } from "../prospects/won-since.js";
import { defineStep } from "../run/step.js";
import { clientValues } from "../value/client-values.js";
import { portfolioShock } from "../value/portfolio-shock.js";
import { portfolioTotals } from "../value/portfolio-totals.js";
import { valueBacktest } from "../value/value-backtest.js";
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
