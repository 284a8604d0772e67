import { element } from "../page/element.js";

/** Panels side by side as far as the width allows, each a measure with its rows. */
export function panels(items: readonly HTMLElement[], width: number): HTMLElement {
  const columns = width >= 200 * items.length - 40 ? items.length : width >= 480 ? 2 : 1;
  return element`<div style=${{ display: "grid", gap: "1.5rem 2.25rem", gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>${items}</div>`;
}

/** One measure. */
export function panel(title: string, rows: readonly HTMLElement[]): HTMLElement {
  return element`<div><div style="border-bottom: 1px solid var(--bw-hairline); padding-bottom: 0.3rem; margin-bottom: 0.5rem; color: var(--bw-muted)">${title}</div>${rows}</div>`;
}

/** Whose row it is, in its colour, and the value in words; below it the drawing. */
export function panelRow(
  name: string,
  ink: string,
  value: string | readonly (string | Node)[],
  drawing: HTMLElement,
): HTMLElement {
  return element`<div style="margin-bottom: 0.6rem"><div style="display: flex; gap: 0.6em; align-items: baseline; line-height: 1.2"><span style=${{ color: ink, fontWeight: 600 }}>${name}</span><span style="font-weight: 600; font-variant-numeric: tabular-nums">${value}</span></div>${drawing}</div>`;
}

/** A bar that fills `share` of its panel. */
export function panelBar(share: number, ink: string): HTMLElement {
  const width = share > 0 ? `max(2px, ${Math.min(100, 100 * share)}%)` : "0";
  return element`<div style=${{ height: "14px", marginTop: "3px", width, background: ink }}></div>`;
}
