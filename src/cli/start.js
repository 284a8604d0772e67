#!/usr/bin/env node
import { join, resolve } from "node:path";
import { compiled, isCompileError } from "./compiled.js";
import { projectRoot } from "./project.js";

// A program: runs the commands (`node src/cli/start.js build`), or another program of this project that is named first.
process.setSourceMapsEnabled(true);
let program = join(projectRoot, "src/cli/main.ts");
const [, , first = ""] = process.argv;
if (first.endsWith(".ts")) {
  program = resolve(first);
  process.argv.splice(1, 1);
}
try {
  await import(await compiled(program));
} catch (error) {
  if (!isCompileError(error)) throw error;
  const message = "The program cannot be compiled; the last report is untouched.";
  if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify(failureOf(message, error))}\n`);
  process.stderr.write(`${message}\n${error.message}\n`);
  process.exitCode = 1;
}

/**
 * The object that `--json` prints, as `explain-failure.ts` makes it for a program that runs.
 * @param {string} message
 * @param {import("esbuild").BuildFailure} failure
 */
function failureOf(message, { errors }) {
  const problems = errors.map(({ location, text }) => ({
    file: location?.file ?? null,
    line: location?.line ?? null,
    message: text,
  }));
  const [{ file = null, line = null } = {}] = problems;
  const unknown = { column: null, key: null, value: null, expected: null };
  const remedy = "mend what was edited there";
  return { ok: false, error: { kind: "fault", message, file, line, ...unknown, remedy }, problems };
}
