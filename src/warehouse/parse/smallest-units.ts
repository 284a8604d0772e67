import { literals } from "../sql.js";

/** Currencies without cents, and those whose smallest unit is a thousandth (ISO 4217). */
const WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ");
const THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND".split(" ");

/** SQL: money of a currency from a decimal in its smallest unit, rounded half away from zero to cents; NULL where too large. */
export function fromSmallestUnit(units: string, currency: string): string {
  return `CASE WHEN ${currency} IN (${literals(WHOLE)}) THEN TRY_CAST(${units} AS DECIMAL(15,2))
    WHEN ${currency} IN (${literals(THOUSANDTHS)}) THEN TRY_CAST(round(${units}, -1) AS DECIMAL(15,0)) * 0.001
    ELSE TRY_CAST(${units} AS DECIMAL(15,0)) * 0.01 END`;
}
