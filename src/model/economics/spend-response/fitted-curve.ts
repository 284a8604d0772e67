import { hillCurve, type ResponseCurve } from "./response-curve.js";

/** Hill curve: CLV a month = ceiling·spend/(halfSpend + spend). */
export interface FittedCurve {
  readonly ceiling: number;
  readonly halfSpend: number;
}

/** The curve of a fit, for values and marginals at any spend. */
export function responseCurveOf({ ceiling, halfSpend }: FittedCurve): ResponseCurve {
  return hillCurve(ceiling, halfSpend);
}
