import { z } from "zod";
import { headerKey } from "../read/header.js";

const header = z.string().min(1);
const headers = z.union([header.transform((one) => [one]), z.array(header).min(1)]);

/** An amount that stands in several columns: the product and the sum, less what is taken off. */
const madeAmount = z
  .strictObject({
    sum: headers.optional(),
    less: headers.optional(),
    product: z.array(header).length(2).optional(),
  })
  .refine(
    ({ sum, product }) => sum !== undefined || product !== undefined,
    '"sum" or "product" with headers, beside "less" or alone',
  )
  .refine(({ sum = [], less = [], product = [] }) => {
    const keys = [...sum, ...less, ...product].map(headerKey);
    return new Set(keys).size === keys.length;
  }, "each header once");

/** Where a column of the contract stands in a file; null: not read. */
export const columnSchema = z.union([header, z.null(), madeAmount], {
  error:
    "a header, null for not read, or for an amount { sum: [headers], less: [headers] } or { product: [two headers] }",
});
