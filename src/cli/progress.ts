import { Listr, ListrLogger, ProcessOutput } from "listr2";

/** One named step of a command. */
export interface CommandStep {
  readonly title: string;
  run(): Promise<void>;
}

/** Runs the steps in order and stops at the first that fails; drawn on a terminal, plain lines elsewhere. */
export async function runSteps(steps: readonly CommandStep[]): Promise<void> {
  const tasks = steps.map(({ title, run }) => ({ title, task: run }));
  const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
  if (process.stderr.isTTY) {
    await new Listr(tasks, { renderer: "default", rendererOptions: { logger, collapseErrors: true } }).run();
  } else {
    await new Listr(tasks, { renderer: "simple", rendererOptions: { logger } }).run();
  }
}
