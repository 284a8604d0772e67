import { lookalikeValidation } from "../lookalike-validation.js";
import { publishedTournament } from "../published-tournament.js";
import { defineStep } from "../step.js";
import { valueBacktest } from "../value-backtest.js";
import { wonSince } from "../won-since.js";
import { jsonFile } from "./json-file.js";

/** `exports/validation.json`: every back-test table; null where the data do not allow one. */
export const validationJson = defineStep(
  "validation-json",
  async (context): Promise<string> =>
    jsonFile({
      value: await valueBacktest(context),
      repeatBusiness: await publishedTournament(context),
      lookalike: await lookalikeValidation(context),
      wonSince: await wonSince(context),
    }),
);
