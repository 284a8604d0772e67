import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { settingsSchema } from "../src/warehouse/settings/schema.js";
import { tableBelow } from "./document-tables.js";

/** Of JSON Schema, what is followed here. */
interface Schema {
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly default?: unknown;
}

/** Every key that may be written, with its default; `*` for a name of the analyst's own, and for a table. */
function keysOf(schema: Schema, before = ""): [string, unknown][] {
  const { anyOf = [], items, properties = {}, additionalProperties } = schema;
  const rest = typeof additionalProperties === "object" ? keysOf(additionalProperties, `${before}*.`) : [];
  return [
    ...anyOf.flatMap((one) => keysOf(one, before)),
    ...(items ? keysOf(items, before) : []),
    ...rest,
    ...Object.entries(properties).flatMap(([key, one]): [string, unknown][] => [
      [`${before}${key}`, one.default],
      ...keysOf(one, `${before}${key}.`),
    ]),
  ];
}

describe("the table of settings in data/README.md", () => {
  it("has every key that settings may have and no other, with its default", async () => {
    const schema = z.toJSONSchema(settingsSchema, { io: "input", unrepresentable: "any" }) as Schema;
    const keys = new Map(keysOf(schema));
    const groups = [...keys.keys()].filter((key) =>
      [...keys.keys()].some((other) => other.startsWith(`${key}.`)),
    );
    const rows = await tableBelow("data/README.md", "All settings");
    const written = rows.map(([key = ""]) => key.replaceAll(/\(\w+\)/g, "*"));
    expect(new Set(written).size).toBe(written.length);
    expect([...keys.keys()].filter((key) => !groups.includes(key) && !written.includes(key))).toEqual([]);
    expect(written.filter((key) => !keys.has(key))).toEqual([]);
    for (const [index, [key, , byDefault, range]] of rows.entries()) {
      const set = keys.get(written[index] ?? "");
      if (typeof set === "number" || typeof set === "string") expect(byDefault, key).toBe(String(set));
      expect(range, key).not.toBe("");
    }
  });
});

describe("headings of pages", () => {
  it("have words of their own, from which their address is made: one of an expression alone would lead to the top", async () => {
    const pages = (await readdir("src", { recursive: true })).filter((path) => path.endsWith(".md"));
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) {
      expect(await readFile(`src/${page}`, "utf8"), page).not.toMatch(/^#+ *\$\{[^}]*\}[?.!:]? *$/mu);
    }
  });
});
