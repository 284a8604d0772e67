import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { removeIfAllowed } from "../../warehouse/work-folder.js";

/** A draft or lock that nobody has touched for this long was left by a process that died. */
const leftoverMilliseconds = 60 * 60_000;

/**
 * Removes from a cache folder all but the entries that were used last: at most `keep` of them, and no more than
 * `bytes` together where that is given. Entries stamp their use on their own time. A run that is about to read a
 * removed entry finds none and computes it.
 */
export async function pruneByUse(
  folder: string,
  { keep, bytes = Number.POSITIVE_INFINITY }: { keep: number; bytes?: number },
): Promise<void> {
  const now = performance.timeOrigin + performance.now();
  const entries: { path: string; usedAt: number; size: number }[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    if (name.startsWith("draft-") || name.endsWith(".lock")) {
      if (now - found.mtimeMs > leftoverMilliseconds) await removeIfAllowed(path);
    } else entries.push({ path, usedAt: found.mtimeMs, size: found.isFile() ? found.size : 0 });
  }
  entries.sort((a, b) => b.usedAt - a.usedAt);
  let total = 0;
  for (const [rank, { path, size }] of entries.entries()) {
    total += size;
    if (rank >= keep || (rank > 0 && total > bytes)) await removeIfAllowed(path);
  }
}
