import { element } from "../page/element.js";

/** Stands below the name of an account of the kind to avoid. */
export function avoidMark(): HTMLElement {
  return element`<span class="bw-id"><span class="bw-alert">of the kind to avoid</span></span>`;
}
