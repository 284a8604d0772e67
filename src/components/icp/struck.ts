import { element } from "../page/element.js";

/** A figure that says too much, struck out: it was measured on the clients that chose the rule. */
export function struck(figure: string): HTMLElement {
  return element`<s style="font-weight: 400; color: var(--bw-muted)">${figure}</s>`;
}
