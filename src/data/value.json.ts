import { op, table } from "arquero";
import { cumsum, groups, min, sort, sum } from "d3";
import { hasMeaningfulMultiples } from "../model/value/orders/has-meaningful-multiples.js";
import { cohortContrast } from "../model/value/portfolio/cohort-contrast.js";
import { VALUE_COMPONENTS } from "../model/value/portfolio/components.js";
import { concentrationCurve, giniOf, shareOfTop } from "../model/value/portfolio/concentration.js";
import { gainsAndLosses } from "../model/value/portfolio/gains-and-losses.js";
import {
  portfolioClv,
  portfolioNextYear,
  portfolioResidual,
} from "../model/value/portfolio/portfolio-totals.js";
import { valueHistogram } from "../model/value/portfolio/value-histogram.js";
import { simplePortfolioValue } from "../model/value/simple-formula.js";
import type { CohortCell } from "../warehouse/inputs.js";
import { mayShow } from "./audience/audience.js";
import { type ValuePage, valueSchema } from "./published/value.js";
import { inputs } from "./run/inputs.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";
import { accounts } from "./targeting/accounts.js";
import { behaviour } from "./value/behaviour.js";
import { clientRows } from "./value/client-rows.js";
import { clientValues } from "./value/client-values.js";
import { intervalWarnings } from "./value/interval-warnings.js";
import { portfolioShock } from "./value/portfolio-shock.js";

const clientsShown = 200;
const topShare = 0.2;

const valuePage = defineStep("value-page", async (context): Promise<ValuePage> => {
  // Load
  const { histories, cohorts } = await inputs(context);
  const { fit, values, retention } = await clientValues(context);
  const rows = await clientRows(context);
  const { caution } = await accounts(context);
  const early = await behaviour(context);
  const shock = await portfolioShock(context);

  // Derive
  const clv = rows.map((row) => row.clv);
  const highValue = rows.filter((row) => row.highValue);
  const spread = table({ clv })
    .rollup({ mean: op.mean("clv"), median: op.median("clv"), p90: op.quantile("clv", 0.9) })
    .object() as { mean: number; median: number; p90: number };
  const inHistogram = valueHistogram(clv).map(({ from, to, clients, total }) => ({
    from,
    to,
    clients,
    highValueClients: highValue.filter((row) => row.clv >= from && (row.clv < to || to >= (clv[0] ?? to)))
      .length,
    value: total,
  }));

  // Publish
  return {
    status: "ready",
    clients: rows.length,
    highValueClients: highValue.length,
    activeClients: sum(rows, (row) => row.pActive),
    totals: {
      clv: portfolioClv(values, shock),
      historic: sum(rows, (row) => row.historicValue),
      residual: portfolioResidual(values, shock, context.settings.horizonMonths),
      total: sum(rows, (row) => row.totalValue),
      expectedRevenue12m: portfolioNextYear(values, shock),
      revenueLast12Months: sum(histories, (history) => history.revenueLast12Months),
    },
    clv: { ...spread, highValueFrom: min(highValue, (row) => row.clv) ?? 0 },
    distribution: inHistogram,
    concentration: {
      gini: giniOf(clv),
      curve: concentrationCurve(clv).map(({ accounts, captured }) => ({
        shareOfClients: accounts,
        shareOfValue: captured,
      })),
      topShare: { clients: topShare, value: shareOfTop(clv, topShare) },
      largestShare: shareOfTop(clv, 1 / clv.length),
      gainsAndLosses: gainsAndLosses(clv),
    },
    components: VALUE_COMPONENTS.map((component) => ({
      component,
      historic: sum(values, (one) => one.components[component] - one.residualComponents[component]),
      residual: sum(values, (one) => one.residualComponents[component]),
    })),
    activity: tenths(rows.map((row) => row.pActive)),
    cohorts: cohortCurves(cohorts),
    cohortsApart: cohortsApart(cohorts),
    simpleFormula: {
      ...simplePortfolioValue(histories, context.settings.horizonMonths),
      modelMeanClv: spread.mean,
      hasMultiples: hasMeaningfulMultiples(clv),
    },
    retention,
    behaviour: {
      ...early,
      links: early.links
        .filter(({ names }) => names === null || mayShow(context.audience, names))
        .map(({ names: _, ...link }) => ({ ...link, groups: [...link.groups] })),
      retention: mayShow(context.audience, "product")
        ? early.retention.map((product) => ({ ...product, years: [...product.years] }))
        : [],
    },
    ...(fit.repeatOrders?.rounds === undefined ? {} : { orderRounds: { ...fit.repeatOrders.rounds } }),
    topClients: rows.slice(0, clientsShown),
    warnings: [
      ...fit.warnings,
      ...(await intervalWarnings(context)),
      ...(caution === null ? [] : [`${caution}.`]),
      ...(context.settings.referrals === "include"
        ? ["Total values hold the value of referred clients, as the settings ask: in sums these count twice."]
        : []),
    ],
  };
});

/** Mean margin per client added up year by year, for the years that every client of the cohort has completed. */
function cohortCurves(cells: readonly CohortCell[]): ValuePage["cohorts"] {
  const complete = cells.filter((cell) => cell.completeClients === cell.clients);
  return groups(complete, (cell) => cell.cohort).map(([cohort, years]) => {
    const ordered = sort(years, (cell) => cell.yearOfLife);
    const running = cumsum(ordered, (cell) => cell.margin / cell.clients);
    return {
      cohort: String(cohort),
      clients: ordered[0]?.clients ?? 0,
      points: ordered.map((cell, index) => ({
        years: cell.yearOfLife,
        meanCumulativeMargin: running[index] ?? 0,
      })),
    };
  });
}

/** The two years whose clients brought clearly different margin in two years; null: too few to compare. */
function cohortsApart(cells: readonly CohortCell[]): ValuePage["cohortsApart"] {
  const contrast = cohortContrast(
    cohortCurves(cells).flatMap(({ cohort, clients, points }) => {
      const two = points.find(({ years }) => years === 2);
      const cell = cells.find((one) => String(one.cohort) === cohort);
      return two && cell
        ? [{ cohort, clients, mean: two.meanCumulativeMargin, deviation: cell.twoYearDeviation }]
        : [];
    }),
  );
  return contrast && { apart: contrast.apart?.map(({ cohort, mean }) => ({ cohort, mean })) ?? null };
}

function tenths(shares: readonly number[]): ValuePage["activity"] {
  return Array.from({ length: 10 }, (_, index) => ({
    from: index / 10,
    to: (index + 1) / 10,
    clients: shares.filter((share) => Math.min(9, Math.floor(share * 10)) === index).length,
  }));
}

export const value = publishJson("value.json", valueSchema, valuePage);
await writeWhenMain(import.meta.url, value);
