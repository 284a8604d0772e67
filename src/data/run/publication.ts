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

/**
 * Files with a page each: the page `src/accounts/[id].md` is one for every name that its step gives.
 *
 * A page that shows client A-17 is `accounts/a-17-….html`; it asks for its own file only, by
 * ``FileAttachment(`../data/accounts/${observable.params.id}.json`)``, which the preview makes by the loader
 * `src/data/accounts/[id].json.ts`. A build renders the page once, for the name `anyPage`, beside the analysis, and
 * writes a copy of it for every name (`fillShell`): what it takes grows neither with the pages nor with the data.
 */
export interface PagePublication {
  /** Name below `data/`, as its page is named below `src/`: "accounts/[id].json" is for `accounts/[id].md`. */
  readonly file: string;
  /** The checked contents for a run, by the names of the pages (`pageName`). */
  contents(context: RunContext): Promise<ReadonlyMap<string, string>>;
}

/** Stands in the rendered pages in the place of a page's name; no `pageName` has an underscore. */
export const anyPage = "__page__";

/** A JSON file made by a step and checked against its schema before anybody reads it. */
export function publishJson<Result>(
  file: string,
  schema: z.ZodType<Result>,
  step: Step<Result>,
): Publication {
  return {
    file,
    async contents(context) {
      return checkedJson(file, schema, await step(context));
    },
  };
}

/** A JSON file for each page of a kind, made by a step that gives what is on every one, by `pageName`. */
export function publishPages<Result>(
  file: string,
  schema: z.ZodType<Result>,
  step: Step<ReadonlyMap<string, Result>>,
): PagePublication {
  return {
    file,
    async contents(context) {
      const pages = [...(await step(context))];
      return new Map(pages.map(([name, page]) => [name, checkedJson(fileOf(file, name), schema, page)]));
    },
  };
}

/** The file of one page: "accounts/[id].json" of "a-17" is "accounts/a-17.json". */
export function fileOf(file: string, page: string): string {
  return file.replace("[id]", page);
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

/** The same for one page: the preview says in the arguments which. */
export async function writePageWhenMain(moduleUrl: string, publication: PagePublication): Promise<void> {
  if (process.argv[1] !== fileURLToPath(moduleUrl)) return;
  const page = process.argv.find((word) => word.startsWith("--id="))?.slice("--id=".length) ?? "";
  const contents = (await publication.contents(await contextFromEnvironment())).get(page);
  if (contents === undefined) throw new Error(`there is no page ${fileOf(publication.file, page)}`);
  process.stdout.write(contents);
}

function checkedJson<Result>(file: string, schema: z.ZodType<Result>, result: unknown): string {
  const checked = schema.safeParse(result);
  if (!checked.success) throw new Error(mismatch(file, checked.error));
  return JSON.stringify(checked.data);
}

function mismatch(file: string, error: z.ZodError): string {
  const issues = error.issues.slice(0, 5).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  return `data/${file} does not fit its schema: ${issues.join("; ")}`;
}
