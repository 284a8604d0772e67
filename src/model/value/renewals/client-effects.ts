import { logSumExp } from "../../numerics/log-sum-exp.js";
import { formTables, readForm } from "./form-table.js";
import type { ClientLines, PortfolioLines, RenewalLine } from "./renewal-lines.js";
import type { CurveForm, Range } from "./renewal-tables.js";
import { FARTHEST_NODE, ONE_NODE, spreadNodes } from "./spread-nodes.js";

/** Parameters of renewals that clients may share more than a curve in. */
export interface EffectParameters extends CurveForm {
  /** Log-odds of ending at the first renewal, of mean θ, where nothing else is known. */
  readonly level: number;
  /** Of covariates. */
  readonly weights: readonly number[];
  /** σ: the contracts of client i all have uᵢ ~ N(0, σ²) more; 0 where nothing ties them together. */
  readonly deviation: number;
}

/** ln L and its slopes. */
export interface EffectLikelihood {
  readonly value: number;
  readonly level: number;
  /** By ln(α + β). */
  readonly logConcentration: number;
  /** By ln c. */
  readonly logShape: number;
  readonly weights: readonly number[];
  /** By σ. */
  readonly deviation: number;
}

/**
 * The likelihood of a portfolio's contracts, those of a client tied together by what they share:
 * Σᵢ ln ∫ φ(z) Π_l L_l(level + offset_l + w·x_l + σz) dz, by even points under the normal density (a single one where
 * σ is 0), with its slopes.
 */
export function effectLikelihood({
  records,
  clients,
}: PortfolioLines): (parameters: EffectParameters) => EffectLikelihood {
  const tableOf = formTables(records);
  const entry = { value: 0, slope: 0, byConcentration: 0, byShape: 0 };
  const nodesFor = spreadNodes();
  return (parameters) => {
    const { weights, deviation } = parameters;
    const table = tableOf(parameters, rangeOf(clients, parameters));
    const sums = { value: 0, level: 0, logConcentration: 0, logShape: 0, deviation: 0 };
    const sumsOfWeights = weights.map(() => 0);
    for (const { contracts: ofClient, lines } of clients) {
      const { points, logWeights } = deviation === 0 ? ONE_NODE : nodesFor(ofClient);
      const perNode = (): Float64Array => new Float64Array(points.length);
      const total = Float64Array.from(logWeights);
      const [slope, ofConcentration, ofShape] = [perNode(), perNode(), perNode()];
      const byWeights = weights.map(perNode);
      for (const line of lines) {
        const { record, contracts, covariates } = line;
        const base = logOddsOf(line, parameters);
        for (let node = 0; node < points.length; node += 1) {
          readForm(table, record, base + deviation * (points[node] ?? 0), entry);
          const moved = contracts * entry.slope;
          total[node] = (total[node] ?? 0) + contracts * entry.value;
          slope[node] = (slope[node] ?? 0) + moved;
          ofConcentration[node] = (ofConcentration[node] ?? 0) + contracts * entry.byConcentration;
          ofShape[node] = (ofShape[node] ?? 0) + contracts * entry.byShape;
          for (let index = 0; index < weights.length; index += 1) {
            const of = byWeights[index];
            if (of !== undefined) of[node] = (of[node] ?? 0) + moved * (covariates[index] ?? 0);
          }
        }
      }
      const likelihood = logSumExp(total);
      sums.value += likelihood;
      for (let node = 0; node < points.length; node += 1) {
        const share = Math.exp((total[node] ?? 0) - likelihood);
        sums.level += share * (slope[node] ?? 0);
        sums.logConcentration += share * (ofConcentration[node] ?? 0);
        sums.logShape += share * (ofShape[node] ?? 0);
        sums.deviation += share * (points[node] ?? 0) * (slope[node] ?? 0);
        byWeights.forEach((of, index) => {
          sumsOfWeights[index] = (sumsOfWeights[index] ?? 0) + share * (of[node] ?? 0);
        });
      }
    }
    return { ...sums, weights: sumsOfWeights };
  };
}

/** A line's log-odds of ending beside what its client shares. */
export function logOddsOf(
  { offset, covariates }: RenewalLine,
  { level, weights }: Pick<EffectParameters, "level" | "weights">,
): number {
  let logOdds = level + offset;
  for (let index = 0; index < weights.length; index += 1) {
    logOdds += (weights[index] ?? 0) * (covariates[index] ?? 0);
  }
  return logOdds;
}

/** Where the log-odds of all lines may lie. */
export function rangeOf(clients: readonly ClientLines[], parameters: EffectParameters): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { lines } of clients) {
    for (const line of lines) {
      const logOdds = logOddsOf(line, parameters);
      low = Math.min(low, logOdds);
      high = Math.max(high, logOdds);
    }
  }
  const reach = FARTHEST_NODE * Math.abs(parameters.deviation);
  return { low: low - reach, high: high + reach };
}
