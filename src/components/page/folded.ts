import { element } from "./element.js";

/** Something that opens on demand, below a line that says what it is; built when it is first opened. */
export function folded(summary: string, content: () => Node): HTMLElement {
  const details = element`<details class="bw-data"><summary>${summary}</summary></details>`;
  details.addEventListener("toggle", () => details.append(content()), { once: true });
  return details;
}
