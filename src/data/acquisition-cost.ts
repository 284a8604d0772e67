import { inputs } from "./inputs.js";
import { defineStep } from "./step.js";

/** Cost of winning one client in the report's currency, and where it comes from; null when nothing tells. */
export interface AcquisitionCost {
  readonly perClient: number;
  readonly source: string;
}

/**
 * What winning one client costs: as set in targeting.yaml, else what was spent to acquire over the months of the
 * spend table, divided by the clients won in those months (those whose first months lie before the data are not).
 */
export const acquisitionCost = defineStep(
  "acquisition-cost",
  async (context): Promise<AcquisitionCost | null> => {
    const { perClient } = context.settings.cac;
    if (perClient !== null) return { perClient, source: "set in targeting.yaml" };
    const { spendByMonthChannel, histories } = await inputs(context);
    const toAcquire = spendByMonthChannel.filter((row) => row.purpose !== "retain");
    const months = new Set(toAcquire.map((row) => row.month));
    const spent = toAcquire.reduce((sum, row) => sum + row.amount, 0);
    const won = histories.filter(
      ({ leftTruncated, firstOn }) => !leftTruncated && months.has(firstOn.slice(0, 7)),
    ).length;
    if (!(spent > 0 && won > 0)) return null;
    return { perClient: spent / won, source: `spend.csv over the ${won} clients won in its months` };
  },
);
