import { literal } from "../sql.js";
import { DECIMAL_TYPE } from "./money.js";

/** Exchange rates that are kept to more than nine digits: from the least, below the limit. */
export const LEAST_RATE = 1e-13;
export const RATE_LIMIT = 1e10;

/** Types of rates below 1, and of the others: as wide as the engine can multiply with an amount and lose nothing. */
const BELOW_ONE = "DECIMAL(23,22)";
const FROM_ONE = "DECIMAL(23,13)";

/**
 * SQL: an amount of a currency in that of the report, rounded to the cent; NULL where the currency has no rate,
 * or the result is too large to be an amount. `rates` are report currency for one unit, by code.
 */
export function exchanged(amount: string, currency: string, rates: Readonly<Record<string, number>>): string {
  const small = Object.entries(rates).filter(([, rate]) => rate < 1);
  const large = Object.entries(rates).filter(([, rate]) => rate >= 1);
  const results = [
    ...multiplied(amount, currency, small, BELOW_ONE),
    ...multiplied(amount, currency, large, FROM_ONE),
  ];
  return results.length === 0 ? "NULL" : `coalesce(${results.join(", ")})`;
}

function multiplied(
  amount: string,
  currency: string,
  rates: readonly (readonly [string, number])[],
  type: string,
): string[] {
  if (rates.length === 0) return [];
  // As text, since a number of the engine's own would bring along the noise of its last binary digits.
  const cases = rates.map(
    ([code, rate]) => `WHEN ${literal(code)} THEN CAST(${literal(String(rate))} AS ${type})`,
  );
  const rate = `CASE ${currency} ${cases.join(" ")} END`;
  return [`TRY_CAST(CAST(${amount} AS ${DECIMAL_TYPE}) * ${rate} AS ${DECIMAL_TYPE})`];
}
