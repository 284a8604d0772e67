import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import {
  isWhole,
  makePassingFolder,
  mayKeepPrograms,
  programsFolder,
  seal,
  stampUse,
} from "./kept-programs.js";
import { projectRoot } from "./project.js";

/** The commands, and what they start, are compiled together. */
const commands = ["src/cli/main.ts", "src/data/run/compute-ahead.ts"];

/** @type {import("esbuild").BuildOptions} */
const settings = {
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // They bring files of their own.
  external: ["@duckdb/*", "esbuild"],
  // For packages that still ask for others by `require`.
  banner: {
    js: `import { createRequire as requireFrom } from "node:module"; const require = requireFrom(${JSON.stringify(import.meta.url)});`,
  },
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "silent",
};

/**
 * Compiles a program, to a few files instead of the hundreds of modules that take longer to load than most commands
 * to run, where that has not been done for this state of the code or is damaged, and returns the address of the result.
 * Throws where the code cannot be compiled, with a line `FILE:LINE:COLUMN: ERROR: …` for each reason.
 * @param {string} path its file
 */
export async function compiled(path) {
  const program = relative(projectRoot, path).split(sep).join("/");
  const programs = commands.includes(program) ? commands : [program];
  const sources = codeFiles();
  const hash = createHash("sha256").update(JSON.stringify([process.version, projectRoot, programs]));
  for (const [file, text] of sources) hash.update(`\0${file}\0${text}`);
  const name = hash.digest("hex").slice(0, 32);
  let home = join(programsFolder, name);
  if (!isWhole(home)) {
    if (!mayKeepPrograms()) home = join(makePassingFolder(), name);
    await compile(programs, sources, home);
  }
  stampUse(home);
  return pathToFileURL(join(home, `${programs.indexOf(program)}.js`)).href;
}

/**
 * True for what `compiled` throws where the code is at fault.
 * @param {unknown} error
 * @returns {error is import("esbuild").BuildFailure}
 */
export function isCompileError(error) {
  return error instanceof Error && "errors" in error && "warnings" in error;
}

/** The text of each file that programs are made of, by absolute path. */
function codeFiles() {
  const source = join(projectRoot, "src");
  // With the types, which the system tells with the names: it need not be asked of each file.
  const code = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /\.[jt]s$/.test(file) && !file.startsWith(join(source, ".observablehq")));
  const files = [
    ...code.sort(),
    ...["package.json", "package-lock.json"].map((file) => join(projectRoot, file)),
  ];
  return new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
}

/**
 * @param {readonly string[]} programs
 * @param {ReadonlyMap<string, string>} sources
 * @param {string} home
 */
async function compile(programs, sources, home) {
  const { build } = await import("esbuild");
  const draft = join(dirname(home), `draft-${randomUUID()}`);
  await build({
    ...settings,
    absWorkingDir: projectRoot,
    entryPoints: Object.fromEntries(programs.map((file, index) => [index, `./${file}`])),
    outdir: draft,
    plugins: [
      {
        name: "original-places",
        setup({ onLoad }) {
          // What is compiled must be what was digested, and must still know where it was written.
          onLoad({ filter: /\.[jt]s$/ }, ({ path }) => {
            const text = sources.get(path);
            if (text === undefined) return undefined;
            const place = JSON.stringify(pathToFileURL(path).href);
            return { contents: text.replaceAll(/import\.meta\.url/g, () => place), loader: "ts" };
          });
        },
      },
    ],
  });
  seal(draft);
  try {
    // Another process may have compiled it meanwhile, and run it already.
    if (!isWhole(home)) rmSync(home, { recursive: true, force: true });
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!isWhole(home)) throw error;
  }
}
