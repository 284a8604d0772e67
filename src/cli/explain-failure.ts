import { describeProblem, isInputError } from "../warehouse/input-error.js";
import { UserError } from "./user-error.js";

const problemsShown = 20;

/** What a person is told when a command fails: where, what, what to do; a stack only for our own mistakes. */
export function explainFailure(error: unknown): string {
  if (isInputError(error)) {
    const lines = error.problems.slice(0, problemsShown).map((problem) => `  ${describeProblem(problem)}`);
    const more = error.problems.length - problemsShown;
    if (more > 0) lines.push(`  and ${more} more`);
    return ["The inputs cannot be used; the last report is untouched.", ...lines].join("\n");
  }
  if (error instanceof UserError) return error.message;
  if (isSystemError(error)) return `${systemAdvice[error.code] ?? "The system refused"}: ${error.message}`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a fault of Bellwether's, not of your data; the last report is untouched.\n${stack}`;
}

const systemAdvice: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full; free some space and run again (the last report is untouched)",
  EACCES: "A folder may not be written; change its rights or name another with --out",
  EROFS: "A folder may only be read; name another with --out",
};

function isSystemError(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && error.code in systemAdvice
  );
}
