import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { projectRoot } from "./project-root.js";

/** What only shows results, or starts their computation: an edit of it changes no result. */
const shownOnly = /^src\/(components\/|.*\.md$|style\.css$|cli\/|\.observablehq\/)/;

/** Modules of costly steps: whoever imports one depends on the step's result, not on the code that makes it. */
export const costlyModules = new Set<string>();

/** Code that results depend on. */
export interface CodeDigest {
  readonly digest: string;
  /** True when a file was written after this process had begun to load its code: the two may differ. */
  readonly editedSinceStart: boolean;
}

/**
 * What the process has read, by path: each file once, since the program that runs does not follow what is edited, and
 * most steps share most of their code.
 */
const contents = new Map<string, Buffer>();
const named = new Map<string, readonly string[]>();

/**
 * Digest of the code behind a costly step: its module and all that it imports from this project, up to the modules of
 * other costly steps, with the lock file and the version of Node; of all code but pages, components and commands
 * where no module is given.
 */
export async function codeDigest(module: string | null): Promise<CodeDigest> {
  const files =
    module === null ? await allCode() : importGraph(module, (file) => costlyModules.has(file), named);
  const hash = createHash("sha256").update(process.version);
  let editedSinceStart = false;
  for (const file of [...files, join(projectRoot, "package-lock.json")].sort()) {
    const read = contents.get(file) ?? readFileSync(file);
    contents.set(file, read);
    hash.update(`\0${portable(file)}\0`).update(read);
    if (statSync(file).mtimeMs > performance.timeOrigin) editedSinceStart = true;
  }
  return { digest: hash.digest("hex").slice(0, 32), editedSinceStart };
}

/**
 * The module and every file of the project that it names by a relative path, followed through modules; an import of
 * types alone is none. Where `isBoundary` holds for a module that another imports, it is left out and not followed.
 * `read` keeps what each module names, for graphs of one moment that share modules.
 */
export function importGraph(
  module: string,
  isBoundary: (file: string) => boolean = () => false,
  read = new Map<string, readonly string[]>(),
): string[] {
  const files = new Set([module]);
  for (const file of files) {
    if (!/\.tsx?$/.test(file)) continue;
    const named = read.get(file) ?? namedFiles(file);
    read.set(file, named);
    for (const one of named) if (!isBoundary(one)) files.add(one);
  }
  return [...files];
}

const TYPES_ONLY = /^(?:import|export) type [^;"'`]*? from ["'][^"'\n]*["']/gm;

/** Any string that reads as a relative path of an existing file counts: also what is imported late or read. */
function namedFiles(file: string): string[] {
  const text = readFileSync(file, "utf8").replace(TYPES_ONLY, "");
  return [...text.matchAll(/["'`](\.{1,2}\/[^"'`\n]+)["'`]/g)].flatMap(([, name]) => {
    const path = resolve(dirname(file), name ?? "");
    const candidates = [path.replace(/\.js$/, ".ts"), path];
    const found = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
    return found === undefined ? [] : [found];
  });
}

async function allCode(): Promise<string[]> {
  const entries = await readdir(join(projectRoot, "src"), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !shownOnly.test(portable(file)));
}

function portable(file: string): string {
  return relative(projectRoot, file).split(sep).join("/");
}
