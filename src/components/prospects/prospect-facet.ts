import type { Control } from "../page/controls.js";
import { element } from "../page/element.js";

export interface FacetOption {
  readonly value: string;
  readonly label: string;
}

/** Several choices of many behind one button: a box a value, none chosen lets all through. */
export function facetControl(options: {
  readonly label: string;
  readonly options: readonly FacetOption[];
  readonly value: readonly string[];
}): Control<readonly string[]> {
  const boxes = options.options.map(({ value, label }) => {
    const box = element`<input type="checkbox" style="accent-color: var(--bw-accent); margin: 0 0.5em 0 0">`;
    if (!(box instanceof HTMLInputElement)) throw new Error("a facet needs check boxes");
    box.value = value;
    box.checked = options.value.includes(value);
    return { box, line: element`<label style="display: block; padding: 0.2rem 0">${box}${label}</label>` };
  });
  const chosen = () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
  const told = element`<strong style="color: var(--bw-accent)"></strong>`;
  const tell = () => {
    const { length } = chosen();
    told.textContent = length > 0 ? ` ${length}` : "";
  };
  tell();
  const clear = element`<button type="button" class="bw-button">Clear</button>`;
  const lines = boxes.map(({ line }) => line);
  const menu = element`<fieldset style="position: absolute; z-index: 5; left: 0; top: calc(100% + 4px); box-sizing: border-box; width: 17rem; max-width: 78vw; max-height: 20rem; overflow-y: auto; margin: 0; padding: 0.6rem 0.8rem; border: 1px solid var(--bw-context); border-radius: 3px; background: var(--bw-paper)"><legend class="bw-hidden">${options.label}</legend>${lines}<div style="margin-top: 0.4rem">${clear}</div></fieldset>`;
  const details = element`<details class="bw-facet"><summary class="bw-button" style="display: flex; align-items: center; gap: 0.3em; list-style: none"><span>${options.label}${told}</span><span aria-hidden="true" style="font-size: 0.7em">▼</span></summary>${menu}</details>`;
  details.addEventListener("input", tell);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    details.removeAttribute("open");
    details.querySelector("summary")?.focus();
  });
  details.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (next instanceof Node && !details.contains(next)) details.removeAttribute("open");
  });
  clear.addEventListener("click", () => {
    for (const { box } of boxes) box.checked = false;
    tell();
    details.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const result = Object.assign(details, { value: chosen() });
  Object.defineProperty(result, "value", {
    get: chosen,
    set: (values: readonly string[]) => {
      for (const { box } of boxes) box.checked = values.includes(box.value);
      tell();
    },
  });
  return result;
}
