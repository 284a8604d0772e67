import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "../../src/data");
const modules = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && name !== "step.ts")
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }))
  .filter(({ text }) => text.includes("costly: true"));

describe("the module of a costly step", () => {
  it.each(modules)("$name is known to the cache and exports nothing else that runs", ({ text }) => {
    expect(text.match(/costly: true/g)).toHaveLength(1);
    expect(text).toContain("costly: true, module: import.meta.url");
    const exported = text.match(/^export (?!interface |type ).*/gm) ?? [];
    expect(exported).toHaveLength(1);
    expect(exported[0]).toMatch(/^export const \w+ = defineStep\(/);
  });

  it("is found by this test", () => {
    expect(modules.length).toBeGreaterThan(6);
  });
});
