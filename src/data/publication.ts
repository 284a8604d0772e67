import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { contextFromEnvironment, type RunContext } from "./run-context.js";
import type { Step } from "./step.js";

/** A file of the site's `data/` folder: what Framework's page asks for by name, and the bytes that fill it. */
export interface Publication {
  /** Name below `data/`, e.g. "value.json". */
  readonly file: string;
  /** The checked contents for a run. */
  contents(context: RunContext): Promise<string | Uint8Array>;
}

/** A JSON file made by a step and checked against its schema before anybody reads it. */
export function publishJson<Result>(
  file: string,
  schema: z.ZodType<Result>,
  step: Step<Result>,
): Publication {
  return {
    file,
    async contents(context) {
      const checked = schema.safeParse(await step(context));
      if (!checked.success) throw new Error(mismatch(file, checked.error));
      return JSON.stringify(checked.data);
    },
  };
}

/** A binary file made by a step. */
export function publishBytes(file: string, step: Step<Uint8Array>): Publication {
  return { file, contents: step };
}

/** Writes the publication to stdout when its loader is the program that was started (as Framework's preview does). */
export async function writeWhenMain(moduleUrl: string, publication: Publication): Promise<void> {
  if (process.argv[1] !== fileURLToPath(moduleUrl)) return;
  process.stdout.write(await publication.contents(await contextFromEnvironment()));
}

function mismatch(file: string, error: z.ZodError): string {
  const issues = error.issues.slice(0, 5).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  return `data/${basename(file)} does not fit its schema: ${issues.join("; ")}`;
}
