import { rollups, sum } from "d3";
import { blockRatioRange, type RatioBlock } from "../../model/economics/channels/block-ratio-range.js";
import { forecastRanges } from "../../model/economics/what-if/forecast-ranges.js";
import type { LeverRange } from "../../model/economics/what-if/lever-range.js";
import type { LeverName } from "../../model/economics/what-if/levers.js";
import type { Interval } from "../../model/numerics/interval.js";
import { meanInterval } from "../../model/numerics/mean-interval.js";
import { quarterNumber, quarterNumberOf } from "../../model/numerics/quarter.js";
import { substream } from "../../model/numerics/substream.js";
import { sharedVarianceOfMean } from "../../model/value/portfolio/portfolio-totals.js";
import { shockOver } from "../../model/value/uncertainty/shock-growth.js";
import type { Inputs } from "../../warehouse/inputs.js";
import { acquisitionCost } from "../acquisition/acquisition-cost.js";
import { type WonMonths, wonMonths } from "../acquisition/won-months.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { clientValues } from "../value/client-values.js";
import { portfolioShock } from "../value/portfolio-shock.js";
import { SEED, valueOptions } from "../value/value-options.js";
import { whatIfModel } from "./what-if-model.js";

const PARAMETER_DRAWS = 24;
const QUARTERS = 12;
const QUARTERS_A_YEAR = 4;

/** Where each lever may lie, by the data where they tell, else by an assumption; levers that move nothing are left out. */
export const leverRanges = defineStep(
  "lever-ranges",
  async (context): Promise<readonly LeverRange[]> => {
    const read = await inputs(context);
    const { fit, values } = await clientValues(context);
    const { plan } = await whatIfModel(context);
    const { learnable } = await accounts(context);
    const shock = await portfolioShock(context);
    const unforeseen = shockOver(shock, context.settings.horizonMonths);
    const cac = await acquisitionCost(context);
    const { settings } = context;
    const random = (name: string) => substream(SEED, `range of ${name}`);
    const forecast = forecastRanges(
      read.histories,
      fit,
      valueOptions(settings, read),
      PARAMETER_DRAWS,
      random("forecast"),
    );
    const year = (name: string, blocks: readonly RatioBlock[]): Interval | null =>
      blockRatioRange(blocks.slice(-QUARTERS), QUARTERS_A_YEAR, random(name));
    const yearOf = (what: string) =>
      `how ${what} of four of the last ${QUARTERS} quarters, drawn at random, varied`;
    const isLearnable = new Set(learnable.map(({ accountId }) => accountId));
    const worth = meanInterval(
      learnable.map(({ clv }) => clv),
      sharedVarianceOfMean(values.filter(({ clientId }) => isLearnable.has(clientId))),
    );

    return [
      seen(
        "retention",
        forecast.retention,
        `the client model fitted ${PARAMETER_DRAWS} ways that the data bear out`,
      ),
      seen(
        "frequency",
        forecast.frequency,
        `the client model fitted ${PARAMETER_DRAWS} ways that the data bear out`,
      ),
      seen("dealSize", year("deal size", dealSizes(read)), yearOf("the mean deal")),
      ...marginRange(read, settings.marginSet, year),
      assumed(
        "discountRateAnnual",
        { low: Math.max(0, settings.discountRate - 0.02), high: settings.discountRate + 0.02 },
        "two points either way: no data can tell what later money is worth",
      ),
      seen(
        "unforeseen",
        shock && { low: Math.exp(-unforeseen), high: Math.exp(unforeseen) },
        `how far the totals forecast from ${shock?.origins ?? 0} earlier days missed, grown to the horizon`,
      ),
      ...(plan === null
        ? []
        : [
            seen("winRate", year("win rate", winRates(read)), yearOf("the win rate of closed deals")) ??
              assumed("winRate", { low: 0.8, high: 1.2 }, "a fifth either way: too few closed deals tell"),
            seen(
              "newClientValue",
              worth.value > 0 && worth.low > 0
                ? { low: worth.low / worth.value, high: worth.high / worth.value }
                : null,
              `how well ${learnable.length} clients tell what a mean client is worth`,
            ),
            cac === null || cac.perClient === 0
              ? null
              : settings.cac.perClient === null
                ? seen(
                    "acquisitionCost",
                    year("cost", costs(read, await wonMonths(context))),
                    yearOf("spend per client won"),
                  )
                : assumed(
                    "acquisitionCost",
                    { low: 0.8, high: 1.2 },
                    "a fifth either way: the cost is a setting",
                  ),
          ]),
    ].flatMap((range) => range ?? []);
  },
  { costly: true, module: import.meta.url },
);

function seen(lever: LeverName, range: Interval | null, source: string): LeverRange | null {
  const moves = range !== null && range.low > 0 && range.high > range.low;
  return moves ? { lever, ...range, source, isAssumption: false } : null;
}

function assumed(lever: LeverName, range: Interval, source: string): LeverRange {
  return { lever, ...range, source, isAssumption: true };
}

/** A margin that the settings state was never measured; one from costs was. */
function marginRange(
  read: Inputs,
  isSetting: boolean,
  year: (name: string, blocks: readonly RatioBlock[]) => Interval | null,
): (LeverRange | null)[] {
  if (isSetting) {
    return [
      assumed("margin", { low: 0.9, high: 1.1 }, "a tenth either way: the margin is a setting, not measured"),
    ];
  }
  if (!read.marginSet) return [];
  const blocks = byQuarter(
    read.revenueByMonthKind,
    ({ month }) => quarterNumberOf(`${month}-01`),
    (months) => ({
      numerator: sum(months, (month) => month.margin),
      denominator: sum(months, (month) => month.revenue),
    }),
  );
  return [
    seen("margin", year("margin", blocks), `how the margin of four of the last ${QUARTERS} quarters varied`),
  ];
}

function dealSizes({ decisions: { purchases, terms, detailed } }: Inputs): RatioBlock[] {
  const drawn = new Set(detailed.drawnByChance);
  const bought = byQuarter(
    purchases.filter(({ clientId }) => drawn.has(clientId)),
    ({ quarter }) => quarterNumber(quarter),
    (some) => ({
      numerator: sum(some, (one) => one.revenue),
      denominator: sum(some, (one) => one.orders),
    }),
  );
  if (bought.length > 0) return bought;
  return byQuarter(
    terms.filter(({ clientId }) => drawn.has(clientId)),
    ({ startsOn }) => quarterNumberOf(startsOn),
    (some) => ({ numerator: sum(some, (one) => one.revenue), denominator: some.length }),
  );
}

function winRates({ opportunities, asOf }: Inputs): RatioBlock[] {
  const closed = opportunities.flatMap(({ won, closedOn, lapsedOn }) => {
    const decidedOn = lapsedOn ?? closedOn;
    return won !== null && decidedOn !== null && decidedOn <= asOf ? [{ won, decidedOn }] : [];
  });
  return byQuarter(
    closed,
    ({ decidedOn }) => quarterNumberOf(decidedOn),
    (some) => ({ numerator: some.filter(({ won }) => won).length, denominator: some.length }),
  );
}

function costs({ spendByMonthChannel }: Inputs, { of, months }: WonMonths): RatioBlock[] {
  const counted = new Set(months);
  const won = new Map(
    rollups(
      [...of.values()],
      (some) => some.length,
      (month) => quarterNumberOf(`${month}-01`),
    ),
  );
  return byQuarter(
    spendByMonthChannel
      .filter(({ purpose, month }) => purpose !== "retain" && counted.has(month))
      .map((row) => ({
        quarter: quarterNumberOf(`${row.month}-01`),
        amount: row.amount,
      })),
    ({ quarter }) => quarter,
    (some) => ({
      numerator: sum(some, ({ amount }) => amount),
      denominator: won.get(some[0]?.quarter ?? 0) ?? 0,
    }),
  );
}

function byQuarter<Row>(
  rows: readonly Row[],
  quarter: (row: Row) => number,
  block: (rows: readonly Row[]) => RatioBlock,
): RatioBlock[] {
  return rollups(rows, block, quarter)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}
