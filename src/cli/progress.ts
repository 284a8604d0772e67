import { Listr, ListrLogger, ProcessOutput } from "listr2";
import type { RunTimes } from "./run-times.js";
import { printable } from "./terminal.js";

/** One named step of a command. */
export interface CommandStep {
  readonly title: string;
  run(): Promise<void>;
}

interface ProgressOptions {
  /** What the steps took when they last had to compute; the time left is told from it. */
  readonly expected?: RunTimes;
  readonly quiet?: boolean | undefined;
}

/** Less is not worth telling. */
const leastSecondsTold = 5;

/** A step's title with what is left of the seconds that it took the last time. */
function withTimeLeft(title: string, expectedSeconds: number | undefined, passedSeconds: number): string {
  const left = (expectedSeconds ?? 0) - passedSeconds;
  return left >= leastSecondsTold ? `${title} (about ${Math.round(left)} s left)` : title;
}

/**
 * Runs the steps in order and stops at the first that fails; drawn on a terminal, plain lines elsewhere, with the time
 * left of those that are known to take long. Returns the seconds that each took.
 */
export async function runSteps(
  steps: readonly CommandStep[],
  { expected = {}, quiet = false }: ProgressOptions = {},
): Promise<RunTimes> {
  const times: Record<string, number> = {};
  let failure: unknown;
  const tasks = steps.map(({ title, run }) => ({
    title: withTimeLeft(title, expected[title], 0),
    async task(_: unknown, task: { title: string }) {
      const started = performance.now();
      const seconds = () => (performance.now() - started) / 1000;
      const tell = () => {
        task.title = withTimeLeft(title, expected[title], seconds());
      };
      const clock = process.stderr.isTTY ? setInterval(tell, 1000) : undefined;
      try {
        await run();
      } catch (error) {
        failure = error;
        throw new Error(printable(error instanceof Error ? (error.message.split("\n")[0] ?? "") : "failed"));
      } finally {
        clearInterval(clock);
        task.title = title;
        times[title] = seconds();
      }
    },
  }));
  const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
  const list = quiet
    ? new Listr(tasks, { renderer: "silent" })
    : process.stderr.isTTY
      ? new Listr(tasks, { renderer: "default", rendererOptions: { logger, collapseErrors: true } })
      : new Listr(tasks, { renderer: "simple", rendererOptions: { logger } });
  await list.run().catch((error: unknown) => {
    throw failure ?? error;
  });
  return times;
}
