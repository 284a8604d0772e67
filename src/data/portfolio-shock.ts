import { type CommonShock, commonShock } from "../model/value/uncertainty/common-shock.js";
import { portfolioTotals } from "./portfolio-totals.js";
import { defineStep } from "./step.js";
import { valueSnapshots } from "./value-snapshots.js";

/** What moves all clients together, as looking back shows it; null where it is not calibrated. */
export const portfolioShock = defineStep("portfolio-shock", async (context): Promise<CommonShock | null> => {
  const { plan } = await valueSnapshots(context);
  return commonShock(await portfolioTotals(context), plan.windowMonths);
});
