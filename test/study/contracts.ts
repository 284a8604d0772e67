import { randomBeta, randomLcg } from "d3";
import { fitRenewalCurve } from "../../src/model/value/beta-discrete-weibull/fit-renewal-curve.js";
import type { RenewalCurve } from "../../src/model/value/beta-discrete-weibull/renewal-curve.js";
import { survival } from "../../src/model/value/beta-discrete-weibull/survival.js";
import { fitSbg } from "../../src/model/value/shifted-beta-geometric/fit-sbg.js";
import type { RenewalRecord } from "../../src/model/value/shifted-beta-geometric/sbg-parameters.js";
import type { ResultTable } from "../measurement.js";

const REPLICATIONS = 20;
const SEEN_YEARS = 4;
const LAST_YEAR = 12;

/** Contracts signed on one day, seen for four years. */
function cohort(truth: RenewalCurve, contracts: number, random: () => number): RenewalRecord[] {
  const churn = randomBeta.source(random)(truth.alpha, truth.beta);
  return Array.from({ length: contracts }, () => {
    const outlasts = Math.ceil((Math.log(1 - random()) / Math.log1p(-churn())) ** (1 / truth.shape)) - 1;
    const renewals = Math.min(outlasts, SEEN_YEARS);
    return { entered: 0, renewals, ended: outlasts < SEEN_YEARS, contracts: 1 };
  });
}

/** Mean absolute error of survival over the years to come, as a share of the truth. */
function holdoutError(curve: RenewalCurve, truth: RenewalCurve): number {
  const years = Array.from({ length: LAST_YEAR - SEEN_YEARS }, (_, index) => SEEN_YEARS + 1 + index);
  const errors = years.map((year) => Math.abs(survival(curve, year) / survival(truth, year) - 1));
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

function percent(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `${(100 * mean).toFixed(1)} %`;
}

/** How far survival in years 5 to 12 is off when the curve of renewal is chosen by one rule or another. */
export default async function contracts(): Promise<readonly ResultTable[]> {
  const random = randomLcg(2_026);
  const rows = [1, 1.25, 1.6].flatMap((shape) =>
    [150, 500, 2000].map((count) => {
      const truth = { alpha: 0.5, beta: 1.6, shape };
      const errors = { simple: [] as number[], chosen: [] as number[], aic: [] as number[] };
      let shaped = 0;
      for (let replication = 0; replication < REPLICATIONS; replication += 1) {
        const records = cohort(truth, count, random);
        const sbg = fitSbg(records, 0.2);
        const simple = { ...sbg.parameters, shape: 1 };
        const chosen = fitRenewalCurve(records, 0.2);
        if (chosen.parameters.shape !== 1) shaped += 1;
        const better = chosen.logLikelihood - sbg.logLikelihood > 1;
        errors.simple.push(holdoutError(simple, truth));
        errors.chosen.push(holdoutError(chosen.parameters, truth));
        errors.aic.push(holdoutError(better ? chosen.parameters : simple, truth));
      }
      return [
        shape,
        count,
        percent(errors.simple),
        percent(errors.chosen),
        percent(errors.aic),
        `${shaped} of ${REPLICATIONS}`,
      ];
    }),
  );
  return [
    {
      title: "Error of survival in years 5 to 12, fitted on 4 years",
      columns: ["true shape", "contracts", "shape 1", "shape where determined", "by AIC", "shape fitted"],
      rows,
      note: "Mean absolute error as a share of true survival, over simulated cohorts. Shape where determined: the rule of `fitRenewalCurve`.",
    },
  ];
}
