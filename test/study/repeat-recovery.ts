import { mean } from "d3";
import { REPEAT_MODEL_NAMES } from "../../src/model/value/repeat/repeat-model.js";
import { repeatModel } from "../../src/model/value/repeat/repeat-models.js";
import type { ResultTable } from "../measurement.js";
import { PLANTED, simulateHistories } from "../model/value/simulate-repeats.js";

const REPLICATIONS = 40;
const CLIENTS = 2500;
/** Standard errors to either side that hold 90 % of a normal distribution. */
const HALF_WIDTH_OF_90 = 1.645;

/** Does each model give back what was planted, and do its standard errors say how closely? */
export default async function studyRepeatRecovery(): Promise<readonly ResultTable[]> {
  const rows = REPEAT_MODEL_NAMES.flatMap((name) => {
    const fits = Array.from({ length: REPLICATIONS }, (_, seed) =>
      repeatModel(name).fit(simulateHistories(name, CLIENTS, (seed + 1) / (REPLICATIONS + 1))),
    );
    const proper = fits.flatMap((fit) => (fit?.standardErrors && fit.model === name ? [fit] : []));
    return repeatModel(name).parameterNames.map((parameter) => {
      const planted = new Map<string, number>(Object.entries(PLANTED[name])).get(parameter) ?? Number.NaN;
      const misses = proper.map(
        (fit) =>
          Math.log((fit.parameters[parameter] ?? Number.NaN) / planted) /
          ((fit.standardErrors?.[parameter] ?? Number.NaN) / (fit.parameters[parameter] ?? Number.NaN)),
      );
      const within = (limit: number): number =>
        mean(misses, (miss) => (Math.abs(miss) <= limit ? 1 : 0)) ?? 0;
      return [
        repeatModel(name).label,
        parameter,
        planted,
        (mean(proper, (fit) => fit.parameters[parameter]) ?? Number.NaN).toFixed(3),
        `${Math.round(100 * within(HALF_WIDTH_OF_90))} %`,
        `${Math.round(100 * within(3))} %`,
        `${proper.length} of ${REPLICATIONS}`,
      ];
    });
  });
  return [
    {
      title: "Planted parameters of repeat models, given back",
      columns: [
        "model",
        "parameter",
        "planted",
        "mean fit",
        "in 90 % interval",
        "within 3 SE",
        "proper fits",
      ],
      rows,
      note: `${REPLICATIONS} simulated portfolios a model of ${CLIENTS} clients seen for 30 to 130 weeks (BG/BB: 8 opportunities). Intervals are those of the parameters' logarithms.`,
    },
  ];
}
