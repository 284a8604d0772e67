import { describeProblem, isInputError } from "../warehouse/input-error.js";
import { placeInCode } from "./place-in-code.js";
import type { Outcome } from "./terminal.js";
import { UserError } from "./user-error.js";

const problemsShown = 20;

/** Where a failure lies and what to do about it; null where that is not known or makes no sense. */
interface Failure {
  readonly kind: "input" | "usage" | "system" | "fault";
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: string | null;
  readonly key: string | null;
  readonly value: string | null;
  readonly expected: string | null;
  readonly remedy: string | null;
}

/** What a person and a program are told when a command fails: where, what, what to do; a stack only where the program itself failed. */
export function explainFailure(error: unknown): Outcome {
  const { text, failure, problems } = described(error);
  return { text, json: { ok: false, error: failure, problems } };
}

function described(error: unknown): { text: string; failure: Failure; problems: readonly object[] } {
  if (isInputError(error)) {
    const lines = error.problems.slice(0, problemsShown).map((problem) => `  ${describeProblem(problem)}`);
    const more = error.problems.length - problemsShown;
    if (more > 0) lines.push(`  and ${more} more`);
    const text = ["The inputs cannot be used; the last report is untouched.", ...lines].join("\n");
    const [first] = error.problems;
    return {
      text,
      failure: failureOf("input", error.message, { remedy: remedyIn(first?.message), ...first }),
      problems: error.problems,
    };
  }
  if (error instanceof UserError) {
    const remedy = remedyIn(error.message);
    return {
      text: error.message,
      failure: failureOf("usage", error.message, { remedy, ...error.details }),
      problems: [],
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (isSystemError(error)) {
    const advice = systemAdvice[error.code] ?? "The system refused";
    return {
      text: `${advice}: ${message}`,
      failure: failureOf("system", message, { remedy: advice, file: error.path }),
      problems: [],
    };
  }
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  const place = placeInCode(error);
  const at = place === null ? "" : ` at ${place.file}:${place.line}`;
  return {
    text: `The program failed${at}; the last report is untouched.\n${stack}`,
    failure: failureOf("fault", message, {
      ...place,
      remedy: "mend what was edited there, or report it with the data or settings that bring it about",
    }),
    problems: [],
  };
}

function failureOf(
  kind: Failure["kind"],
  message: string,
  known: { readonly [Key in Exclude<keyof Failure, "kind">]?: Failure[Key] | undefined },
): Failure {
  const { file, line, column, key, value, expected, remedy } = known;
  return {
    kind,
    message,
    file: file ?? null,
    line: line ?? null,
    column: column ?? null,
    key: key ?? null,
    value: value ?? null,
    expected: expected ?? null,
    remedy: remedy ?? null,
  };
}

/** Messages say first what is wrong, then what to do, with a semicolon between. */
function remedyIn(message: string | undefined): string | null {
  return message?.split("; ").at(1) ?? null;
}

const systemAdvice: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full; free some space and run again (the last report is untouched)",
  EDQUOT: "Your share of the disk is used up; free some space and run again (the last report is untouched)",
  EFBIG: "A file grew beyond what this system allows; raise the limit (ulimit -f) and run again",
  EACCES: "A folder may not be read or written; change its rights, or name another with --out or --data",
  EPERM: "A folder may not be read or written; change its rights, or name another with --out or --data",
  ENOTDIR: "A file is where a folder should be; name a folder with --out or --data",
  EEXIST: "A file is where a folder should be; name a folder with --out or --data",
  EROFS: "A folder may only be read; name another with --out",
  EMFILE: "Too many files are open; raise the limit (ulimit -n) and run again",
};

function isSystemError(error: unknown): error is Error & { code: string; path?: string } {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && error.code in systemAdvice
  );
}
