import type { Interval } from "../../data/published/common.js";
import { element } from "../page/element.js";
import { colour } from "./palette.js";

/**
 * A value with its interval on a line that starts at `min`, 0 unless told, and ends at `max`: for the cells of a table. A
 * line that starts below 0 marks 0.
 */
export function intervalBar(
  interval: Interval,
  options: { readonly min?: number; readonly max: number; readonly label: string; readonly colour?: string },
): HTMLElement {
  const min = Math.min(0, options.min ?? 0);
  const at = (value: number) => `${Math.min(100, Math.max(0, (100 * (value - min)) / (options.max - min)))}%`;
  const span = `calc(${at(interval.high)} - ${at(interval.low)})`;
  const stroke = options.colour ?? colour.accent;
  const range = element`<span class="bw-interval-range" style=${{ left: at(interval.low), width: span, background: stroke }}></span>`;
  const dot = element`<span class="bw-interval-dot" style=${{ left: at(interval.value), background: stroke }}></span>`;
  const zero = min < 0 ? element`<span class="bw-interval-zero" style=${{ left: at(0) }}></span>` : null;
  return element`<span class="bw-interval" role="img" aria-label=${options.label}>${zero}${range}${dot}</span>`;
}
