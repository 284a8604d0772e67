import { stat } from "node:fs/promises";
import { inputError } from "../input-error.js";
import type { FoundFile } from "./found-file.js";

/** Throws an `InputError` that names the files which are not as they were. */
export type ChangeCheck = () => Promise<void>;

/** Notes how files are now, for a check afterwards that nothing wrote to them meanwhile. */
export async function watchFiles(files: readonly FoundFile[]): Promise<ChangeCheck> {
  const before = await Promise.all(files.map(({ path }) => stateOf(path)));
  return async () => {
    const after = await Promise.all(files.map(({ path }) => stateOf(path)));
    const problems = files.flatMap(({ file }, index) => {
      if (after[index] === null)
        return [{ file, message: "deleted while it was read; put it back and run again" }];
      return after[index] === before[index]
        ? []
        : [{ file, message: "changed while it was read; run again" }];
    });
    if (problems.length > 0) throw inputError(...problems);
  };
}

/** Size, time and identity of a file; null when there is none. */
async function stateOf(path: string): Promise<string | null> {
  return stat(path, { bigint: true }).then(
    ({ size, mtimeNs, ino, dev }) => [size, mtimeNs, ino, dev].join(" "),
    () => null,
  );
}
