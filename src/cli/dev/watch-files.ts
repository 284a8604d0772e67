import { stat } from "node:fs/promises";

/** How often the files are looked at. Polling sees what notifications miss: replaced files, mounts, new folders. */
const pollMilliseconds = 300;

export interface FileWatch {
  /** A change of the file's time alone, to this one, is the watcher's own doing. */
  expectTouch(file: string, time: Date): void;
  close(): void;
}

/**
 * Calls `onChange` with the files that are new, gone, or of another size or time than before, once they have been
 * quiet for a moment: an editor writes twice, an export writes many files. One call at a time; no change is lost.
 */
export function watchFiles(
  list: () => Promise<readonly string[]>,
  onChange: (changed: readonly string[]) => Promise<void>,
): FileWatch {
  const touched = new Map<string, number>();
  let known: Map<string, string> | null = null;
  let pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function look(): Promise<void> {
    const now = await stampsOf(await list(), touched);
    const before = known ?? now;
    known = now;
    const changed = [...new Set([...before.keys(), ...now.keys()])].filter(
      (file) => before.get(file) !== now.get(file),
    );
    for (const file of changed) pending.add(file);
    if (changed.length > 0 || pending.size === 0) return;
    const settled = [...pending];
    pending = new Set();
    await onChange(settled);
  }

  const again = (): void => {
    if (closed) return;
    timer = setTimeout(() => void look().catch(console.error).finally(again), pollMilliseconds);
  };
  void look().catch(console.error).finally(again);
  return {
    expectTouch(file, time) {
      touched.set(file, time.getTime());
      const stamp = known?.get(file);
      if (stamp !== undefined) known?.set(file, stamp.replace(/\S+$/, "touched"));
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

async function stampsOf(
  files: readonly string[],
  touched: ReadonlyMap<string, number>,
): Promise<Map<string, string>> {
  const stamps = new Map<string, string>();
  for (const file of files) {
    const found = await stat(file).catch(() => null);
    if (found === null) continue;
    // The time of a touch is known already: where it is all that changed, the stamp is the expected one.
    // The system keeps it as seconds, in binary: it comes back a little off.
    const isTouch = Math.abs(found.mtimeMs - (touched.get(file) ?? Number.NaN)) < 1;
    const time = isTouch ? "touched" : found.mtimeMs;
    stamps.set(file, `${found.size} ${found.ino} ${time}`);
  }
  return stamps;
}
