import type { AccountTable } from "../encoding/account-table.js";
import type { HeldOutRound } from "../evaluation/held-out-estimates.js";
import { type ChosenStage, chooseStage, type StageChoice } from "../winning/choose-stage.js";
import { fitGainModel, type GainModel, predictGain } from "./gain-model.js";
import { fitValueSpread, type ValueSpread, valueQuantile } from "./value-interval.js";
import { fitValueStages, type StageFit } from "./value-stage.js";

/** E[CLV | won, x] and its predictive interval. */
export interface ValueModel {
  readonly choice: StageChoice;
  readonly stage: StageFit;
  readonly gain: GainModel;
  readonly spread: ValueSpread;
  /** Money for one unit of P(CLV > 0)·exp(estimate): makes predictions of left-out clients add up to all that is gained. */
  readonly scale: number;
  /** What a client costs that brings no gain, ≥ 0: makes what is expected of left-out clients add up to all that is lost. */
  readonly costOfLoss: number;
  /** CLV of each client as the others predict it; adds up to the clients' total. */
  readonly leaveOneOut: Float64Array;
  /** What of it is expected to be lost, ≥ 0: taken off what is expected to be gained. */
  readonly leaveOneOutLoss: Float64Array;
  readonly meanClv: number;
  readonly clients: number;
  readonly lossMakingClients: number;
  /** Terms by which a prediction differs from `base`: fields, pairs of fields, or the similar clients. */
  readonly factorNames: readonly string[];
}

export interface ValueModelInput {
  readonly table: AccountTable;
  readonly clv: Float64Array;
  /** Standard deviation of log CLV of clients whose CLV is partly expected still; 0 where all is earned. */
  readonly deviations: Float64Array;
  readonly groupIds: readonly string[];
  readonly seed: number;
  /** Rounds of the cross-validation that chooses the stage. */
  readonly repeats: number;
}

/**
 * Fits E[CLV | won, x] = gain − loss. The gain is S·exp(estimate), times P(CLV > 0 | x) where the estimate is of clients
 * with CLV > 0 only; the loss is C·(1 − P(CLV > 0 | x)). S makes the gains of left-out clients add up to Σ max(CLV, 0)
 * (a ratio smearing: unlike the mean of exp(residual) it does not count the errors of the predictions twice), C their
 * losses to Σ max(−CLV, 0): a multiple of what all clients bring together would make of the same client a better one
 * wherever others lose. Predicted differences are drawn together by the trust that held-out clients earn. Where no
 * client brings a gain: the mean of all for everyone. CLV is finite; without clients everything is 0.
 */
export function fitValueModel(input: ValueModelInput): ValueModel {
  const { table, groupIds } = input;
  const clv = input.clv.map((value) => Math.max(value, 0));
  const total = clv.reduce((sum, value) => sum + value, 0);
  const { choice, held }: ChosenStage =
    total > 0
      ? chooseStage(table, clv, groupIds, input.seed, input.repeats)
      : {
          choice: {
            stage: "portfolio mean",
            trust: 0,
            why: "no client brings a profit",
            trials: [],
          },
          held: [],
        };
  const stage = fitValueStages([choice.stage], table, clv).get(choice.stage);
  if (stage === undefined) throw new Error(`value model: stage "${choice.stage}" was not fitted`);
  const gain = fitGainModel(table, clv);
  const trusted = trustedLeaveOneOut(stage, clv, choice.trust);
  const unscaled = trusted.map((estimate, row) =>
    Math.exp(estimate + (stage.coversLosses ? 0 : Math.log(gain.leaveOneOut[row] ?? 1))),
  );
  const scale = total > 0 ? total / unscaled.reduce((sum, value) => sum + value, 0) : 0;
  const lost = clv.reduce((sum, gained, row) => sum + gained - (input.clv[row] ?? 0), 0);
  const expectedLosers = gain.leaveOneOut.reduce((sum, chance) => sum + 1 - chance, 0);
  const costOfLoss = total > 0 && lost > 0 && expectedLosers > 0 ? lost / expectedLosers : 0;
  const leaveOneOutLoss = gain.leaveOneOut.map((chance) => costOfLoss * (1 - chance));
  const meanClv = clv.length > 0 ? (total - lost) / clv.length : 0;
  const gains = [...clv.keys()].filter((row) => (clv[row] ?? 0) > 0);
  const gainFactors = gain.model?.design.factors.map((factor) => factor.name) ?? [];
  return {
    choice: { ...choice, stage: stage.stage },
    stage,
    gain,
    spread: fitValueSpread(
      Float64Array.from(gains, (row) => Math.log(clv[row] ?? 1)),
      leftOutRounds(stage, choice.trust, held, trusted).map(({ estimates, spreads }) => ({
        locations: Float64Array.from(gains, (row) =>
          locationOf(stage, estimates[row] ?? 0, gain.leaveOneOut[row] ?? 1),
        ),
        spreads: Float64Array.from(gains, (row) => spreads[row] ?? 1),
      })),
      Float64Array.from(gains, (row) => input.deviations[row] ?? 0),
      input.clv.filter((value) => !(value > 0)),
    ),
    scale,
    costOfLoss,
    leaveOneOut:
      total > 0
        ? unscaled.map((value, row) => value * scale - (leaveOneOutLoss[row] ?? 0))
        : clv.map(() => meanClv),
    leaveOneOutLoss,
    meanClv,
    clients: clv.length,
    lossMakingClients: clv.length - gains.length,
    factorNames: stage.coversLosses
      ? stage.factorNames
      : [...new Set([...stage.factorNames, ...gainFactors])],
  };
}

/**
 * What intervals are measured on. Where the stage was chosen by held-out clients, these: penalties and pairs were then
 * chosen without them too, while leaving one out of the final fit keeps choices that it took part in and makes the
 * errors 3 % (400 clients) to 6 % (60 clients) too small.
 */
function leftOutRounds(
  stage: StageFit,
  trust: number,
  held: readonly HeldOutRound[],
  trusted: Float64Array,
): readonly { readonly estimates: Float64Array; readonly spreads: Float64Array }[] {
  if (stage.stage === "portfolio mean" || held.length === 0) {
    return [{ estimates: trusted, spreads: stage.spreads }];
  }
  return held.map(({ estimates, bases, spreads }) => ({
    estimates: estimates.map((estimate, row) => {
      const base = bases[row] ?? 0;
      return base + trust * (estimate - base);
    }),
    spreads,
  }));
}

/** Where log CLV of the clients with CLV > 0 lies, up to a constant. */
function locationOf(stage: StageFit, estimate: number, gain: number): number {
  return stage.coversLosses ? estimate - Math.log(gain) : estimate;
}

/** Expected CLV if won: base × Π exp(factors) − loss, with an 80 % interval of what will be realised. */
export interface ValuePrediction {
  readonly expected: Float64Array;
  /** What is expected to be lost, ≥ 0: taken off what is expected to be gained. */
  readonly loss: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** What the average client is expected to gain. */
  readonly base: number;
  /** Natural logarithms of the multipliers, `logFactors[row · factorNames + factor]`. */
  readonly logFactors: Float64Array;
  /** Width of each prediction relative to that of an account in the middle of the clients. */
  readonly widths: Float64Array;
  /** P(CLV > 0). */
  readonly gains: Float64Array;
}

const LOW_LEVEL = 0.1;
const HIGH_LEVEL = 0.9;

/** Predicts the rows of a table. */
export function predictValue(model: ValueModel, table: AccountTable): ValuePrediction {
  const { stage, choice, gain, spread, scale, costOfLoss, factorNames } = model;
  const prediction = stage.predict(table);
  const gains = predictGain(gain, table);
  const factorCount = factorNames.length;
  const logFactors = new Float64Array(table.rowCount * factorCount);
  const expected = new Float64Array(table.rowCount).fill(model.meanClv);
  const loss = new Float64Array(table.rowCount);
  const low = new Float64Array(table.rowCount);
  const high = new Float64Array(table.rowCount);
  const gainCount = gain.model?.design.factors.length ?? 0;
  const gainPlaces = stage.coversLosses
    ? []
    : (gain.model?.design.factors.map((factor) => factorNames.indexOf(factor.name)) ?? []);
  const stageCount = stage.factorNames.length;
  const gainBase = stage.coversLosses ? 0 : (gains?.base ?? Math.log(gain.share));
  const logBase = Math.log(scale) + stage.base + gainBase;
  for (let row = 0; row < table.rowCount; row++) {
    const probability = gains?.probabilities[row] ?? gain.share;
    if (scale > 0) {
      const offset = row * factorCount;
      for (let factor = 0; factor < stageCount; factor++) {
        logFactors[offset + factor] =
          choice.trust * (prediction.contributions[row * stageCount + factor] ?? 0);
      }
      for (let factor = 0; factor < gainPlaces.length; factor++) {
        const at = offset + (gainPlaces[factor] ?? 0);
        logFactors[at] = (logFactors[at] ?? 0) + (gains?.contributions[row * gainCount + factor] ?? 0);
      }
      let logValue = logBase;
      for (let at = offset; at < offset + factorCount; at++) logValue += logFactors[at] ?? 0;
      loss[row] = costOfLoss * (1 - probability);
      expected[row] = Math.exp(logValue) - (loss[row] ?? 0);
    }
    const estimate = stage.base + choice.trust * ((prediction.estimates[row] ?? 0) - stage.base);
    const location = locationOf(stage, estimate, probability);
    const width = prediction.spreads[row] ?? 1;
    low[row] = valueQuantile(spread, location, width, probability, LOW_LEVEL);
    high[row] = valueQuantile(spread, location, width, probability, HIGH_LEVEL);
  }
  return {
    expected,
    loss,
    low,
    high,
    base: scale > 0 ? Math.exp(logBase) : model.meanClv,
    logFactors,
    widths: prediction.spreads,
    gains: gains?.probabilities ?? new Float64Array(table.rowCount).fill(gain.share),
  };
}

/** Left-out estimates with their differences from the base without that client drawn together. */
function trustedLeaveOneOut(stage: StageFit, clv: Float64Array, trust: number): Float64Array {
  if (stage.stage === "portfolio mean") return stage.leaveOneOut;
  const values = stage.coversLosses ? clv : clv.map((value) => (value > 0 ? Math.log(value) : Number.NaN));
  const known = values.filter((value) => !Number.isNaN(value));
  const sum = known.reduce((total, value) => total + value, 0);
  const average = sum / known.length;
  return stage.leaveOneOut.map((estimate, row) => {
    const value = values[row] ?? Number.NaN;
    const without = Number.isNaN(value) ? average : (sum - value) / (known.length - 1);
    const shift = stage.coversLosses ? Math.log(Math.max(without / average, 0.1)) : without - average;
    const base = stage.base + shift;
    return base + trust * (estimate - base);
  });
}
