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
  process.stderr.write(`The program cannot be compiled; the last report is untouched.\n${error.message}\n`);
  process.exitCode = 1;
}
