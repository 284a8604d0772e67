import { literal } from "../sql.js";
import { DECIMAL_TYPE } from "./money.js";

/** Exchange rates that are kept to more than nine digits: from the least, below the limit. */
export const LEAST_RATE = 1e-13;
export const RATE_LIMIT = 1e10;

/** Types of amounts and rates that the engine multiplies without loss, and the rates that are of the latter. */
interface Lane {
  readonly amounts: string;
  readonly rates: string;
  readonly holds: (rate: number) => boolean;
}

/** Most rows take the first, whose products have 18 digits: wider ones take the engine ten times as long. */
const LANES: readonly Lane[] = [
  { amounts: "DECIMAL(11,2)", rates: "DECIMAL(7,6)", holds: isShort },
  { amounts: DECIMAL_TYPE, rates: "DECIMAL(23,22)", holds: (rate) => rate < 1 },
  { amounts: DECIMAL_TYPE, rates: "DECIMAL(23,13)", holds: (rate) => rate >= 1 },
];

/**
 * SQL: an amount of a currency in that of the report, rounded to the cent; NULL where the currency has no rate,
 * or the result is too large to be an amount. `rates` are report currency for one unit, by code.
 */
export function exchanged(amount: string, currency: string, rates: Readonly<Record<string, number>>): string {
  const results = LANES.flatMap((lane) => {
    const taken = Object.entries(rates).filter(([, rate]) => lane.holds(rate));
    // As text, since a number of the engine's own would bring along the noise of its last binary digits.
    const cases = taken.map(
      ([code, rate]) => `WHEN ${literal(code)} THEN CAST(${literal(String(rate))} AS ${lane.rates})`,
    );
    const product = `TRY_CAST(${amount} AS ${lane.amounts}) * CASE ${currency} ${cases.join(" ")} END`;
    return cases.length === 0 ? [] : [`TRY_CAST(round(${product}, 2) AS ${DECIMAL_TYPE})`];
  });
  return results.length === 0 ? "NULL" : `coalesce(${results.join(", ")})`;
}

function isShort(rate: number): boolean {
  return rate < 10 && rate === Number(rate.toFixed(6));
}
