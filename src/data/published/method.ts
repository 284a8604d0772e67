import { z } from "zod";
import { count, interval, isoDate, money, type Published, ready, share } from "./common.js";
import { captureCurve } from "./prospects.js";

const parameter = z.object({
  name: z.string(),
  value: z.number(),
  /** Null where it was not estimated, or the data have no proper curvature there. */
  standardError: z.number().nullable(),
  /** How it came about where it has no standard error: "fixed", "chosen by likelihood", "assumed", "not known"; null with one. */
  withoutError: z.enum(["fixed", "chosen by likelihood", "assumed", "not known"]).nullable(),
  meaning: z.string(),
});

const assumptionTest = { likelihoodRatio: z.number(), p: share };

/** Means of a tenth of clients. */
const decile = z.object({ decile: count, clients: count, predicted: money, actual: money });

/** Ways of predicting, on rolling origins. */
const contest = z.object({
  chosen: z.string().nullable(),
  kind: z.enum(["model", "regression", "rule", "blend"]).nullable(),
  choosingOrigins: z.array(isoDate),
  rows: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["model", "regression", "rule", "blend"]),
      /** By origin: deviance as a share of what knowing the mean alone leaves; null where it could not compete. */
      losses: z.array(z.number().nullable()),
      choosingLoss: z.number().nullable(),
      /** On the last origin, which chose nothing. */
      accuracy: z
        .object({
          predictedTotal: z.number(),
          actualTotal: z.number(),
          totalBias: z.number().nullable(),
          rootMeanSquareError: z.number().nullable(),
          spearman: z.number().nullable(),
          normalisedGini: z.number().nullable(),
          topDecileShare: z.number().nullable(),
          topQuintileShare: z.number().nullable(),
        })
        .nullable(),
    }),
  ),
  weights: z.array(
    z.object({ blend: z.string(), members: z.array(z.object({ name: z.string(), weight: share })) }),
  ),
});

/** The days that a contest looks back from. */
const contestDays = {
  windowMonths: count,
  /** Half a window: not always whole. */
  stepMonths: z.number().positive(),
  minimumHistoryMonths: count,
  caution: z.string().nullable(),
  clients: count,
  origins: z.array(z.object({ origin: isoDate, until: isoDate })),
};

/** `data/method.json`: every formula, parameter and validation table. */
export const methodSchema = z.object({
  status: ready,
  models: z.array(
    z.object({
      name: z.string(),
      /** What it does, in plain words. */
      purpose: z.string(),
      formula: z.string(),
      /** Histories that it was fitted on; 0 where it was not. */
      n: count,
      logLikelihood: z.number().nullable(),
      parameters: z.array(parameter),
      warnings: z.array(z.string()),
    }),
  ),
  /** Value fitted on what was known at an earlier date, judged on what then came. */
  valueBacktest: z
    .object({
      origin: isoDate,
      until: isoDate,
      clients: count,
      actualRevenue: money,
      rows: z.array(
        z.object({
          method: z.string(),
          predictedRevenue: money,
          biasShare: z.number(),
          rmse: z.number(),
          spearman: z.number().nullable(),
          gini: z.number().nullable(),
          topDecileShare: z.number().nullable(),
          topQuintileShare: z.number().nullable(),
        }),
      ),
      /** Predicted and actual revenue of all clients known at each origin, up to the next. */
      totals: z.array(z.object({ origin: isoDate, until: isoDate, predicted: money, actual: money })),
      /** The longest time seen, from the first origin until today; null where that is one window. */
      longest: z.object({ origin: isoDate, months: count, predicted: money, actual: money }).nullable(),
      /** From the last origin, added up month after month: revenue expected, with its 80 % interval, and as it came. */
      tracking: z.array(
        z.object({ until: isoDate, expected: money, low: money, high: money, actual: money }),
      ),
      /** Mean predicted and actual revenue by tenth of clients, least predicted first. */
      calibration: z.array(decile),
      /** How well simulated futures told what came. */
      predictive: z
        .object({
          clients: count,
          /** Those that bring what many simulated futures bring count in part. */
          coverage: z.array(z.object({ nominal: share, measured: share, meanWidth: money })),
          /** Within their 80 % intervals, ends included, each counted whole. */
          plainCoverage80: share,
          crps: money,
          /** Mean absolute error of what was expected of a client, and of the middle of its simulated futures. */
          expectedError: money,
          middle: z.object({ error: money, biasShare: z.number() }),
        })
        .nullable(),
      sentence: z.string(),
    })
    .nullable(),
  /** Ways of predicting the repeat business of clients without contracts, on rolling origins. */
  valueTournament: z
    .object({
      ...contestDays,
      orders: contest,
      revenue: contest,
      sentence: z.string(),
    })
    .nullable(),
  /** Ways of predicting the revenue of clients under contract, on the same rolling origins. */
  contractTournament: z.object({ ...contestDays, revenue: contest, sentence: z.string() }).nullable(),
  /** Why one of the contests is missing; null where it is not. */
  missingContests: z.object({ repeat: z.string().nullable(), contracts: z.string().nullable() }),
  /** A one-time and a regular buyer, made up, and what the models say of them the longer they are silent; none where no model of repeat orders was fitted. */
  silence: z.array(
    z.object({
      orders: count,
      monthsBetween: z.number().nullable(),
      points: z.array(
        z.object({
          months: count,
          pActive: share,
          expectedOrders: z.number(),
          expectedRevenue: money,
          /** Where orders come in rounds. */
          missedRounds: count.optional(),
        }),
      ),
    }),
  ),
  /** Likelihood ratios of what the models of repeat orders suppose against models that suppose less. */
  assumptions: z.discriminatedUnion("status", [
    z.object({
      status: z.literal("tested"),
      clients: count,
      age: z.object({ ...assumptionTest, growthAYear: z.number() }),
      rate: z.object({
        ...assumptionTest,
        correlation: z.number(),
        reach: z.tuple([z.number(), z.number()]),
      }),
    }),
    z.object({ status: z.literal("skipped"), reason: z.string() }),
  ]),
  /** Value given won: cross-validated on clients, scorer and baselines. */
  lookalikeValidation: z
    .object({
      clients: count,
      folds: count,
      repeats: count,
      /** Share of the prospects that the team can work. */
      capacityShare: share,
      rows: z.array(
        z.object({
          method: z.string(),
          capturedTop5: interval,
          capturedTop10: interval,
          capturedTop20: interval,
          capturedAtCapacity: interval,
          gini: z.number().nullable(),
          spearman: z.number().nullable(),
        }),
      ),
      /** scorer minus each baseline, paired bootstrap, 80 % interval. */
      differences: z.array(z.object({ baseline: z.string(), capturedTop10: interval })),
      curves: z.array(captureCurve),
      calibration: z.array(z.object({ decile: count, predicted: money, actual: money, clients: count })),
      predictedOverActual: z.number(),
      intervalCoverage: z.object({ nominal: share, measured: share }),
      sentence: z.string(),
    })
    .nullable(),
  coefficients: z.array(
    z.object({
      part: z.enum(["value", "win"]),
      field: z.string(),
      level: z.string(),
      multiplier: z.number(),
      /** 80 % over refits; null without. */
      low: z.number().nullable(),
      high: z.number().nullable(),
      /** Accounts with this level that were learned from; null for numbers, which are read off a curve. */
      accounts: count.nullable(),
    }),
  ),
  /** Clients that the value of prospects was learned from, and accounts that their chance to be won was; null without a score. */
  learnedFrom: z.object({ value: count, win: count }).nullable(),
  /** How prospects, profile, segments and leads come to their figures, each with what its signs mean. */
  targetFormulas: z.array(z.object({ name: z.string(), formula: z.string(), says: z.string() })),
  /** One client's value worked through; the steps add up to the row in exports/clients.csv. */
  workedExample: z
    .object({
      clientId: z.string(),
      name: z.string(),
      ledger: z.array(
        z.object({
          date: isoDate,
          kind: z.string(),
          product: z.string().nullable(),
          amount: money,
          margin: money,
        }),
      ),
      steps: z.array(
        z.object({ label: z.string(), formula: z.string(), value: z.number(), unit: z.string() }),
      ),
    })
    .nullable(),
  simpleFormula: z.object({
    averagePurchase: money,
    purchasesPerYear: z.number(),
    lifespanYears: z.number(),
    value: money,
  }),
  settings: z.array(z.object({ key: z.string(), value: z.string(), meaning: z.string() })),
});
export type MethodPage = Published<typeof methodSchema>;
export type PublishedBacktest = NonNullable<MethodPage["valueBacktest"]>;
export type PublishedContest = Published<typeof contest>;
/** What the contests for repeat business and for contracts have in common. */
export type PublishedTournament = NonNullable<MethodPage["contractTournament"]>;
export type Decile = Published<typeof decile>;
export type LookalikeValidation = NonNullable<MethodPage["lookalikeValidation"]>;
