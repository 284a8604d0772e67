import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importGraph } from "../../src/data/run/code-digest.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-graph-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("importGraph", () => {
  it("follows what a module loads, early or late, and reads; not what it takes types alone from", async () => {
    const files = {
      "start.ts": [
        `import { one } from "./one.js";`,
        `import { type Mixed, two } from "./two.js";`,
        `import type { Shape } from "./shape.js";`,
        `import type {\n  A,\n  B,\n} from "./long-shape.js";`,
        `export type { Again } from "./again-shape.js";`,
        `const late = import("./late.js");`,
        `const file = new URL("./table.csv", import.meta.url);`,
        `import type from "./named-type.js";`,
      ].join("\n"),
      "one.ts": `import type { Shape } from "./shape.js";\nexport * from "./below.js";`,
      "two.ts": "",
      "shape.ts": "",
      "long-shape.ts": "",
      "again-shape.ts": "",
      "late.ts": "",
      "table.csv": "",
      "below.ts": "",
      "named-type.ts": "",
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const names = importGraph(join(folder, "start.ts")).map((file) => basename(file));
    expect(names.sort()).toEqual(
      ["start.ts", "one.ts", "two.ts", "late.ts", "table.csv", "below.ts", "named-type.ts"].sort(),
    );
  });
});
