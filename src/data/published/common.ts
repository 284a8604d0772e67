import { z } from "zod";

/** What a schema checks, for those who only read it. */
export type Published<Schema extends z.ZodType> = ReadOnly<z.infer<Schema>>;
type ReadOnly<Value> = { readonly [Key in keyof Value]: ReadOnly<Value[Key]> };

/** Money in the report's currency; finite, so that NaN never reaches a page. */
export const money = z.number().refine(Number.isFinite, "must be a finite number");
export const share = z.number().min(0).max(1);
export const count = z.number().int().min(0);
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** An estimate with its interval: of 80 % where nothing else is said. */
export const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Interval = Published<typeof interval>;

/** Clients that are worth something, and those that cost more than they bring, with what each come to. */
export const gainsAndLosses = z.object({ gainers: count, gains: money, losers: count, losses: money });

/** A page's data when its analysis could run. */
export const ready = z.literal("ready");

/** A page's data when it could not: which file or how much more data would change that. */
export const notReady = z.object({
  status: z.enum(["absent", "too-little"]),
  /** In words, for a reader. */
  reason: z.string(),
  /** The table that would fill the page, e.g. "prospects.csv", or the columns of it that would; null when more rows are needed, not another file. */
  needs: z.union([z.string(), z.object({ table: z.string(), columns: z.array(z.string()) })]).nullable(),
});

const ruleCondition = z.union([
  z.object({ field: z.string(), in: z.array(z.string()) }).strict(),
  z
    .object({
      field: z.string(),
      from: z.number().exactOptional(),
      to: z.number().exactOptional(),
      above: z.number().exactOptional(),
      below: z.number().exactOptional(),
    })
    .strict(),
]);
export const rule = z.object({ all: z.array(ruleCondition) });

/** One term of a score as a multiplier of money or of odds. */
export const reason = z.object({
  field: z.string(),
  /** The account's value in words, "unknown" when missing. */
  value: z.string(),
  multiplier: z.number(),
  part: z.enum(["value", "win"]),
});
