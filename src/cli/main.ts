#!/usr/bin/env tsx
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { programVersion as version } from "../data/program-version.js";
import { sampleSeed } from "../data/sample-world.js";
import { build } from "./build.js";
import { check } from "./check.js";
import { dev } from "./dev.js";
import { explainFailure } from "./explain-failure.js";
import { preview } from "./preview.js";
import { sample } from "./sample.js";
import { score } from "./score.js";

const exitCodes = { done: 0, wrongInput: 1, usage: 2 };

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
  .action(build);

program
  .command("score")
  .description("write the exports without the site")
  .option("--data <dir>", "folder of exports with targeting.yaml", "data/sample")
  .option("--out <dir>", "folder that the exports are written into", "exports")
  .option("--as-of <date>", "pretend that it is this day (YYYY-MM-DD)", isoDate)
  .option("--previous <dir>", "an earlier report, or its exports, to compare client value with")
  .action(score);

program
  .command("check")
  .description("read and check the inputs only")
  .option("--data <dir>", "folder of exports with targeting.yaml", "data/sample")
  .action(check);

program
  .command("sample")
  .description("write a synthetic world with its truth.json")
  .requiredOption("--out <dir>", "folder to write")
  .option("--clients <n>", "number of clients", wholeNumber, 420)
  .option("--transactions <n>", "number of transactions to grow to", wholeNumber)
  .option("--prospects <n>", "number of prospects", wholeNumber, 6000)
  .option("--seed <n>", "same seed, same bytes", wholeNumber, sampleSeed)
  .action(sample);

program
  .command("preview")
  .description("serve a built report on localhost")
  .option("--out <dir>", "the built report", "dist")
  .option("--port <n>", "port to serve on", wholeNumber, 4321)
  .action(preview);

program
  .command("dev")
  .description("live preview while editing pages, loaders, settings and data")
  .option("--data <dir>", "folder of exports with targeting.yaml", "data/sample")
  .option("--as-of <date>", "pretend that it is this day (YYYY-MM-DD)", isoDate)
  .option("--port <n>", "port to serve on", wholeNumber, 3000)
  .action(dev);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  } else {
    console.error(explainFailure(error));
    process.exitCode = exitCodes.wrongInput;
  }
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
