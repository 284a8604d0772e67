import { mean, quantileSorted } from "d3";
import { Matrix, pseudoInverse } from "ml-matrix";
import type { ImpactOutcome } from "./impact-accounts.js";
import type { PanelClient } from "./quarterly-panel.js";

/** What a series did after a quarter against the continuation of what it did before. */
export interface Interruption {
  /** Mean a year before the start, and after it. */
  readonly before: number;
  readonly observed: number;
  readonly effect: number;
  /** Of the 80 % interval. */
  readonly halfWidth: number;
  readonly p: number;
  readonly placebo: { readonly effect: number; readonly p: number } | null;
}

const QUARTERS_A_YEAR = 4;
const FEWEST_BEFORE = 12;
const FEWEST_AFTER = 4;
const LAGS = 4;
/** A spread of so little of the figures themselves is that of their last digits. */
const ROUNDING = 1e-9;

/**
 * Segmented regression of a quarterly rate, yₜ = α + βt + season + δ·[t ≥ start], over the members that were clients
 * in the year before each quarter; null with fewer than 12 quarters before or 4 after, or a series without spread.
 * Money and counts are a client's in a year, renewals a share of those due.
 *
 * The standard error allows for errors that hang together over 4 quarters (Newey and West 1987). Since the quarters are
 * few, p compares |δ ÷ se| with `draws` series in which there was no step and the residuals of whole years change sign
 * and size together (wild block bootstrap with Webb's six weights). The 80 % interval is δ ± q·se, q the 80 % quantile
 * of |δ ÷ se| in them. The placebo puts the step a year early, with
 * nothing after the start.
 */
export function interruptedTimeSeries(
  members: readonly PanelClient[],
  outcome: ImpactOutcome,
  { start, end }: { readonly start: number; readonly end: number },
  draws: number,
  random: () => number,
): Interruption | null {
  const rates = quarterlyRates(members, outcome, end);
  const points = rates.flatMap((rate, quarter) => (rate === null ? [] : [{ quarter, rate }]));
  const before = points.filter(({ quarter }) => quarter < start);
  const after = points.filter(({ quarter }) => quarter >= start);
  if (before.length < FEWEST_BEFORE || after.length < FEWEST_AFTER) return null;
  const step = stepTest(points, start, draws, random);
  if (step === null) return null;
  const early = start - QUARTERS_A_YEAR;
  const placebo =
    before.filter(({ quarter }) => quarter < early).length >= FEWEST_BEFORE - QUARTERS_A_YEAR
      ? stepTest(before, early, draws, random)
      : null;
  const observed = mean(after, ({ rate }) => rate) ?? 0;
  return {
    before: mean(before.slice(-QUARTERS_A_YEAR), ({ rate }) => rate) ?? 0,
    observed,
    ...step,
    placebo: placebo && { effect: placebo.effect, p: placebo.p },
  };
}

/** The outcome of each quarter for a client of the year before it; null where there is nothing to divide by. */
function quarterlyRates(
  members: readonly PanelClient[],
  outcome: ImpactOutcome,
  end: number,
): (number | null)[] {
  return Array.from({ length: end }, (_, quarter) => {
    let [amount, base] = [0, 0];
    for (const { busy, renewed, due, entered, ...client } of members) {
      if (outcome === "renewals") {
        amount += renewed[quarter] ?? 0;
        base += due[quarter] ?? 0;
        continue;
      }
      const from = Math.max(entered, quarter - QUARTERS_A_YEAR);
      if (entered >= quarter || !busy.slice(from, quarter).some(Boolean)) continue;
      amount += QUARTERS_A_YEAR * (client[outcome][quarter] ?? 0);
      base += 1;
    }
    return base > 0 ? amount / base : null;
  });
}

interface Point {
  readonly quarter: number;
  readonly rate: number;
}

function stepTest(
  points: readonly Point[],
  start: number,
  draws: number,
  random: () => number,
): { effect: number; halfWidth: number; p: number } | null {
  const seasons = [1, 2, 3].filter((season) => points.some(({ quarter }) => quarter % 4 === season));
  const origin = points[0]?.quarter ?? 0;
  const design = new Matrix(
    points.map(({ quarter }) => [
      quarter >= start ? 1 : 0,
      1,
      (quarter - origin) / QUARTERS_A_YEAR,
      ...seasons.map((season) => (quarter % 4 === season ? 1 : 0)),
    ]),
  );
  if (points.length - design.columns < 3) return null;
  const rates = points.map(({ rate }) => rate);
  const full = leastSquares(design);
  const withoutStep = leastSquares(design.subMatrixColumn(range(1, design.columns)));
  const observed = stepOf(full, rates, points.length - design.columns);
  const scale = Math.max(...rates.map(Math.abs));
  if (!(observed.standardError > ROUNDING * scale)) return null;
  const fitted = withoutStep.fit(rates);
  const residuals = rates.map((rate, at) => rate - (fitted[at] ?? 0));
  const size = ({ effect, standardError }: typeof observed) => Math.abs(effect) / standardError;
  const sizes = Array.from({ length: draws }, () => {
    const weights = new Map<number, number>();
    const series = points.map(({ quarter }, at) => {
      const block = Math.floor((quarter - origin) / QUARTERS_A_YEAR);
      const weight = weights.get(block) ?? webbWeight(random());
      weights.set(block, weight);
      return (fitted[at] ?? 0) + weight * (residuals[at] ?? 0);
    });
    return size(stepOf(full, series, points.length - design.columns));
  }).sort((a, b) => a - b);
  const asClear = sizes.filter((drawn) => drawn >= size(observed)).length;
  return {
    effect: observed.effect,
    halfWidth: (quantileSorted(sizes, 0.8) ?? Number.NaN) * observed.standardError,
    p: (1 + asClear) / (draws + 1),
  };
}

interface LeastSquares {
  /** First row of (XᵀX)⁻¹Xᵀ. */
  readonly ofFirst: readonly number[];
  fit(values: readonly number[]): number[];
}

function leastSquares(design: Matrix): LeastSquares {
  const hat = pseudoInverse(design).to2DArray();
  const rows = design.to2DArray();
  return {
    ofFirst: hat[0] ?? [],
    fit: (values) => {
      const coefficients = hat.map((row) => product(row, values));
      return rows.map((row) => product(row, coefficients));
    },
  };
}

function product(one: readonly number[], other: readonly number[]): number {
  let total = 0;
  for (let at = 0; at < one.length; at++) total += (one[at] ?? 0) * (other[at] ?? 0);
  return total;
}

/** The first coefficient, and its standard error with Bartlett weights over 4 lags. */
function stepOf(
  model: LeastSquares,
  values: readonly number[],
  freedom: number,
): { effect: number; standardError: number } {
  const { ofFirst } = model;
  const fitted = model.fit(values);
  const influence = values.map((value, at) => (ofFirst[at] ?? 0) * (value - (fitted[at] ?? 0)));
  let variance = 0;
  for (let lag = 0; lag <= LAGS; lag++) {
    let sum = 0;
    for (let at = lag; at < influence.length; at++) sum += (influence[at] ?? 0) * (influence[at - lag] ?? 0);
    variance += (lag === 0 ? 1 : 2 * (1 - lag / (LAGS + 1))) * sum;
  }
  return {
    effect: product(ofFirst, values),
    standardError: Math.sqrt(Math.max(0, variance) * (values.length / freedom)),
  };
}

/** ±√½, ±1, ±√1½ with a sixth each. */
function webbWeight(draw: number): number {
  const place = Math.floor(draw * 6);
  return (place % 2 === 0 ? 1 : -1) * Math.sqrt(0.5 + Math.floor(place / 2) / 2);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
