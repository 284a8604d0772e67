import { element } from "./element.js";

/** A headline number with what it is, its interval and a note; `stats` sets several in a row. */
export function stat(options: {
  readonly label: string;
  readonly value: string;
  /** In words: "80 % interval €0.9M to €1.5M". */
  readonly interval?: string;
  readonly note?: string;
}): HTMLElement {
  const { label, value, interval, note } = options;
  return element`<div class="bw-stat"><dt>${label}</dt><dd class="bw-stat-value">${value}</dd>${
    interval ? element`<dd class="bw-stat-interval">${interval}</dd>` : null
  }${note ? element`<dd class="bw-stat-note">${note}</dd>` : null}</div>`;
}

/** Headline numbers side by side, parted by hairlines. */
export function stats(...items: readonly HTMLElement[]): HTMLElement {
  return element`<dl class="bw-stats">${items}</dl>`;
}
