import type { CommonShock } from "../model/value/uncertainty/common-shock.js";
import { defineStep } from "./step.js";
import { valueBacktest } from "./value-backtest.js";

/** What moves all clients together, as looking back shows it; null where it is not calibrated. */
export const portfolioShock = defineStep(
  "portfolio-shock",
  async (context): Promise<CommonShock | null> => (await valueBacktest(context))?.shock ?? null,
);
