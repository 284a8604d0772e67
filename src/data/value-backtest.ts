import { addMonths, DAYS_A_MONTH, epochDayOf, isoDateOf } from "../model/numerics/calendar.js";
import { backtestValue, type ValueBacktest } from "../model/value/accuracy/backtest-value.js";
import { DEFAULT_DRAWS } from "../model/value/value-options.js";
import { readInputs } from "../warehouse/read-inputs.js";
import { inputs } from "./inputs.js";
import { defineStep } from "./step.js";
import { SEED } from "./value-options.js";

const LONGEST_HOLDOUT_MONTHS = 12;

/** The data must be at least three times as long as what is held out of it, and that at least a month. */
const PARTS_OF_DATA = 3;

/**
 * Value fitted on what the exports said at an earlier day, judged on the revenue that came after it; null where the
 * data are too short to look back.
 */
export const valueBacktest = defineStep(
  "value-backtest",
  async (context): Promise<ValueBacktest | null> => {
    const now = await inputs(context);
    const months = (epochDayOf(now.asOf) - epochDayOf(now.quality.firstDate)) / DAYS_A_MONTH;
    const holdoutMonths = Math.min(LONGEST_HOLDOUT_MONTHS, Math.floor(months / PARTS_OF_DATA));
    if (!(holdoutMonths >= 1)) return null;
    const origin = isoDateOf(addMonths(epochDayOf(now.asOf), -holdoutMonths));
    const { dataFolder, settings } = context;
    const then = await readInputs({ dataFolder, settings, asOf: origin });
    if (then.histories.length === 0) return null;
    const revenueThen = new Map(then.histories.map(({ clientId, revenue }) => [clientId, revenue]));
    const revenueSince = new Map(
      now.histories.map(({ clientId, revenue }) => [clientId, revenue - (revenueThen.get(clientId) ?? 0)]),
    );
    return backtestValue(then.histories, revenueSince, {
      origin,
      holdoutMonths,
      seed: SEED,
      draws: DEFAULT_DRAWS,
    });
  },
  { costly: true, module: import.meta.url },
);
