import { min, sum } from "d3";
import { DAYS_A_MONTH } from "../../numerics/calendar.js";
import { survival } from "../beta-discrete-weibull/survival.js";
import type { ClientHistory } from "../client-history.js";
import type { FurtherContracts } from "../forecast/client-forecast.js";
import { curveOf, type RenewalFit } from "../renewals/renewal-fit.js";
import { type ContractScale, covariatesOfNew, type TermClass, termClassOf } from "./contract-line.js";

/** How often orders beside a contract begin a further one, and its usual term. */
export interface ContractStarts {
  /** Of order days. */
  readonly share: number;
  /** Order days that it rests on. */
  readonly orders: number;
  readonly termMonths: number;
}

/**
 * Learns from clients under contract how often an order beside the contract begins another one: lines that a client
 * added to its first, by its order days. Null where nobody added one.
 */
export function fitContractStarts(histories: readonly ClientHistory[]): ContractStarts | null {
  const added = histories.flatMap(({ contractLines }) => {
    const first = min(contractLines, ({ startedOn }) => startedOn) ?? "";
    return contractLines.filter(({ startedOn }) => startedOn > first);
  });
  const orders = sum(histories, (history) => history.orders.repeatDays);
  if (added.length === 0 || orders === 0) return null;
  return {
    share: Math.min(1, added.length / orders),
    orders,
    termMonths: Math.max(1, Math.round(sum(added, ({ termMonths }) => termMonths) / added.length)),
  };
}

/**
 * What becomes of contracts that orders of a client begin over the `days` to come: they renew as a new contract of the
 * average size and product does, of this client, signed with the last. `z` as `curveOf` has it.
 */
export function furtherContracts(
  contractStarts: ContractStarts | null,
  renewals: Readonly<Record<TermClass, RenewalFit>>,
  scale: ContractScale,
  days: number,
  clientId: string,
  z: number,
): FurtherContracts | null {
  if (contractStarts === null) return null;
  const { share, termMonths } = contractStarts;
  const fit = renewals[termClassOf(termMonths)];
  const curve = curveOf(fit, { pool: "", covariates: covariatesOfNew(scale), client: clientId }, z);
  const most = Math.floor(days / (termMonths * DAYS_A_MONTH));
  return {
    share,
    termMonths,
    renewals: Float64Array.from({ length: most }, (_, index) => survival(curve, index + 1)),
  };
}

/** Orders by month with the renewals of the contracts that they begin: each renewal counts as the order that began it. */
export function withRenewals(orders: Float64Array, further: FurtherContracts | null): Float64Array {
  if (further === null) return orders;
  const { share, termMonths, renewals } = further;
  return orders.map((begun, month) => {
    let total = begun;
    for (let index = 0; index < renewals.length; index += 1) {
      const earlier = month - (index + 1) * termMonths;
      if (earlier < 0) break;
      total += share * (orders[earlier] ?? 0) * (renewals[index] ?? 0);
    }
    return total;
  });
}
