import { quantile, range } from "d3";
import { holm } from "../../numerics/holm.js";
import type { Estimate } from "../../numerics/interval.js";
import type { ChannelResponse } from "./fit-channel-response.js";
import { responseCurveOf } from "./fitted-curve.js";

/** Whether the next unit of spend in a channel brings more or less than itself. */
export type NextEuroVerdict = "brings more" | "brings less" | "cannot tell";

const NEXT_EURO_LEVEL = 0.1;

/**
 * Of each channel, in their order, whether the next unit of spend returns more or less than it costs.
 *
 * Said only where the channel responds to spend at all. p = 2·min of the shares of resampled curves whose marginal lies
 * on either side of 1, corrected for all such channels (Holm), against 10 %.
 */
export function nextEuroVerdicts(responses: readonly ChannelResponse[]): NextEuroVerdict[] {
  const above = responses.map(({ draws, spendNow }) => {
    const more = draws.filter((draw) => responseCurveOf(draw).marginalAt(spendNow) > 1).length;
    return { more: (more + 1) / (draws.length + 2), less: (draws.length - more + 1) / (draws.length + 2) };
  });
  const tested = responses.flatMap(({ status }, at) => (status === "responds" ? [at] : []));
  const ps = holm(tested.map((at) => 2 * Math.min(above[at]?.more ?? 1, above[at]?.less ?? 1)));
  return responses.map((_, at) => {
    const place = tested.indexOf(at);
    if (place < 0 || (ps[place] ?? 1) > NEXT_EURO_LEVEL) return "cannot tell";
    return (above[at]?.more ?? 0) > (above[at]?.less ?? 0) ? "brings more" : "brings less";
  });
}

/** Marginal value at a monthly spend, with its 80 % interval. */
export interface MarginalPoint extends Estimate {
  readonly spend: number;
}

/** Marginal CLV over monthly spend, from half the least seen to half above the most; none without a curve. */
export function marginalCurve(response: ChannelResponse, points: number): MarginalPoint[] {
  const { curve, draws, seen } = response;
  if (curve === null) return [];
  const curves = draws.map(responseCurveOf);
  const [from, to] = [0.5 * seen.low, 1.5 * seen.high];
  return range(points).map((at) => {
    const spend = from + ((to - from) * at) / (points - 1);
    const value = responseCurveOf(curve).marginalAt(spend);
    const drawn = curves.map((one) => one.marginalAt(spend));
    return {
      spend,
      value,
      low: Math.min(value, quantile(drawn, 0.1) ?? value),
      high: Math.max(value, quantile(drawn, 0.9) ?? value),
    };
  });
}
