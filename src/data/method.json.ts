import { addMonths, epochDayOf, isoDateOf } from "../model/numerics/calendar.js";
import { explainClientValue } from "../model/value/explain-client-value.js";
import { silentBuyers } from "../model/value/orders/silence.js";
import type { RepeatAssumptions } from "../model/value/repeat/assumptions/repeat-assumptions.js";
import { simplePortfolioValue } from "../model/value/simple-formula.js";
import type { LookBack } from "../model/value/tournament/look-back.js";
import type { TotalOutcome } from "../model/value/uncertainty/total-outcome.js";
import type { Settings } from "../warehouse/settings/settings.js";
import { acquisitionCost } from "./acquisition/acquisition-cost.js";
import { mayShow, shownName } from "./audience/audience.js";
import { shownParameters } from "./audience/shown-parameters.js";
import { mayShowFields } from "./audience/shown-reasons.js";
import { leadsPage } from "./leads/leads-page.js";
import { describeFirmographicEffects } from "./method/describe-firmographic-effects.js";
import { missingContests } from "./method/missing-contests.js";
import { publishedContractTournament } from "./method/published-contract-tournament.js";
import { publishedTournament } from "./method/published-tournament.js";
import { targetFormulas } from "./method/target-formulas.js";
import { valueBacktestSentence } from "./method/validation-sentences.js";
import { describeValueModels } from "./method/value-model-descriptions.js";
import { capacityOf } from "./prospects/capacity.js";
import { lookalikeValidation } from "./prospects/lookalike-validation.js";
import { prospectScores } from "./prospects/prospect-scores.js";
import { type MethodPage, methodSchema } from "./published/method.js";
import { inputs } from "./run/inputs.js";
import { targetingObstacle } from "./run/not-ready.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import type { RunContext } from "./run/run-context.js";
import { defineStep } from "./run/step.js";
import { accounts } from "./targeting/accounts.js";
import { segmentation } from "./targeting/segmentation.js";
import { clientValues } from "./value/client-values.js";
import { firmographicEffects } from "./value/firmographic-effects.js";
import { portfolioTotals } from "./value/portfolio-totals.js";
import { valueAssumptions } from "./value/value-assumptions.js";
import { valueBacktest } from "./value/value-backtest.js";
import { valueOptions } from "./value/value-options.js";
import { valueSnapshots } from "./value/value-snapshots.js";

const methodPage = defineStep("method-page", async (context): Promise<MethodPage> => {
  const read = await inputs(context);
  const { histories } = read;
  const { fit } = await clientValues(context);
  const backtest = await valueBacktest(context);
  const scored = await prospectScores(context);
  const { plan, snapshots } = await valueSnapshots(context);
  const { learnable, features } = await accounts(context);
  const found = await segmentation(context);
  const leads = await leadsPage(context);
  const names = shownParameters(context.audience);
  return {
    status: "ready",
    models: [
      ...describeValueModels(fit, names),
      ...(fit.repeatOrders === null
        ? []
        : [describeFirmographicEffects(await firmographicEffects(context), names)]),
    ],
    valueBacktest: backtest && backtestTable(backtest, await portfolioTotals(context)),
    valueTournament: await publishedTournament(context),
    contractTournament: await publishedContractTournament(context),
    missingContests: { ...missingContests(plan, snapshots) },
    silence: silentBuyers(histories, fit, valueOptions(context.settings, read)).map(
      ({ points, ...buyer }) => ({
        ...buyer,
        points: [...points],
      }),
    ),
    assumptions: publishedAssumptions(await valueAssumptions(context)),
    lookalikeValidation: await lookalikeValidation(context),
    coefficients: (scored?.models.coefficients ?? [])
      .filter(({ field }) => mayShowFields(context.audience, field))
      .map(({ part, field, level, multiplier, low, high, accounts: own }) => ({
        part,
        field,
        level,
        multiplier,
        low,
        high,
        accounts: own,
      })),
    learnedFrom: scored && {
      value: scored.models.value.clients,
      win: scored.models.win.positives + scored.models.win.negatives,
    },
    targetFormulas: targetFormulas({
      scored,
      hasProfile: targetingObstacle(learnable, features) === null,
      hasSegments: found.segments.length > 0,
      leads: leads.status === "ready" ? leads : null,
    }),
    workedExample: await workedExample(context),
    simpleFormula: simplePortfolioValue(histories, context.settings.horizonMonths),
    settings: await settingsInWords(context),
  };
});

function longestOf(totals: readonly TotalOutcome[]): NonNullable<MethodPage["valueBacktest"]>["longest"] {
  const [first] = totals;
  if (first?.untilToday === undefined) return null;
  const { months, predicted, actual } = first.untilToday;
  return { origin: first.origin, months, predicted, actual };
}

function publishedAssumptions(tested: RepeatAssumptions): MethodPage["assumptions"] {
  if (tested.status === "skipped") return tested;
  const [lowest, highest] = tested.rate.reach;
  return { ...tested, rate: { ...tested.rate, reach: [lowest, highest] } };
}

function backtestTable(
  { last, tracking }: LookBack,
  totals: readonly TotalOutcome[],
): MethodPage["valueBacktest"] {
  const { origin, holdoutMonths, rows, calibration, coverage, predictive } = last;
  const [first] = rows;
  if (first === undefined || !(first.actualTotal > 0)) return null;
  return {
    origin,
    until: isoDateOf(addMonths(epochDayOf(origin), holdoutMonths)),
    clients: first.clients,
    actualRevenue: first.actualTotal,
    rows: rows.map((row) => ({
      method: row.method,
      predictedRevenue: row.predictedTotal,
      biasShare: row.totalBias ?? 0,
      rmse: row.rootMeanSquareError ?? 0,
      spearman: row.spearman,
      gini: row.normalisedGini,
      topDecileShare: row.topDecileShare,
      topQuintileShare: row.topQuintileShare,
    })),
    totals: totals.map(({ origin: from, predicted, actual }) => ({
      origin: from,
      until: isoDateOf(addMonths(epochDayOf(from), holdoutMonths)),
      predicted,
      actual,
    })),
    longest: longestOf(totals),
    tracking: [...tracking],
    calibration: [...calibration],
    predictive:
      predictive === null
        ? null
        : {
            clients: predictive.clients,
            coverage: [...predictive.coverage],
            plainCoverage80: coverage.covered ?? 0,
            crps: predictive.crps,
            expectedError: first.meanAbsoluteError ?? 0,
            middle: {
              error: predictive.middle.meanAbsoluteError ?? 0,
              biasShare: predictive.middle.totalBias ?? 0,
            },
          },
    sentence: valueBacktestSentence(last),
  };
}

async function workedExample(context: RunContext): Promise<MethodPage["workedExample"]> {
  if (!mayShow(context.audience, "name")) return null;
  const read = await inputs(context);
  const { fit } = await clientValues(context);
  const { clients } = await accounts(context);
  const [ledger] = read.ledgers;
  const history = read.histories.find(({ clientId }) => clientId === ledger?.clientId);
  const client = clients.find(({ accountId }) => accountId === ledger?.clientId);
  if (!ledger || !history || !client) return null;
  return {
    clientId: client.accountId,
    name: shownName(context.audience, client),
    ledger: ledger.rows.map((row) => ({ ...row })),
    steps: explainClientValue(history, fit, valueOptions(context.settings, read)).map(
      ({ label, formula, value, unit }) => ({ label, formula, value, unit }),
    ),
  };
}

async function settingsInWords(context: RunContext): Promise<MethodPage["settings"]> {
  const { settings } = context;
  const read = await inputs(context);
  const cac = await acquisitionCost(context);
  const row = (key: string, value: string | number, meaning: string) => ({
    key,
    value: String(value),
    meaning,
  });
  return [
    row("asOf", read.asOf, "the day the analysis pretends it is; nothing after it is seen"),
    row("horizonMonths", settings.horizonMonths, "months that CLV and residual value cover"),
    row("discountRate", settings.discountRate, "a year; money later is worth less now"),
    row(
      "margin",
      read.marginSet ? marginInWords(settings) : "not set",
      "share of revenue that counts as value",
    ),
    row("costToServe", servingInWords(settings, read.currency), "taken off the margin of each client"),
    row(
      "referrals",
      settings.referrals === "include" ? "in the total value" : "apart",
      "where the value of referred clients counts for who referred them",
    ),
    row("highValueShare", settings.highValueShare, "share of clients that are called high-value, by CLV"),
    row("capacity", capacityOf(settings), "accounts that the team can work: the size of tier A"),
    row("winRate", settings.winRate ?? "not set", "share of pursued prospects that are won"),
    row(
      "cac",
      cac === null ? "not known" : `${Math.round(cac.perClient)} ${read.currency} (${cac.source})`,
      "what winning one client costs",
    ),
    row("attribution", settings.attribution, "which channel is credited with a client"),
  ];
}

function marginInWords({ margin }: Settings): string {
  const byKind = Object.entries(margin.byKind).map(([kind, rate]) => `${kind} ${rate}`);
  const byProduct = Object.keys(margin.byProduct).length;
  return [
    ...byKind,
    ...(byProduct > 0 ? [`${byProduct} products apart`] : []),
    `otherwise ${margin.default}`,
  ].join(", ");
}

function servingInWords({ costToServe }: Settings, currency: string): string {
  const { perMonth, byKind } = costToServe;
  const parts = [
    ...(perMonth > 0 ? [`${perMonth} ${currency} a month`] : []),
    ...Object.entries(byKind).map(([kind, share]) => `${kind} ${share} of revenue`),
  ];
  return parts.length === 0 ? "not set" : parts.join(", ");
}

export const method = publishJson("method.json", methodSchema, methodPage);
await writeWhenMain(import.meta.url, method);
