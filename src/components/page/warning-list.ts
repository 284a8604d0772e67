import { element } from "./element.js";

/** Warnings as a list; null when there are none. */
export function warningList(warnings: readonly string[], label = "Mind"): HTMLElement | null {
  if (warnings.length === 0) return null;
  return element`<ul class="bw-warnings" aria-label=${label}>${warnings.map((text) => element`<li>${text}</li>`)}</ul>`;
}
