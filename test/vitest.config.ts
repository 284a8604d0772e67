import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const LONGEST = ["site/report", "faults/", "cli/dev", "site/", "data/", "cli/", "warehouse/"];
const OWN_ENVIRONMENT = "// @vitest-environment";

/**
 * The files that build reports come first, so that none of them is left for the end, when the others are through.
 * Those that ask for a document follow one another: a worker that changes its environment is started anew.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((part) => moduleId.includes(`/test/${part}`));
      if (found !== -1) return found;
      return readFileSync(moduleId, "utf8").startsWith(OWN_ENVIRONMENT) ? LONGEST.length : LONGEST.length + 1;
    };
    return [...(await super.sort(files))].sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Each loads all modules anew: on two cores a third costs more than the waits that it fills.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // No test changes a module, so all of a worker share those loaded.
    isolate: false,
  },
});
