import { analysisSteps } from "../data/analysis.js";
import { writeExports } from "../data/exports/write-exports.js";
import { openContext } from "../data/run-context.js";
import { runSummary } from "../data/run-summary.js";
import { runSteps } from "./progress.js";
import { describeSummary } from "./summary.js";

/** `bellwether score`: the analysis without the site; writes the exports into a folder. */
export async function score(options: {
  data: string;
  out: string;
  asOf?: string;
  previous?: string;
}): Promise<void> {
  const started = performance.now();
  const context = await openContext({
    dataFolder: options.data,
    asOf: options.asOf ?? null,
    audience: null,
    previous: options.previous ?? null,
  });
  await runSteps([
    ...analysisSteps.map(({ title, run }) => ({ title, run: async () => void (await run(context)) })),
    { title: "Write the exports", run: () => writeExports(context, options.out) },
  ]);
  const seconds = (performance.now() - started) / 1000;
  const summary = await runSummary(context);
  console.error(describeSummary({ ...summary, seconds, result: `Exports             ${options.out}` }));
}
