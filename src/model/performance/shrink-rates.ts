import { group } from "d3";
import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";
import { normalShare } from "../numerics/normal-share.js";

/** One client's part in the figure of its owner: the figure is Σ value / Σ exposure. */
export interface RateUnit {
  readonly label: string;
  readonly value: number;
  /** Above zero: 1 for a mean per client, years for a yearly rate. */
  readonly exposure: number;
}

/** An owner's figure as it stands, and as far as its few clients allow to say. */
export interface ShrunkRate {
  readonly label: string;
  readonly units: number;
  readonly exposure: number;
  readonly raw: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** 1 is best; owners that cannot be told from the first of their group share it. */
  readonly group: number;
}

const GRID = 60;
/** With fewer units beyond one an owner, the spread within owners is a guess that may be far too small. */
const FEWEST_BEYOND = 10;
/** Probability that the first of a group is better than who is put below it. */
const TOLD_APART = 0.95;

/**
 * Figures by label drawn towards the common one by as much as chance explains, with 80 % intervals; best first.
 *
 * Normal-normal model: y_j ~ N(θ_j, v_j), θ_j ~ N(μ, τ²) with v_j = φ/Σe_j, flat priors on μ and τ, τ integrated out on a
 * grid, so that little data never looks certain (Gelman et al., Bayesian Data Analysis 3rd ed., §5.4). φ is the spread
 * within owners, Σ(value − y_j·exposure)²/Σexposure · n/(n − owners − 2) over all n units: the mean of its posterior. With
 * fewer than three units an owner, fewer than 10 beyond one an owner, or all alike within owners, it is that around the
 * rate of all, which holds what owners differ in too. A new group starts where the first of the group before is better
 * with a probability of 95 % or more. Units that are all alike have no interval. Throws a RangeError on an exposure that
 * is not above zero or a value that is not finite.
 */
export function shrinkRates(units: readonly RateUnit[]): ShrunkRate[] {
  for (const { label, value, exposure } of units) {
    if (!(exposure > 0) || !Number.isFinite(value)) {
      throw new RangeError(
        `a unit of ${label} has value ${value} and exposure ${exposure}: exposures are above 0.`,
      );
    }
  }
  if (units.length === 0) return [];
  const owners = [...group(units, ({ label }) => label)].map(([label, own]) => ({
    label,
    own,
    raw: rateOf(own),
    exposure: sum(own, ({ exposure }) => exposure),
  }));
  const spread = dispersionOf(units, owners);
  const dispersion = spread || 1e-12 * Math.max(1, rateOf(units) ** 2);
  const labelled = owners.map(({ label, own, raw, exposure }) => ({
    label,
    units: own.length,
    exposure,
    raw,
    variance: dispersion / exposure,
  }));
  const posterior = mixture(labelled);
  const moments = labelled.map((one, at) => {
    const mean = sum(posterior, ({ weight, means }) => weight * (means[at] ?? 0));
    const variance = sum(
      posterior,
      ({ weight, means, variances }) => weight * ((variances[at] ?? 0) + ((means[at] ?? 0) - mean) ** 2),
    );
    return { ...one, at, mean, deviation: Math.sqrt(variance) };
  });
  const ordered = moments.sort((a, b) => b.mean - a.mean || (a.label < b.label ? -1 : 1));
  let first = ordered[0]?.at ?? 0;
  let place = 1;
  return ordered.map(({ label, units: count, exposure, raw, at, mean, deviation }) => {
    if (at !== first && probabilityAbove(posterior, first, at) >= TOLD_APART) {
      place += 1;
      first = at;
    }
    const half = spread > 0 ? DEVIATIONS_OF_80 * deviation : 0;
    return {
      label,
      units: count,
      exposure,
      raw,
      value: mean,
      low: mean - half,
      high: mean + half,
      group: place,
    };
  });
}

function rateOf(units: readonly RateUnit[]): number {
  return sum(units, ({ value }) => value) / sum(units, ({ exposure }) => exposure);
}

/** φ within owners; around the rate of all where too little is left beside them to tell it. */
function dispersionOf(
  units: readonly RateUnit[],
  owners: readonly { readonly own: readonly RateUnit[]; readonly raw: number }[],
): number {
  const squares = (some: readonly RateUnit[], rate: number) =>
    sum(some, ({ value, exposure }) => (value - rate * exposure) ** 2);
  const total = sum(units, ({ exposure }) => exposure);
  const beyond = units.length - owners.length;
  const within =
    beyond < Math.max(FEWEST_BEYOND, 2 * owners.length)
      ? 0
      : ((sum(owners, ({ own, raw }) => squares(own, raw)) / total) * units.length) / (beyond - 2);
  return within > 0 ? within : squares(units, rateOf(units)) / total;
}

/** The posterior given one τ of the grid. */
interface Component {
  readonly weight: number;
  readonly means: readonly number[];
  readonly variances: readonly number[];
}

function mixture(groups: readonly { readonly raw: number; readonly variance: number }[]): Component[] {
  const largest = Math.max(...groups.map(({ variance }) => Math.sqrt(variance)));
  const spread = Math.max(...groups.map(({ raw }) => raw)) - Math.min(...groups.map(({ raw }) => raw));
  const end = Math.max(spread, largest);
  const components = Array.from({ length: GRID }, (_, step) => {
    const between = (end * (step + 0.5)) / GRID;
    const precisions = groups.map(({ variance }) => 1 / (variance + between ** 2));
    const precision = sum(precisions, (one) => one);
    const centre = sum(groups, ({ raw }, at) => (precisions[at] ?? 0) * raw) / precision;
    const logWeight =
      -0.5 * Math.log(precision) +
      sum(
        groups,
        ({ raw }, at) =>
          0.5 * Math.log(precisions[at] ?? 1) - 0.5 * (precisions[at] ?? 0) * (raw - centre) ** 2,
      );
    const keeping = groups.map(({ variance }) => between ** 2 / (between ** 2 + variance));
    return {
      logWeight,
      means: groups.map(({ raw }, at) => centre + (keeping[at] ?? 0) * (raw - centre)),
      variances: groups.map(
        ({ variance }, at) => (keeping[at] ?? 0) * variance + (1 - (keeping[at] ?? 0)) ** 2 / precision,
      ),
    };
  });
  const top = Math.max(...components.map(({ logWeight }) => logWeight));
  const scale = sum(components, ({ logWeight }) => Math.exp(logWeight - top));
  return components.map(({ logWeight, means, variances }) => ({
    weight: Math.exp(logWeight - top) / scale,
    means,
    variances,
  }));
}

/** P(θ_a > θ_b), without the little that both share through μ. */
function probabilityAbove(posterior: readonly Component[], a: number, b: number): number {
  return sum(posterior, ({ weight, means, variances }) => {
    const deviation = Math.sqrt((variances[a] ?? 0) + (variances[b] ?? 0));
    return weight * normalShare(((means[a] ?? 0) - (means[b] ?? 0)) / deviation);
  });
}

function sum<Item>(items: readonly Item[], of: (item: Item, at: number) => number): number {
  return items.reduce((total, item, at) => total + of(item, at), 0);
}
