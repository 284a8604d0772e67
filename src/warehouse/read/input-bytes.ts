import { stat } from "node:fs/promises";
import type { FoundFile } from "./found-file.js";

/** Bytes of the files as they lie there, an archive counted once, one that is gone as nothing. */
export async function inputBytes(files: readonly FoundFile[]): Promise<number> {
  const paths = new Set(files.map(({ path }) => path));
  const sizes = await Promise.all(
    [...paths].map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
