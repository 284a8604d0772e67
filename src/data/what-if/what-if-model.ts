import { median, rollups, sum } from "d3";
import { cellMargin, type FlowCell } from "../../model/economics/what-if/flow-cell.js";
import {
  type LifeMix,
  newClientFlows,
  type YearOfLife,
} from "../../model/economics/what-if/new-client-flows.js";
import { portfolioFlows } from "../../model/economics/what-if/portfolio-flows.js";
import { planGroups, type SalesPlan } from "../../model/economics/what-if/sales-plan.js";
import type { WhatIfModel } from "../../model/economics/what-if/what-if.js";
import { DAYS_A_MONTH, DAYS_A_YEAR, daysBetween } from "../../model/numerics/calendar.js";
import type { ClientHistory } from "../../model/value/client-history.js";
import { discountFactor } from "../../model/value/discounting.js";
import type { CohortCell, Inputs, OpportunityRecord } from "../../warehouse/inputs.js";
import { capacityOf } from "../prospects/capacity.js";
import { prospectScores } from "../prospects/prospect-scores.js";
import { inputs } from "../run/inputs.js";
import type { RunContext } from "../run/run-context.js";
import { defineStep } from "../run/step.js";
import { clientValues } from "../value/client-values.js";
import { valueOptions } from "../value/value-options.js";

const GROUPS = 20;
/** How many times the plan's prospects are kept beyond it, for what a bigger team would work. */
const FURTHER = 4;

/** The portfolio and the plan as sums that a page can turn over in its hands. */
export const whatIfModel = defineStep("what-if-model", async (context): Promise<WhatIfModel> => {
  const read = await inputs(context);
  const { fit, values } = await clientValues(context);
  const { discountRate } = context.settings;
  const flows = portfolioFlows(read.histories, fit, valueOptions(context.settings, read));
  const earned = sum(values, (value) => value.clvObserved);
  const years = yearsOfLife(read.cohorts);
  return {
    discountRateAnnual: discountRate,
    residual: flows.residual.map(rounded),
    lifetime: [earnedCell(earned, years, discountRate), ...flows.lifetime].map(rounded),
    plan: await planOf(context, read, years),
  };
});

async function planOf(
  context: RunContext,
  read: Inputs,
  years: readonly YearOfLife[],
): Promise<SalesPlan | null> {
  const ranked = await rankedByChance(context);
  const { horizonMonths, discountRate } = context.settings;
  const life = newClientFlows(years, lifeMix(read), horizonMonths, discountRate);
  if (ranked.length === 0 || life === null) return null;
  const scored = await prospectScores(context);
  return {
    ...planGroups(ranked, capacityOf(context.settings), GROUPS, FURTHER),
    costPerProspect: scored?.pursuitCost ?? 0,
    life: life.map(rounded),
    salesCycleMonths: salesCycle(read.opportunities),
  };
}

/** The ranked prospects, best first, where the chance of winning them is known; else none. */
export async function rankedByChance(
  context: RunContext,
): Promise<readonly { readonly prospectId: string; readonly pWin: number; readonly clv: number }[]> {
  const scored = await prospectScores(context);
  return (scored?.scores ?? [])
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .flatMap(({ prospectId, pWin, expectedClv }) =>
      pWin === null ? [] : [{ prospectId, pWin, clv: expectedClv }],
    );
}

/** What cohorts did in each year of life that all their clients have completed. */
function yearsOfLife(cohorts: readonly CohortCell[]): readonly YearOfLife[] {
  const complete = cohorts.filter((cell) => cell.completeClients === cell.clients);
  return rollups(
    complete,
    (cells) => ({
      clients: sum(cells, (cell) => cell.clients),
      activeClients: sum(cells, (cell) => cell.activeClients),
      margin: sum(cells, (cell) => cell.margin),
    }),
    (cell) => cell.yearOfLife,
  )
    .sort(([a], [b]) => a - b)
    .map(([, year]) => year);
}

/** What has been earned of CLV, spread over the years of life as cohorts earned it: only discounting moves it. */
function earnedCell(earned: number, years: readonly YearOfLife[], discountRate: number): FlowCell {
  const spread = years.length > 0 ? years : [{ clients: 1, activeClients: 1, margin: 1 }];
  const days = spread.map((_, year) => (year + 0.5) * DAYS_A_YEAR);
  const weights = spread.map(
    ({ margin }, year) => Math.max(0, margin) * discountFactor(days[year] ?? 0, discountRate),
  );
  const all = sum(weights);
  const margins = weights.map((weight, year) => earned * (all > 0 ? weight / all : year === 0 ? 1 : 0));
  return {
    kind: "earned or signed",
    group: "all",
    margins,
    revenues: margins,
    days,
    years: spread.map(() => 0),
    stays: spread.map(() => 1),
  };
}

function lifeMix({ histories, revenueByMonthKind }: Inputs): LifeMix {
  const under = (history: ClientHistory): boolean => history.contractLines.length > 0;
  const firstDeals = sum(histories, ({ firstHorizonMargin }) => firstHorizonMargin.initial);
  const renewals = sum(histories, (history) => (under(history) ? history.firstHorizonMargin.renewal : 0));
  const all = sum(histories, ({ firstHorizonMargin }) => sum(Object.values(firstHorizonMargin)));
  const revenue = sum(revenueByMonthKind, (month) => month.revenue);
  const margin = sum(revenueByMonthKind, (month) => month.margin);
  return {
    firstDeals,
    renewals,
    orders: all - firstDeals - renewals,
    marginRate: revenue > 0 && margin > 0 ? Math.min(1, margin / revenue) : 1,
  };
}

/** Months from the first step to the win, of the middle won deal; 0 where none is dated. */
function salesCycle(opportunities: readonly OpportunityRecord[]): number {
  const months = opportunities.flatMap(({ won, createdOn, closedOn }) =>
    won && closedOn !== null && closedOn >= createdOn
      ? [daysBetween(createdOn, closedOn) / DAYS_A_MONTH]
      : [],
  );
  return median(months) ?? 0;
}

/** Money to a hundredth of a cent, the rest to five digits: exact to the cent in all sums, and short to send. */
function rounded(cell: FlowCell): FlowCell {
  const unit = Math.abs(cellMargin(cell)) > 1e3 ? 1e4 : 1e10;
  const to = (scale: number) => (value: number) => Math.round(value * scale) / scale;
  return {
    ...cell,
    margins: cell.margins.map(to(unit)),
    revenues: cell.revenues.map(to(unit)),
    days: cell.days.map(to(10)),
    years: cell.years.map(to(1e4)),
    stays: cell.stays.map(to(1e6)),
  };
}
