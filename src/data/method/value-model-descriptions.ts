import { roundsInWords } from "../../model/value/bg-bb/rounds-in-words.js";
import type { LognormalFit } from "../../model/value/lognormal-order-value/fit-lognormal.js";
import type { OrderValueFit } from "../../model/value/orders/order-value.js";
import type { RepeatFit, RepeatModelName } from "../../model/value/repeat/repeat-model.js";
import type { ValueFit } from "../../model/value/value-fit.js";
import { type ParameterNames, shownParameters } from "../audience/shown-parameters.js";
import { described, type ModelDescription } from "./describe-model.js";
import { describedRenewals } from "./describe-renewals.js";
import { gammaGamma, lognormal, ORDER_RATE, REPEAT_WORDINGS } from "./model-wordings.js";

/** A model of repeat orders in words; one of discrete opportunities says how often there are any. */
function repeatWording({ model, rounds }: RepeatFit): (typeof REPEAT_WORDINGS)[RepeatModelName] {
  const wording = REPEAT_WORDINGS[model];
  return rounds === undefined
    ? wording
    : { ...wording, name: wording.name.replace("rounds", roundsInWords(rounds)) };
}

/** The lognormal model where it is used, why first among its warnings. */
function lognormalWithReasons(fit: OrderValueFit | null): LognormalFit | null {
  const { lognormal: used } = fit ?? {};
  return used === undefined ? null : { ...used, warnings: [...(used.reasons ?? []), ...used.warnings] };
}

/** The fitted value models for a reader who wants to check them; those that nothing could be fitted for are left out. */
export function describeValueModels(
  fit: ValueFit,
  names: ParameterNames = shownParameters(null),
): ModelDescription[] {
  return [
    ...(fit.repeatOrders === null ? [] : [described(fit.repeatOrders, repeatWording(fit.repeatOrders))]),
    described(fit.orderValue?.gammaGamma ?? null, gammaGamma("orders without a contract")),
    described(lognormalWithReasons(fit.orderValue), lognormal("orders without a contract")),
    described(fit.contractOrders, {
      name: "NBD: orders beside a contract",
      purpose:
        "How often a client under contract orders expansion, services and other things; they end with the contract.",
      formula:
        "orders ~ Poisson(λ·t), λ ~ Gamma(r, α); expected rate (r + orders) / (α + weeks), with orders and weeks of the last 12 months times memory, those before times memory²",
      meanings: {
        ...ORDER_RATE,
        memory:
          "what a year's orders tell of a year later: 1 where each client keeps its rate, lower where rates change",
      },
    }),
    described(fit.contractOrderValue?.gammaGamma ?? null, gammaGamma("orders beside a contract")),
    described(lognormalWithReasons(fit.contractOrderValue), lognormal("orders beside a contract")),
    describedRenewals(fit, "long", "terms from 6 months", names),
    describedRenewals(fit, "short", "terms under 6 months", names),
  ].flat();
}
