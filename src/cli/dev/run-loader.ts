import { resolve, sep } from "node:path";
import { isInputError, placeOfProblem } from "../../warehouse/input-error.js";
import { oneLine } from "../../warehouse/one-line.js";
import { compiled } from "../compiled.js";
import { placeInCode } from "../place-in-code.js";
import { projectRoot } from "../project.js";
import { printable, say } from "../terminal.js";
import { forgetFailures, keepFailure, type LoaderFailure, loaderName } from "./failures.js";

const problemsShown = 8;

// A program: runs a loader as the preview does, and leaves a failure where the page finds it.
const [program = "", , given = "", ...rest] = process.argv;
const loader = resolve(given);
process.argv = [program, loader, ...rest];
try {
  await import(await compiled(loader));
  await forgetFailures([loader]);
} catch (error) {
  const failure = describeFailure(loaderName(loader), error);
  keepFailure(failure);
  const problems = failure.problems.map(({ place, message }) =>
    place === null ? message : `${place}: ${message}`,
  );
  say([failure.title, ...problems].join("\n  "));
  process.exitCode = 1;
}

function describeFailure(name: string, error: unknown): LoaderFailure {
  if (isInputError(error)) {
    const more = error.problems.length - problemsShown;
    return {
      loader: name,
      title: "The inputs cannot be used",
      problems: [
        ...error.problems.slice(0, problemsShown).map((problem) => {
          const place = placeOfProblem(problem);
          return { place: place && printable(place), message: printable(oneLine(problem.message)) };
        }),
        ...(more > 0 ? [{ place: null, message: `and ${more} more` }] : []),
      ],
      remedy: "Mend the file and save it.",
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const place = placeInCode(error);
  return {
    loader: name,
    title: `The loader src/data/${name} failed`,
    problems: [
      {
        place: place && printable(`${place.file}, line ${place.line}`),
        message: printable(inProject(message)).split("\n").slice(0, problemsShown).join("\n"),
      },
    ],
    remedy: "Mend the code and save it.",
  };
}

function inProject(message: string): string {
  return message.replaceAll(`${projectRoot}${sep}`, "");
}
