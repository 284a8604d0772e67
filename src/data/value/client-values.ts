import type { ClientValue } from "../../model/value/client-value.js";
import { fitValueModels } from "../../model/value/fit-value-models.js";
import { withReferrals } from "../../model/value/referral-value.js";
import { type RetentionRates, retentionRates } from "../../model/value/retention-rates/retention-rates.js";
import { valueClients } from "../../model/value/value-clients.js";
import type { ValueFit } from "../../model/value/value-fit.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { clientTraits } from "./client-traits.js";
import { contractTournament } from "./contract-tournament.js";
import { portfolioShock } from "./portfolio-shock.js";
import { valueOptions } from "./value-options.js";
import { valueTournament } from "./value-tournament.js";

/** Every client's value, in the order of the inputs' histories, with the models behind it. */
export interface ClientValues {
  readonly fit: ValueFit;
  readonly values: readonly ClientValue[];
  /** Null without recurring revenue a year ago. */
  readonly retention: RetentionRates | null;
}

export const clientValues = defineStep(
  "client-values",
  async (context): Promise<ClientValues> => {
    const read = await inputs(context);
    const verdict = await valueTournament(context);
    const models = fitValueModels(
      read.histories,
      verdict === null ? undefined : { repeatModel: verdict.model },
      await clientTraits(context),
    );
    const fit: ValueFit = {
      ...models,
      warnings: [...models.warnings, ...(verdict?.warnings ?? [])],
      orderFactors: verdict?.factors ?? {},
      contractFactors: (await contractTournament(context))?.factors ?? {},
      shock: await portfolioShock(context),
    };
    const values = valueClients(read.histories, fit, valueOptions(context.settings, read));
    const referredBy = new Map(
      read.clients.flatMap((client): [string, string][] =>
        client.referredBy === null ? [] : [[client.accountId, client.referredBy]],
      ),
    );
    return {
      fit,
      values: withReferrals(values, referredBy, context.settings.referrals === "include"),
      retention: retentionRates(read.histories, fit),
    };
  },
  { costly: true, module: import.meta.url },
);
