import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { withLock } from "../../data/run/file-lock.js";
import { damageOf, writeChecksums } from "./checksums.js";

/**
 * Makes a folder of the cache, with the checksums of its files, unless it is there and whole: one that is damaged is
 * made again. Of processes that ask at once one makes it; `make` fills a draft beside it, which takes its place whole.
 */
export async function makeOnce(folder: string, make: (draft: string) => Promise<void>): Promise<void> {
  await withLock(`${folder}.lock`, async () => {
    if ((await damageOf(folder)).length === 0) return;
    const draft = join(dirname(folder), `draft-${randomUUID()}`);
    try {
      await make(draft);
      await writeChecksums(draft);
      await rm(folder, { recursive: true, force: true });
      await rename(draft, folder);
    } catch (error) {
      // Another process may have made it meanwhile, had this one lost the lock.
      if ((await damageOf(folder)).length > 0) throw error;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  });
}
