import { sum } from "d3";
import { fitNbdRepeats } from "../nbd/nbd-repeat-model.js";
import { ALIKE_RATES } from "../repeat/fit-alike-limit.js";
import { fitRepeatModel } from "../repeat/fit-repeat-model.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";
import type { RepeatFit, RepeatModelName } from "../repeat/repeat-model.js";
import { logGapTerms } from "./beta-geometric-log-likelihood.js";
import { BETA_GEOMETRIC_NAMES } from "./beta-geometric-model.js";
import type { BetaGeometricVariant } from "./beta-geometric-parameters.js";
import { betaGeometricSample } from "./beta-geometric-sample.js";

/** Centre of the weak priors: buying rates differ much between clients, one in four leaves after a purchase. */
const TYPICAL = { r: 1, a: 1, b: 3 };

/** The most regular buyers that are tried: with more stages purchases come as by the clock. */
const HIGHEST_REGULARITY = 6;

/** Fits one beta-geometric model: see `fitRepeatModel`. The weak priors centre on r = 1, a = 1, b = 3 and the pooled rate. */
export function fitBetaGeometric(
  model: RepeatModelName,
  variant: BetaGeometricVariant,
  histories: readonly RepeatHistory[],
): RepeatFit | null {
  const { regularity } = variant;
  return fitRepeatModel(histories, {
    model,
    parameterNames: BETA_GEOMETRIC_NAMES,
    likelihood: betaGeometricSample(variant),
    starts: (pooledRate) =>
      [
        [0.3, 0.3 / pooledRate / regularity, 0.5, 2],
        [2, 1 / pooledRate / regularity, 1, 8],
      ].map((start) => start.map(Math.log)),
    alike: [
      ALIKE_RATES,
      {
        held: 2,
        partner: 3,
        warning:
          "Clients do not differ measurably in how likely they leave after an order: one chance is taken for all.",
      },
    ],
    priors: (pooledRate) => [
      { parameter: 0, relativeTo: null, logCentre: Math.log(TYPICAL.r) },
      { parameter: 1, relativeTo: 0, logCentre: -Math.log(pooledRate * regularity) },
      { parameter: 2, relativeTo: null, logCentre: Math.log(TYPICAL.a) },
      { parameter: 3, relativeTo: null, logCentre: Math.log(TYPICAL.b) },
    ],
    ...(model.endsWith("-k") ? { given: { k: regularity } } : {}),
    ...(regularity === 1
      ? { withoutAttrition: fitNbdRepeats }
      : {
          constant: (all: readonly RepeatHistory[]) =>
            sum(all, ({ repeats, logGaps }) => logGapTerms(regularity, repeats, logGaps)),
        }),
  });
}

/**
 * Fits (M)BG/CNBD-k with the k, from 1, at which the likelihood is first highest.
 *
 * Without the gaps between purchases regularity cannot be told: then k is 1, with a warning.
 */
export function fitMostLikelyRegularity(
  model: RepeatModelName,
  leavesAtOnce: boolean,
  histories: readonly RepeatHistory[],
): RepeatFit | null {
  const fitWith = (regularity: number): RepeatFit | null =>
    fitBetaGeometric(model, { leavesAtOnce, regularity }, histories);
  let best = fitWith(1);
  if (best === null) return null;
  if (histories.some(({ repeats, logGaps }) => repeats > 0 && logGaps === undefined)) {
    const warning =
      "How regularly clients order cannot be told without the times between their orders: they are taken to order at random.";
    return { ...best, warnings: [...best.warnings, warning] };
  }
  for (let regularity = 2; regularity <= HIGHEST_REGULARITY; regularity += 1) {
    const next = fitWith(regularity);
    if (next === null || !(next.logLikelihood > best.logLikelihood)) break;
    best = next;
  }
  return best;
}
