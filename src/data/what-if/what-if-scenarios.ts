import { greatest, rollups, sum } from "d3";
import { unchanged } from "../../model/economics/what-if/levers.js";
import { portfolioFlows } from "../../model/economics/what-if/portfolio-flows.js";
import { sharesOf, type WhatIfModel } from "../../model/economics/what-if/what-if.js";
import type { Scenario } from "../../warehouse/settings/settings.js";
import { mayShow } from "../audience/audience.js";
import type { WhatIfScenario } from "../published/what-if.js";
import { inputs } from "../run/inputs.js";
import type { RunContext } from "../run/run-context.js";
import { defineStep } from "../run/step.js";
import { fieldNames } from "../targeting/field-names.js";
import { clientValues } from "../value/client-values.js";
import { valueOptions } from "../value/value-options.js";
import { rankedByChance, whatIfModel } from "./what-if-model.js";

const AS_IT_IS: Omit<Scenario, "name"> = {
  retention: 1,
  dealSize: 1,
  price: 1,
  frequency: 1,
  margin: 1,
  winRate: 1,
  acquisitionCost: 1,
};

const DOWNTURN: Scenario = {
  ...AS_IT_IS,
  name: "Downturn",
  retention: 0.95,
  dealSize: 0.95,
  frequency: 0.85,
  winRate: 0.8,
};

const PRICE_RISE: Scenario = { ...AS_IT_IS, name: "Price rise", price: 1.05, retention: 0.98 };

/** Fields that a market may be told by, the first that is known of most clients. */
const MARKET_FIELDS = ["country", "region", "market", "industry"];

/** The scenarios of the settings, or three usual ones: a downturn, a price rise, the loss of the biggest market. */
export const whatIfScenarios = defineStep(
  "what-if-scenarios",
  async (context): Promise<readonly WhatIfScenario[]> => {
    const model = await whatIfModel(context);
    const { scenarios, discountRate } = context.settings;
    const isBuiltIn = scenarios.length === 0;
    const asked = isBuiltIn ? [DOWNTURN, PRICE_RISE, ...(await lossOfBiggestMarket(context))] : scenarios;
    const published: WhatIfScenario[] = [];
    for (const { name, loses, discountRate: rate, ...factors } of asked) {
      published.push({
        name,
        isBuiltIn,
        levers: { ...unchanged(rate ?? discountRate), ...factors },
        loses: loses ? await lossOf(context, model, loses) : null,
      });
    }
    return published;
  },
);

async function lossOfBiggestMarket(context: RunContext): Promise<Scenario[]> {
  const { clients } = await inputs(context);
  const { values } = await clientValues(context);
  const residual = new Map(values.map(({ clientId, residualValue }) => [clientId, residualValue]));
  const field = MARKET_FIELDS.filter((one) => mayShow(context.audience, one)).find((one) => {
    const known = clients.filter(({ firmographics }) => firmographics[one] != null);
    return (
      2 * known.length > clients.length &&
      new Set(known.map(({ firmographics }) => firmographics[one])).size > 1
    );
  });
  if (field === undefined) return [];
  const markets = rollups(
    clients.filter(({ firmographics }) => firmographics[field] != null),
    (own) => sum(own, ({ accountId }) => residual.get(accountId) ?? 0),
    ({ firmographics }) => String(firmographics[field]),
  );
  const biggest = greatest(markets, ([, worth]) => worth)?.[0];
  if (biggest === undefined) return [];
  return [{ ...AS_IT_IS, name: `Loss of ${biggest}`, loses: { field, values: [biggest] } }];
}

async function lossOf(
  context: RunContext,
  model: WhatIfModel,
  loses: NonNullable<Scenario["loses"]>,
): Promise<NonNullable<WhatIfScenario["loses"]>> {
  const read = await inputs(context);
  const { fit } = await clientValues(context);
  const { values } = loses;
  const field = (await fieldNames(context))(loses.field);
  const isLost = (firmographics: Readonly<Record<string, unknown>> | undefined): boolean =>
    values.includes(String(firmographics?.[field] ?? ""));
  const lost = new Set(
    read.clients.filter(({ firmographics }) => isLost(firmographics)).map(({ accountId }) => accountId),
  );
  const histories = read.histories.filter(({ clientId }) => lost.has(clientId));
  const flows = portfolioFlows(histories, fit, valueOptions(context.settings, read));
  const prospects = new Map(read.prospects.map((one) => [one.accountId, one.firmographics]));
  const inPlan = (await rankedByChance(context)).slice(0, planned(model));
  const gone = inPlan.filter(({ prospectId }) => isLost(prospects.get(prospectId)));
  const share = (of: (one: (typeof inPlan)[number]) => number): number =>
    sum(inPlan, of) > 0 ? sum(gone, of) / sum(inPlan, of) : 0;
  const isShown = mayShow(context.audience, field);
  return {
    market: isShown ? `${field}: ${values.join(", ")}` : null,
    clients: histories.length,
    loss: {
      residual: sharesOf(flows.residual, model.residual),
      lifetime: sharesOf(flows.lifetime, model.lifetime),
      plan:
        model.plan === null
          ? null
          : {
              prospects: share(() => 1),
              wins: share(({ pWin }) => pWin),
              value: share(({ pWin, clv }) => pWin * clv),
            },
    },
  };
}

function planned({ plan }: WhatIfModel): number {
  return sum(plan?.groups.slice(0, plan.inCapacity) ?? [], ({ prospects }) => prospects);
}
