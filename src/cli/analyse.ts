import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { analysisSteps } from "../data/run/analysis.js";
import { mayKeepIn } from "../data/run/may-keep-in.js";
import type { RunContext } from "../data/run/run-context.js";
import { cacheFolder } from "./cache-folder.js";
import type { CommandStep } from "./progress.js";
import { projectRoot } from "./project.js";

/** Below it, all is computed before a second process has started; above it, memory matters more than time. */
const worthHelping = { fromBytes: 500_000, toBytes: 200_000_000 };

/** The analysis as steps of a command, and what must be called when they are over, however they ended. */
export interface Analysis {
  readonly steps: readonly CommandStep[];
  end(): void;
}

/**
 * The costly part of the notebook. Once something really has to be computed, a second process begins with the steps
 * that nothing else waits for, and leaves them in the cache; this one takes them from there, or computes them itself.
 */
export function analyse(context: RunContext, dataFolder: string, asOf: string | null): Analysis {
  let helper: ChildProcess | undefined;
  const isWorthIt = () =>
    helper === undefined &&
    context.cache !== null &&
    context.cache.used.computed.length > 0 &&
    context.dataBytes >= worthHelping.fromBytes &&
    context.dataBytes <= worthHelping.toBytes;
  return {
    steps: analysisSteps.map(({ title, run }) => ({
      title,
      async run() {
        await run(context);
        if (isWorthIt() && (await mayKeepIn(cacheFolder))) helper = startHelper(dataFolder, asOf);
      },
    })),
    end: () => void helper?.kill(),
  };
}

function startHelper(dataFolder: string, asOf: string | null): ChildProcess {
  const words = [join(projectRoot, "src/cli/start.js"), join(projectRoot, "src/data/run/compute-ahead.ts")];
  const helper = spawn(process.execPath, words, {
    env: {
      ...process.env,
      BELLWETHER_DATA: dataFolder,
      ...(asOf === null ? {} : { BELLWETHER_AS_OF: asOf }),
    },
    stdio: "ignore",
  });
  helper.on("error", () => {});
  helper.unref();
  return helper;
}
