import { basename, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describeProblem, isInputError } from "../../warehouse/input-error.js";
import { projectRoot } from "../project.js";
import { printable, say } from "../terminal.js";
import { forgetFailures, keepFailure, type LoaderFailure } from "./failures.js";

const problemsShown = 8;

// A program: runs a loader as the preview does, and leaves a failure where the page finds it.
const [program = "", , given = "", ...rest] = process.argv;
const loader = resolve(given);
process.argv = [program, loader, ...rest];
try {
  await import(pathToFileURL(loader).href);
  await forgetFailures([loader]);
} catch (error) {
  const failure = describeFailure(basename(loader), error);
  keepFailure(failure);
  say([failure.title, ...failure.lines].join("\n  "));
  process.exitCode = 1;
}

function describeFailure(name: string, error: unknown): LoaderFailure {
  if (isInputError(error)) {
    const lines = error.problems
      .slice(0, problemsShown)
      .map((problem) => printable(describeProblem(problem)));
    const more = error.problems.length - problemsShown;
    return {
      loader: name,
      title: "The inputs cannot be used",
      lines: [
        ...lines,
        ...(more > 0 ? [`and ${more} more`] : []),
        "Mend the file and save it: this page then returns by itself.",
      ],
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const place = placeOf(error);
  return {
    loader: name,
    title: `The loader src/data/${name} failed`,
    lines: [
      ...printable(inProject(message)).split("\n").slice(0, problemsShown),
      ...(place === null ? [] : [`at ${place}`]),
      "Mend the code and save it: this page then returns by itself.",
    ],
  };
}

/** The first place in the project's own code that a stack names. */
function placeOf(error: unknown): string | null {
  const frames = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  for (const frame of frames) {
    const [, file, line] =
      /(?:file:\/\/)?(\/[^():\s]*\/src\/(?:data|model|warehouse)\/[^():\s]*):(\d+)/.exec(frame) ?? [];
    if (file !== undefined) return `${relative(projectRoot, file)}, line ${line}`;
  }
  return null;
}

function inProject(message: string): string {
  return message.replaceAll(`${projectRoot}/`, "");
}
