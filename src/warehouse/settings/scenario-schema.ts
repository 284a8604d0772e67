import { z } from "zod";

const factor = z.number().gt(0).max(10).default(1);

/** A scenario of targeting.yaml: factors on today's figures, 1 where not given, and a market that is lost. */
export const scenarioSchema = z.strictObject({
  name: z.string().trim().min(1),
  retention: factor,
  dealSize: factor,
  price: factor,
  frequency: factor,
  margin: factor,
  winRate: factor,
  acquisitionCost: factor,
  discountRate: z.number().min(0).max(1).exactOptional(),
  loses: z
    .strictObject({
      field: z.string().min(1),
      values: z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)).min(1),
    })
    .exactOptional(),
});
