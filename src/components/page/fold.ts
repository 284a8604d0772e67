import { element } from "./element.js";

/** Detail that stays closed until it is asked for. */
export function fold(summary: string, ...content: readonly Node[]): HTMLElement {
  return element`<details class="bw-data"><summary>${summary}</summary><div style="margin-top: 0.75rem">${content}</div></details>`;
}
