import type { ClientLines, PortfolioLines } from "./renewal-lines.js";
import {
  type CurveForm,
  interpolate,
  type Range,
  type RenewalTable,
  renewalTables,
  TABLE_STEP,
  tableSlope,
} from "./renewal-tables.js";

/** Where the log-odds of ending of a client's contracts may lie beside what is known of it: standard normal points. */
interface Nodes {
  readonly points: readonly number[];
  readonly logWeights: readonly number[];
}

const FARTHEST = 4;
const SPACING = 2 / 3;
const ALONE: Nodes = { points: [0], logWeights: [0] };
const SPREAD: Nodes = spreadNodes();
/** Of ln(α + β) and ln c, for slopes by them. */
const FORM_STEP = 1e-4;

/** Even points under the normal density: for smooth functions far better than their spacing. */
function spreadNodes(): Nodes {
  const count = Math.round((2 * FARTHEST) / SPACING) + 1;
  const points = Array.from({ length: count }, (_, index) => index * SPACING - FARTHEST);
  const densities = points.map((z) => Math.exp(-(z ** 2) / 2));
  const total = densities.reduce((sum, density) => sum + density, 0);
  return { points, logWeights: densities.map((density) => Math.log(density / total)) };
}

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

/** What a client's own contracts tell of uᵢ. */
export interface ClientEffect {
  readonly mean: number;
  readonly deviation: number;
}

/** A table of log-likelihoods with their slopes by ln(α + β) and ln c beside them, point by point. */
interface FormTable extends Pick<RenewalTable, "low" | "points"> {
  /** Value, slope, the same two of the slopes by ln(α + β), and by ln c. */
  readonly entries: Float64Array;
}

const ENTRIES = 6;

/**
 * The likelihood of a portfolio's contracts, those of a client tied together by what they share:
 * Σᵢ ln ∫ φ(z) Π_l L_l(level + offset_l + w·x_l + σz) dz, by even points under the normal density (a single one where
 * σ is 0), with its slopes.
 */
export function effectLikelihood({ records, clients }: PortfolioLines): {
  readonly at: (parameters: EffectParameters) => EffectLikelihood;
  /** Mean and standard deviation of each client's uᵢ given its contracts, in their order. */
  readonly effects: (parameters: EffectParameters) => ClientEffect[];
} {
  const tablesOf = renewalTables(records);
  let latest: { readonly key: string; readonly table: FormTable } | null = null;
  const formTable = ({ concentration, shape }: CurveForm, range: Range): FormTable => {
    const key = `${concentration} ${shape} ${Math.floor(range.low)} ${Math.ceil(range.high)}`;
    if (latest?.key === key) return latest.table;
    const moved = (byConcentration: number, byShape: number): RenewalTable =>
      tablesOf(
        { concentration: concentration * Math.exp(byConcentration), shape: shape * Math.exp(byShape) },
        range,
      );
    const table = beside(
      moved(0, 0),
      tableSlope(moved(FORM_STEP, 0), moved(-FORM_STEP, 0), 2 * FORM_STEP),
      tableSlope(moved(0, FORM_STEP), moved(0, -FORM_STEP), 2 * FORM_STEP),
    );
    latest = { key, table };
    return table;
  };
  return {
    at: (parameters) => {
      const { level, weights, deviation } = parameters;
      const { low, points: width, entries } = formTable(parameters, rangeOf(clients, parameters));
      const { points, logWeights } = deviation === 0 ? ALONE : SPREAD;
      const perNode = (): Float64Array => new Float64Array(points.length);
      const [total, slope, ofConcentration, ofShape] = [perNode(), perNode(), perNode(), perNode()];
      const byWeights = weights.map(perNode);
      const sums = { value: 0, level: 0, logConcentration: 0, logShape: 0, deviation: 0 };
      const sumsOfWeights = weights.map(() => 0);
      for (const client of clients) {
        total.set(logWeights);
        for (const array of [slope, ofConcentration, ofShape, ...byWeights]) array.fill(0);
        for (const { record, contracts, offset, covariates } of client.lines) {
          let base = level + offset;
          for (let index = 0; index < weights.length; index += 1) {
            base += (weights[index] ?? 0) * (covariates[index] ?? 0);
          }
          for (let node = 0; node < points.length; node += 1) {
            const place = (base + deviation * (points[node] ?? 0) - low) / TABLE_STEP;
            const position = Math.min(width - 1, Math.max(0, place));
            const left = Math.min(width - 2, Math.floor(position));
            const t = position - left;
            const near = (record * width + left) * ENTRIES;
            const far = near + ENTRIES;
            const ofFar = t * t * (3 - 2 * t);
            const nearSlope = t * (1 - t) ** 2;
            const farSlope = t * t * (t - 1);
            const rise = (entries[far] ?? 0) - (entries[near] ?? 0);
            const moved =
              (contracts *
                (6 * t * (1 - t) * rise +
                  (1 - t) * (1 - 3 * t) * (entries[near + 1] ?? 0) +
                  t * (3 * t - 2) * (entries[far + 1] ?? 0))) /
              TABLE_STEP;
            total[node] = (total[node] ?? 0) + contracts * cubic(entries, near, ofFar, nearSlope, farSlope);
            slope[node] = (slope[node] ?? 0) + moved;
            ofConcentration[node] =
              (ofConcentration[node] ?? 0) + contracts * cubic(entries, near + 2, ofFar, nearSlope, farSlope);
            ofShape[node] =
              (ofShape[node] ?? 0) + contracts * cubic(entries, near + 4, ofFar, nearSlope, farSlope);
            for (let index = 0; index < weights.length; index += 1) {
              const of = byWeights[index];
              if (of !== undefined) of[node] = (of[node] ?? 0) + moved * (covariates[index] ?? 0);
            }
          }
        }
        const likelihood = logSum(total);
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
    },
    effects: (parameters) => {
      const table = tablesOf(parameters, rangeOf(clients, parameters));
      return clients.map((client) => clientEffect(client, table, parameters));
    },
  };
}

function clientEffect(
  { lines }: ClientLines,
  table: RenewalTable,
  { level, weights, deviation }: EffectParameters,
): ClientEffect {
  const entry = { value: 0, slope: 0 };
  const totals = Float64Array.from(SPREAD.logWeights);
  for (const { record, contracts, offset, covariates } of lines) {
    const base = weights.reduce(
      (sum, weight, index) => sum + weight * (covariates[index] ?? 0),
      level + offset,
    );
    SPREAD.points.forEach((z, node) => {
      interpolate(table, record, base + deviation * z, entry);
      totals[node] = (totals[node] ?? 0) + contracts * entry.value;
    });
  }
  const likelihood = logSum(totals);
  let [mean, square] = [0, 0];
  SPREAD.points.forEach((z, node) => {
    const share = Math.exp((totals[node] ?? 0) - likelihood);
    mean += share * z;
    square += share * z * z;
  });
  return { mean: deviation * mean, deviation: deviation * Math.sqrt(Math.max(0, square - mean ** 2)) };
}

/** Between a point of a table and the next by the weights of Hermite's cubics; that of the near value is 1 − ofFar. */
function cubic(
  entries: Float64Array,
  near: number,
  ofFar: number,
  nearSlope: number,
  farSlope: number,
): number {
  const value = entries[near] ?? 0;
  const far = near + ENTRIES;
  return (
    value +
    ofFar * ((entries[far] ?? 0) - value) +
    nearSlope * (entries[near + 1] ?? 0) +
    farSlope * (entries[far + 1] ?? 0)
  );
}

/** Three tables as one. */
function beside(...tables: readonly [RenewalTable, RenewalTable, RenewalTable]): FormTable {
  const [{ low, points, values }] = tables;
  const entries = new Float64Array(values.length * ENTRIES);
  tables.forEach((table, place) => {
    for (let index = 0; index < values.length; index += 1) {
      entries[index * ENTRIES + 2 * place] = table.values[index] ?? 0;
      entries[index * ENTRIES + 2 * place + 1] = table.slopes[index] ?? 0;
    }
  });
  return { low, points, entries };
}

/** Where the log-odds of all lines lie. */
function rangeOf(clients: readonly ClientLines[], { level, weights, deviation }: EffectParameters): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { lines } of clients) {
    for (const { offset, covariates } of lines) {
      let base = level + offset;
      for (let index = 0; index < weights.length; index += 1) {
        base += (weights[index] ?? 0) * (covariates[index] ?? 0);
      }
      low = Math.min(low, base);
      high = Math.max(high, base);
    }
  }
  const reach = FARTHEST * Math.abs(deviation);
  return { low: low - reach, high: high + reach };
}

function logSum(logs: Float64Array): number {
  const largest = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY);
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
}
