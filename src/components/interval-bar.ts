import { element } from "./element.js";
import { colour } from "./palette.js";
import type { Interval } from "./report-facts.js";

/** A value with its interval on a line that starts at 0 and ends at `max`: for the cells of a table. */
export function intervalBar(
  interval: Interval,
  options: { readonly max: number; readonly label: string; readonly colour?: string },
): HTMLElement {
  const at = (value: number) => `${Math.min(100, Math.max(0, (100 * value) / options.max))}%`;
  const span = `calc(${at(interval.high)} - ${at(interval.low)})`;
  const stroke = options.colour ?? colour.accent;
  const range = element`<span class="bw-interval-range" style=${{ left: at(interval.low), width: span, background: stroke }}></span>`;
  const dot = element`<span class="bw-interval-dot" style=${{ left: at(interval.value), background: stroke }}></span>`;
  return element`<span class="bw-interval" role="img" aria-label=${options.label}>${range}${dot}</span>`;
}
