import { element } from "./element.js";

/** A link to a file of `exports/`, beside the pages of the report. */
export function exportLink(file: string, words: string): HTMLElement {
  return element`<a href=${`./exports/${file}`} download>${words}</a>`;
}
