import { z } from "zod";
import { KINDS } from "../contract/kinds.js";
import { TABLE_NAMES } from "../contract/table-contract.js";
import { LEAST_RATE, RATE_LIMIT } from "../parse/exchange-rates.js";
import { columnSchema } from "./column-schema.js";
import { scenarioSchema } from "./scenario-schema.js";

const share = z.number().min(0).max(1);
const isoDate = z.iso.date();
const currencyCode = z.string().regex(/^[A-Z]{3}$/, "three capital letters such as EUR");
const names = z.array(z.string().min(1));
const dayOrder = z.enum(["dmy", "mdy", "ymd"]);
const decimalMark = z.enum([".", ","]);
const plainValue = z.union([z.string(), z.number(), z.boolean()]);

const path = z.string().min(1);
const paths = z
  .array(path)
  .min(1)
  .refine((all) => new Set(all).size === all.length, "each file once");

const file = z.strictObject({
  path: z.union([path, paths]).optional(),
  only: z.record(z.string(), z.array(plainValue).min(1)).optional(),
  dateOrder: z.enum([...dayOrder.options, "excel"]).optional(),
  decimalMark: decimalMark.optional(),
  delimiter: z.enum([",", ";", "\t", "|"]).optional(),
  amountIn: z.enum(["cents"]).optional(),
});

const condition = z.union([
  z.strictObject({ field: z.string().min(1), in: z.array(plainValue.transform(String)).min(1) }),
  z
    .strictObject({
      field: z.string().min(1),
      from: z.number().exactOptional(),
      to: z.number().exactOptional(),
    })
    .refine(
      (range) => range.from !== undefined || range.to !== undefined,
      '"in" with a list of values, or "from", "to" or both',
    ),
]);

/** A rule over firmographics: an account meets it when it meets all conditions; `from` and `to` are inclusive. */
export const icpRuleSchema = z.strictObject({ all: z.array(condition).min(1) });

/** The keys of targeting.yaml, as an analyst writes them. */
export const settingsSchema = z.strictObject({
  company: z.string().default("Our company"),
  currency: currencyCode.optional(),
  locale: z.string().refine(isLocale, "a language tag such as en-GB").default("en-GB"),
  asOf: isoDate.optional(),
  horizonMonths: z.number().int().min(1).max(240).default(60),
  discountRate: z.number().min(0).max(1).default(0.1),
  margin: z
    .union([
      share,
      z.strictObject({
        byKind: z.partialRecord(z.enum(KINDS), share).default({}),
        byProduct: z.record(z.string(), share).default({}),
        default: share.default(1),
      }),
    ])
    .optional(),
  costToServe: z
    .union([
      z.number().min(0),
      z.strictObject({
        perMonth: z.number().min(0).default(0),
        byKind: z.partialRecord(z.enum(KINDS), share).default({}),
      }),
    ])
    .optional(),
  referrals: z.enum(["apart", "include"]).default("apart"),
  contracts: z
    .strictObject({
      termMonths: z.number().int().min(1).max(240).optional(),
      amountPer: z.enum(["term", "month", "year"]).default("term"),
    })
    .default({ amountPer: "term" }),
  exchangeRates: z.record(currencyCode, z.number().min(LEAST_RATE).lt(RATE_LIMIT)).default({}),
  highValueShare: z.number().gt(0).lt(1).default(0.2),
  features: z
    .strictObject({
      use: names.optional(),
      howWeSold: names.default([]),
      banned: names.default([]),
      allowed: z.record(z.string().min(1), z.string().trim().min(1)).default({}),
      weights: z.record(z.string().min(1), z.number().min(0)).default({}),
    })
    .default({ howWeSold: [], banned: [], allowed: {}, weights: {} }),
  currentIcp: icpRuleSchema.optional(),
  capacity: z.number().int().positive().optional(),
  keyAccounts: z.number().int().min(1).max(100).default(12),
  winRate: z.number().gt(0).lt(1).optional(),
  channels: z.record(z.string(), z.string()).default({}),
  cac: z
    .strictObject({
      perClient: z.number().min(0).optional(),
      byChannel: z.record(z.string(), z.number().min(0)).default({}),
    })
    .default({ byChannel: {} }),
  attribution: z.enum(["first touch", "last touch", "even split"]).default("last touch"),
  outcomes: z
    .strictObject({ won: names.default([]), lost: names.default([]) })
    .default({ won: [], lost: [] }),
  scenarios: z.array(scenarioSchema).max(8).default([]),
  audiences: z.record(z.string(), z.strictObject({ columns: names })).default({}),
  columns: z.partialRecord(z.enum(TABLE_NAMES), z.record(z.string(), columnSchema)).default({}),
  files: z
    .partialRecord(
      z.enum(TABLE_NAMES),
      z.union([paths.transform((path): z.output<typeof file> => ({ path })), file]),
    )
    .default({}),
  dateOrder: dayOrder.optional(),
  decimalMark: decimalMark.optional(),
  engine: z.enum(["duckdb"]).default("duckdb"),
});

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
