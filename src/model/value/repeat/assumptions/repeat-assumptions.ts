import { DAYS_A_YEAR } from "../../../numerics/calendar.js";
import { normalShare } from "../../../numerics/normal-share.js";
import { paretoNbdModel } from "../../pareto-nbd/pareto-nbd-model.js";
import { FEWEST_EVENTS } from "../../sparse.js";
import { DAYS_A_WEEK } from "../../value-fit.js";
import { positiveParameters } from "../continuous-forecaster.js";
import type { RepeatHistory } from "../repeat-history.js";
import { fitGgompertz } from "./fit-ggompertz.js";
import { fitSarmanov } from "./fit-sarmanov.js";

/** A likelihood ratio against a model that supposes less. */
interface AssumptionTest {
  /** 2·(log-likelihood without the assumption − log-likelihood with it). */
  readonly likelihoodRatio: number;
  /** Probability of a ratio as large were the assumption true. */
  readonly p: number;
}

/** Whether the data bear out what the models of repeat orders suppose, or why that was not tested. */
export type RepeatAssumptions =
  | {
      readonly status: "tested";
      /** Clients that the tests rest on, every n-th where there are more than 2,000. */
      readonly clients: number;
      /** That clients leave no sooner the longer they have been clients. */
      readonly age: AssumptionTest & {
        /** By which the rate of leaving grows with a year of age, likeliest: 0.1 is by a tenth. */
        readonly growthAYear: number;
      };
      /** That how often a client orders says nothing of how soon it leaves. */
      readonly rate: AssumptionTest & {
        /** Of order rate and rate of leaving, likeliest. */
        readonly correlation: number;
        /** Lowest and highest correlation that the test can find. */
        readonly reach: readonly [number, number];
      };
    }
  | { readonly status: "skipped"; readonly reason: string };

const MOST_CLIENTS = 2000;
const WEEKS_A_YEAR = DAYS_A_YEAR / DAYS_A_WEEK;
const NAMES = ["r", "alpha", "s", "beta"] as const;

/** Upper tail of χ² with one degree of freedom: 2Φ(−√x). */
function chiSquareTail(x: number): number {
  return Math.min(1, Math.max(0, 2 * normalShare(-Math.sqrt(x))));
}

/**
 * Tests what Pareto/NBD supposes of histories in weeks: GGompertz/NBD for attrition that grows with age, and a Sarmanov
 * density for order rate and attrition that go together. They are checks, no candidates for predicting.
 *
 * No ageing lies on the boundary of its model, so that its ratio is half of χ² with one degree of freedom and half of 0;
 * no correlation lies inside, and its ratio is χ² with one degree at most. Time is in years here: by weeks the kernel
 * e^−λ does not tell apart clients that order a few times a year. Skipped, with the reason, under 30 clients
 * that bought again and where nobody seems to leave.
 */
export function repeatAssumptions(histories: readonly RepeatHistory[]): RepeatAssumptions {
  const every = Math.max(1, Math.ceil(histories.length / MOST_CLIENTS));
  const sample = histories.flatMap(({ repeats, recency, age }, index) =>
    index % every === 0 && age > 0
      ? [{ repeats, recency: recency / WEEKS_A_YEAR, age: age / WEEKS_A_YEAR }]
      : [],
  );
  const again = sample.filter(({ repeats }) => repeats > 0).length;
  if (again < FEWEST_EVENTS) {
    const reason =
      again === 0
        ? "No client without a contract has bought twice."
        : `Only ${again} of ${sample.length} clients without a contract bought again; it takes ${FEWEST_EVENTS} to tell.`;
    return { status: "skipped", reason };
  }
  const pareto = paretoNbdModel.fit(sample);
  if (pareto === null || pareto.model !== "pareto-nbd") {
    const reason = "Orders show no sign that clients leave, so there is nothing to tell of when and who.";
    return { status: "skipped", reason };
  }
  const near = positiveParameters("Pareto/NBD", NAMES, pareto.parameters);
  const ageing = fitGgompertz(sample, near);
  const joint = fitSarmanov(sample, near);
  const [ageRatio, jointRatio] = [2 * ageing.gain, 2 * joint.gain];
  return {
    status: "tested",
    clients: sample.length,
    age: {
      likelihoodRatio: ageRatio,
      p: ageRatio > 0 ? chiSquareTail(ageRatio) / 2 : 1,
      growthAYear: Math.expm1(ageing.parameters.b),
    },
    rate: {
      likelihoodRatio: jointRatio,
      p: chiSquareTail(jointRatio),
      correlation: joint.correlation,
      reach: joint.reach,
    },
  };
}
