import { z } from "zod";
import { count, interval, isoDate, money, ready, share } from "./common.js";
import { captureCurve } from "./prospects.js";

const parameter = z.object({
  name: z.string(),
  value: z.number(),
  standardError: z.number().nullable(),
  meaning: z.string(),
});

/** `data/method.json`: every formula, parameter and validation table. */
export const methodSchema = z.object({
  status: ready,
  models: z.array(
    z.object({
      name: z.string(),
      /** What it does, in plain words. */
      purpose: z.string(),
      formula: z.string(),
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
        }),
      ),
      sentence: z.string(),
    })
    .nullable(),
  /** Value given won: cross-validated on clients, scorer and baselines. */
  lookalikeValidation: z
    .object({
      clients: count,
      folds: count,
      repeats: count,
      rows: z.array(
        z.object({
          method: z.string(),
          capturedTop10: interval,
          capturedTop20: interval,
          gini: z.number().nullable(),
          spearman: z.number().nullable(),
        }),
      ),
      /** scorer minus each baseline, paired bootstrap, 80 % interval. */
      differences: z.array(z.object({ baseline: z.string(), capturedTop10: interval })),
      curves: z.array(captureCurve),
      calibration: z.array(z.object({ decile: count, predicted: money, actual: money, clients: count })),
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
    }),
  ),
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
export type MethodPage = z.infer<typeof methodSchema>;
