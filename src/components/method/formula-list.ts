import type { MethodPage } from "../../data/published/method.js";
import { element } from "../page/element.js";

/** Each formula with its name and what its signs mean. */
export function formulaList(formulas: MethodPage["targetFormulas"]): HTMLElement {
  return element`<div>${formulas.map(
    ({ name, formula, says }) =>
      element`<section><h3>${name}</h3><pre tabindex="0">${formula}</pre><p class="bw-note">${says}</p></section>`,
  )}</div>`;
}
