import { group } from "d3";
import type { RenewalCurve } from "../beta-discrete-weibull/renewal-curve.js";
import { logSurvivals } from "../beta-discrete-weibull/survival.js";
import { renewalLogLikelihood } from "../shifted-beta-geometric/renewal-log-likelihood.js";
import { collapseRenewalRecords } from "../shifted-beta-geometric/renewal-records.js";
import type { RenewalCase } from "./renewal-fit.js";

/** Cases of one pool and one set of covariates: they share a curve. */
export interface RenewalCell {
  readonly pool: string;
  readonly covariates: readonly number[];
  readonly contracts: number;
  readonly logLikelihood: (curve: RenewalCurve) => number;
}

/** Cases that share a curve, as one, in a fixed order; of their covariates those in some places tell them apart. */
export function renewalCells(cases: readonly RenewalCase[], places: readonly number[]): RenewalCell[] {
  const chosen = (covariates: readonly number[]): number[] => places.map((place) => covariates[place] ?? 0);
  const keyed = group(cases, ({ pool, covariates }) => JSON.stringify([pool, chosen(covariates)]));
  return [...keyed]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, same]) => {
      const [first] = same;
      if (first === undefined) return [];
      const likelihood = renewalLogLikelihood(collapseRenewalRecords(same));
      return [
        {
          pool: first.pool,
          covariates: chosen(first.covariates),
          contracts: same.reduce((sum, one) => sum + one.contracts, 0),
          logLikelihood: (curve: RenewalCurve) =>
            likelihood((opportunities) => logSurvivals(curve, opportunities)),
        },
      ];
    });
}
