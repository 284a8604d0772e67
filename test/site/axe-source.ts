import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const fromBuilder = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"));

/**
 * Lets axe read each colour once: of every text it asks for those of all that lies behind it, and reading one takes it
 * a tenth of a millisecond.
 */
const readColoursOnce = `{
  const color = axe.commons.color.Color.prototype;
  const { parseString } = color;
  const known = new Map();
  color.parseString = function (text) {
    if (known.has(text)) return Object.assign(this, known.get(text));
    parseString.call(this, text);
    const { r, g, b, alpha } = this;
    known.set(text, { r, g, b, alpha });
    return this;
  };
}
void 0;`;

/** The program that `AxeBuilder` runs in a page. */
export const axeSource = `${readFileSync(fromBuilder.resolve("axe-core/axe.min.js"), "utf8")}\n${readColoursOnce}`;
