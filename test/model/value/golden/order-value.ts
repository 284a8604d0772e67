import type { ClientHistory } from "../../../../src/model/value/client-history.js";
import { gammaGammaLogLikelihood } from "../../../../src/model/value/gamma-gamma/gamma-gamma-log-likelihood.js";
import type { SpendHistory } from "../../../../src/model/value/gamma-gamma/gamma-gamma-parameters.js";

/** What gamma-gamma sees of clients' repeat orders. */
export function repeatSpend(histories: readonly ClientHistory[]): SpendHistory[] {
  return histories.flatMap(({ orders: { positiveRepeatDays: orders, meanRevenue } }) =>
    meanRevenue === null ? [] : [{ orders, meanValue: meanRevenue }],
  );
}

/** What it sees of all their orders, the first one included. */
export function allSpend(histories: readonly ClientHistory[]): SpendHistory[] {
  return histories
    .map(({ orders: { repeatDays }, revenue }) => ({
      orders: repeatDays + 1,
      meanValue: revenue / (repeatDays + 1),
    }))
    .filter(({ meanValue }) => meanValue > 0);
}

/** Log-likelihood of spend at printed parameters. */
export function spendLikelihoodAt(
  { p, q, v }: Readonly<Record<"p" | "q" | "v", string>>,
  spend: readonly SpendHistory[],
): number {
  return gammaGammaLogLikelihood(spend)({ p: Number(p), q: Number(q), v: Number(v) }).value;
}
