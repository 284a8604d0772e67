import { rm } from "node:fs/promises";
import { exportNames, writeExports } from "../data/exports/write-exports.js";
import { openContext } from "../data/run/run-context.js";
import { runSummary } from "../data/run/run-summary.js";
import { makeWorkFolder, removeAbandonedWorkFolders } from "../warehouse/work-folder.js";
import { analyse } from "./analyse.js";
import { sayIfNothingIsKept } from "./cache-folder.js";
import { refuseForeignExports } from "./output-folder.js";
import { runSteps } from "./progress.js";
import { keepRunTimes, lastRunTimes } from "./run-times.js";
import { moveFiles } from "./site/site-files.js";
import { describeSummary } from "./summary.js";
import type { Outcome, OutputOptions } from "./terminal.js";

interface ScoreOptions extends OutputOptions {
  readonly data: string;
  readonly out: string;
  readonly asOf?: string;
  readonly audience?: string;
  /** Folder of an earlier report, or of its exports, that the manifest names. */
  readonly previous?: string;
}

/** `bellwether score`: the analysis without the site; writes the exports into a folder, in the place of earlier ones only. */
export async function score({ data, out, asOf, audience, previous, quiet }: ScoreOptions): Promise<Outcome> {
  const started = performance.now();
  await refuseForeignExports(out, data, exportNames);
  await removeAbandonedWorkFolders();
  if (!quiet) await sayIfNothingIsKept();
  const context = await openContext({
    dataFolder: data,
    asOf: asOf ?? null,
    audience: audience ?? null,
    previous: previous ?? null,
  });
  const analysis = analyse(context, data, asOf ?? null);
  const work = await makeWorkFolder();
  try {
    const times = await runSteps(
      [
        ...analysis.steps,
        {
          title: "Write the exports",
          run: async () => {
            await writeExports(context, work);
            await moveFiles(work, out);
          },
        },
      ],
      { expected: await lastRunTimes(data), quiet },
    );
    await keepRunTimes(data, times);
  } finally {
    analysis.end();
    await rm(work, { recursive: true, force: true });
  }
  const seconds = (performance.now() - started) / 1000;
  const summary = await runSummary(context);
  return {
    text: describeSummary({ ...summary, seconds, result: `Exports             ${out}` }),
    json: { ok: true, command: "score", out, ...summary, seconds, steps: context.cache?.used ?? null },
  };
}
