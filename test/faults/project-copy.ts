import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { editFile } from "./tiny-world.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Ending {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the project whose code may be edited, with a cache and temporary folder of its own. */
export interface ProjectCopy {
  readonly folder: string;
  readonly temporary: string;
  /** Runs the program as a user would, from the copy. */
  run(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ending>;
  /** Starts the program as the leader of a process group of its own. */
  start(words: readonly string[]): ChildProcess;
  /** Replaces a passage of a file, which must be there. */
  edit(file: string, from: string | RegExp, to: string): Promise<void>;
}

export async function copyProject(folder: string): Promise<ProjectCopy> {
  const temporary = join(folder, "tmp");
  await mkdir(temporary, { recursive: true });
  const sources = ["src", "package.json", "package-lock.json", "tsconfig.json", "observablehq.config.ts"];
  for (const source of sources) {
    await cp(join(root, source), join(folder, source), {
      recursive: true,
      filter: (path) => !path.includes(".observablehq"),
    });
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const command = (words: readonly string[]) => ["src/cli/start.js", ...words];
  const environment = { ...process.env, TMPDIR: temporary };
  return {
    folder,
    temporary,
    run: (words, env = {}) =>
      new Promise((resolve) => {
        const options = { cwd: folder, env: { ...environment, ...env }, maxBuffer: 2 ** 26 };
        execFile(process.execPath, command(words), options, (error, stdout, stderr) =>
          resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
        );
      }),
    start: (words) =>
      spawn(process.execPath, command(words), {
        cwd: folder,
        env: environment,
        detached: true,
        stdio: ["ignore", "ignore", "pipe"],
      }),
    edit: (file, from, to) => editFile(join(folder, file), from, to),
  };
}
