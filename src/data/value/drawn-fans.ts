import { clientFans, type FanPoint, fanMonths } from "../../model/value/forecast/client-fan.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { clientValues } from "./client-values.js";
import { valueOptions } from "./value-options.js";
import { worthMostFirst } from "./worth-most-first.js";

/** Clients worth most whose futures are drawn. */
const FANS = 2000;
const FAN_YEARS = 4;
const FAN_DRAWS = 200;

/** How the value of each of the clients worth most may grow, from simulated futures. */
export const drawnFans = defineStep(
  "drawn-fans",
  async (
    context,
  ): Promise<readonly { readonly clientId: string; readonly points: readonly FanPoint[] }[]> => {
    const read = await inputs(context);
    const { fit, values } = await clientValues(context);
    const { settings } = context;
    const fanOf = clientFans(
      fit,
      read.histories,
      { ...valueOptions(settings, read), draws: FAN_DRAWS },
      fanMonths(settings.horizonMonths, FAN_YEARS),
    );
    const historyOf = new Map(read.histories.map((history) => [history.clientId, history]));
    return [...values]
      .sort(worthMostFirst)
      .slice(0, FANS)
      .flatMap(({ clientId }) => {
        const history = historyOf.get(clientId);
        return history === undefined ? [] : [{ clientId, points: fanOf(history) }];
      });
  },
  { costly: true, module: import.meta.url },
);
