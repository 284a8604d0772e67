import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

interface CruiseResult {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
}

/** It reads TypeScript through version 5 of the compiler, which stands beside the native one, that checks types, for it alone. */
async function cruise(): Promise<CruiseResult> {
  const program = fileURLToPath(
    new URL("../node_modules/dependency-cruiser/bin/dependency-cruise.mjs", import.meta.url),
  );
  const options = ["--config", ".dependency-cruiser.cjs", "--output-type", "json", "src"];
  const { stdout } = await run(process.execPath, [program, ...options], {
    cwd: root,
    maxBuffer: 2 ** 28,
  }).catch((failed: { stdout: string }) => failed);
  return JSON.parse(stdout);
}

describe("who imports whom", () => {
  it("follows the rules, over modules of every layer that were really read", async () => {
    const { modules, summary } = await cruise();
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    const edges = (from: string, to: string) =>
      modules
        .filter(({ source }) => source.startsWith(`src/${from}/`))
        .flatMap(({ dependencies }) =>
          dependencies.filter(({ resolved }) => resolved.startsWith(`src/${to}/`)),
        ).length;
    expect(modules.filter(({ source }) => source.startsWith("src/")).length).toBeGreaterThan(250);
    expect(edges("model", "model")).toBeGreaterThan(150);
    expect(edges("data", "model")).toBeGreaterThan(30);
    expect(edges("data", "warehouse")).toBeGreaterThan(8);
    expect(edges("cli", "data")).toBeGreaterThan(5);
    expect(edges("warehouse", "model")).toBeGreaterThan(2);
    expect(edges("components", "data/published")).toBeGreaterThan(150);
  });
});
