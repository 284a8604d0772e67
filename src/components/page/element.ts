import { html } from "htl";

/**
 * One element from a template; interpolated values become text or attributes, never markup.
 * Throws when the template has no single root element (white space around it counts).
 */
export function element(strings: TemplateStringsArray, ...values: unknown[]): HTMLElement {
  const node = html(strings, ...values);
  if (!(node instanceof HTMLElement)) throw new Error("template has no root element");
  return node;
}
