import type { ValueComponent } from "../../model/value/portfolio/components.js";

/** The fixed cast of colours; the values live in style.css, for light and for dark. */
export const colour = {
  /** The ICP that the company uses today. */
  current: "var(--bw-current)",
  /** The ICP that the report proposes. */
  proposed: "var(--bw-proposed)",
  /** Every client, the yardstick. */
  everyone: "var(--bw-everyone)",
  /** The point that a chart makes. */
  accent: "var(--bw-accent)",
  /** What stands around it. */
  context: "var(--bw-context)",
  /** Something that needs a look: rejected rows, a control not met. */
  alert: "var(--bw-alert)",
  ink: "var(--bw-ink)",
  muted: "var(--bw-muted)",
  hairline: "var(--bw-hairline)",
  paper: "var(--bw-paper)",
} as const;

/** One colour a value component on all pages. */
export function componentColour(component: ValueComponent): string {
  return `var(--bw-component-${component})`;
}

export const SEGMENT_COLOURS = 8;

/** One colour a segment on all pages, by its 0-based place in the cast; the ninth starts anew. */
export function segmentColour(index: number): string {
  return `var(--bw-segment-${(index % SEGMENT_COLOURS) + 1})`;
}
