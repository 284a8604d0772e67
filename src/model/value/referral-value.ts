import type { ClientValue } from "./client-value.js";

/**
 * Adds to each client what the clients that it referred are worth in all: Σ of their own total values, of direct
 * referrals only. `referredBy` leads from a client to who referred it; unknown referrers and clients that name
 * themselves do not count.
 *
 * With `included`, total values of referrers hold it too: then whoever was referred counts twice in a sum over
 * clients, once itself and once with its referrer.
 */
export function withReferrals(
  values: readonly ClientValue[],
  referredBy: ReadonlyMap<string, string>,
  included: boolean,
): ClientValue[] {
  const referred = new Map<string, number>();
  for (const { clientId, totalValue } of values) {
    const referrer = referredBy.get(clientId);
    if (referrer === undefined || referrer === clientId) continue;
    referred.set(referrer, (referred.get(referrer) ?? 0) + totalValue);
  }
  return values.map((value) => {
    const referralValue = referred.get(value.clientId) ?? 0;
    return {
      ...value,
      referralValue,
      totalValue: included ? value.totalValue + referralValue : value.totalValue,
    };
  });
}
