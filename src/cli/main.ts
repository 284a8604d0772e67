import { Command, CommanderError, InvalidArgumentError } from "commander";
import { programVersion as version } from "../data/run/program-version.js";
import { sampleSeed } from "../data/sample/sample-world.js";
import { explainFailure } from "./explain-failure.js";
import { lastPort } from "./ports.js";
import { type Outcome, type OutputOptions, say } from "./terminal.js";
import { UserError } from "./user-error.js";

const exitCodes = { done: 0, wrongInput: 1, usage: 2 };

const jsonOption = ["--json", "print one JSON object on stdout, also on failure"] as const;
const quietOption = ["--quiet", "print nothing but errors"] as const;

const program = new Command("bellwether")
  .description(
    "Redefines the ideal customer profile by what clients are worth, and finds the prospects like the best.",
  )
  .version(version)
  .exitOverride()
  .showHelpAfterError("Run with --help to see the options.");

program
  .command("build")
  .description("publish the report of a data folder")
  .option("--data <dir>", "folder of exports with targeting.yaml", "data/sample")
  .option("--out <dir>", "where the report goes", "dist")
  .option("--as-of <date>", "pretend that it is this day (YYYY-MM-DD)", isoDate)
  .option("--audience <name>", "an audience of targeting.yaml, whose allowed columns alone are published")
  .option("--previous <dir>", "an earlier report, or its exports, to compare client value with")
  .option(...jsonOption)
  .option(...quietOption)
  .action(concluding(async () => (await import("./build.js")).build));

program
  .command("score")
  .description("write the exports without the site")
  .option("--data <dir>", "folder of exports with targeting.yaml", "data/sample")
  .option("--out <dir>", "folder that the exports are written into", "exports")
  .option("--as-of <date>", "pretend that it is this day (YYYY-MM-DD)", isoDate)
  .option("--audience <name>", "an audience of targeting.yaml, whose allowed columns alone are written")
  .option("--previous <dir>", "an earlier report, or its exports, to compare client value with")
  .option(...jsonOption)
  .option(...quietOption)
  .action(concluding(async () => (await import("./score.js")).score));

program
  .command("check")
  .description("read and check the inputs only")
  .option("--data <dir>", "folder of exports with targeting.yaml", "data/sample")
  .option(...jsonOption)
  .option(...quietOption)
  .action(concluding(async () => (await import("./check.js")).check));

program
  .command("rollback")
  .description("show the version of a report before the one that is shown now")
  .option("--out <dir>", "the built report", "dist")
  .option("--to <version>", "show this version instead")
  .option("--list", "name the versions that are kept, and change nothing")
  .option(...jsonOption)
  .option(...quietOption)
  .action(concluding(async () => (await import("./rollback.js")).rollback));

program
  .command("sample")
  .description("write a synthetic world with its truth.json")
  .requiredOption("--out <dir>", "folder to write")
  .option("--clients <n>", "number of clients", wholeNumber, 420)
  .option("--transactions <n>", "number of transactions to grow to", wholeNumber)
  .option("--prospects <n>", "number of prospects", wholeNumber, 6000)
  .option("--seed <n>", "same seed, same bytes", wholeNumber, sampleSeed)
  .action(async (options) => (await import("./sample.js")).sample(options));

program
  .command("preview")
  .description("serve a built report on localhost")
  .option("--out <dir>", "the built report", "dist")
  .option("--port <n>", "port to serve on", portNumber, 4321)
  .action(async (options) => (await import("./preview.js")).preview(options));

program
  .command("dev")
  .description("live preview while editing pages, loaders, settings and data")
  .option("--data <dir>", "folder of exports with targeting.yaml", "data/sample")
  .option("--as-of <date>", "pretend that it is this day (YYYY-MM-DD)", isoDate)
  .option("--port <n>", "port to serve on", portNumber, 3000)
  .action(async (options) => (await import("./dev/dev.js")).dev(options));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  } else {
    say(explainFailure(error).text);
    process.exitCode = exitCodeOf(error);
  }
}

/**
 * A command's action: says its outcome, or its failure, in the form that was asked for. Commands are loaded when they
 * are called, since a check need not wait for what only a build uses.
 */
function concluding<Options extends OutputOptions>(
  load: () => Promise<(options: Options) => Promise<Outcome>>,
) {
  return async (options: Options): Promise<void> => {
    const run = async () => (await load())(options);
    const outcome = await run().catch((error: unknown) => {
      process.exitCode = exitCodeOf(error);
      return explainFailure(error);
    });
    if (options.json) process.stdout.write(`${JSON.stringify(outcome.json)}\n`);
    if (process.exitCode !== undefined || !options.quiet) say(outcome.text);
  };
}

function exitCodeOf(error: unknown): number {
  return error instanceof UserError && error.details.isCall ? exitCodes.usage : exitCodes.wrongInput;
}

function isoDate(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isRealDate(text)) {
    throw new InvalidArgumentError(`"${text}" is no date; write it as YYYY-MM-DD, e.g. 2025-12-31.`);
  }
  return text;
}

function isRealDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= 0) || text.trim() === "") {
    throw new InvalidArgumentError(`"${text}" is no whole number of at least 0.`);
  }
  return value;
}

function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > lastPort) throw new InvalidArgumentError(`"${text}" is no port; the last is ${lastPort}.`);
  return port;
}
