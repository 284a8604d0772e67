import { noticeOrderRounds } from "../bg-bb/notice-order-rounds.js";
import type { OrderRounds } from "../bg-bb/order-rounds.js";
import { roundHistoryOf } from "../bg-bb/round-history.js";
import type { ClientHistory } from "../client-history.js";
import { purchaseHistoryOf } from "../orders/order-history.js";
import type { RepeatFit, RepeatModel } from "./repeat-model.js";

/**
 * Fits a model of repeat orders to clients without contracts: in weeks, or in the rounds that `noticeOrderRounds` finds
 * in `all` of them where opportunities are discrete. Null where nobody has bought again, or no rounds are found.
 */
export function fitRepeatOrders(
  model: RepeatModel,
  sample: readonly ClientHistory[],
  all: readonly ClientHistory[],
): RepeatFit | null {
  if (!model.discrete) return model.fit(sample.map(({ orders }) => purchaseHistoryOf(orders)));
  const rounds = noticeOrderRounds(all);
  return rounds === null ? null : fitInRounds(model, sample, rounds);
}

/** Fits a model of discrete opportunities to clients that order in these rounds. */
function fitInRounds(
  model: RepeatModel,
  sample: readonly ClientHistory[],
  rounds: OrderRounds,
): RepeatFit | null {
  const fit = model.fit(sample.map((history) => roundHistoryOf(history, rounds)));
  return fit && { ...fit, rounds };
}
