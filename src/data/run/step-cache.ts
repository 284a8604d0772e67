import { createHash, randomUUID } from "node:crypto";
import { open, readdir, readFile, rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeDigest } from "./code-digest.js";
import { withLock } from "./file-lock.js";
import { mayKeepIn } from "./may-keep-in.js";
import { pruneByUse } from "./prune-by-use.js";
import { type Reads, watchReads } from "./reads.js";

/** Keeps the results of costly steps on disk, so that the next run need not compute them again. */
export interface StepCache {
  /** Names of the costly steps asked for so far, by whether they were found or had to be computed. */
  readonly used: { readonly reused: readonly string[]; readonly computed: readonly string[] };
  /** True for the one context whose reads this cache can see. */
  serves(context: object): boolean;
  /** The step's kept result if nothing that it looked at has changed, else the computed one, which is then kept. */
  remember<Result>(step: CostlyStep<Result>): Promise<Result>;
}

/** A step as the cache sees it. */
export interface CostlyStep<Result> {
  readonly name: string;
  /** The file that defines it; null: any code may be behind it. */
  readonly module: string | null;
  compute(): Promise<Result>;
  /** Runs another costly step, or finds it; null where this process does not know its name. */
  runOther(name: string): Promise<unknown> | null;
}

/** What the cache must know of a run. */
export interface CacheSubject {
  /** The context whose steps are kept; compared by identity only. */
  readonly context: object;
  /** Digest of what a read saw, for every name but those of steps; of all of them for "everything". */
  digestOf(read: string): string;
  /** False when the data are no longer those of the digest: nothing computed from them is kept. */
  isUnchanged(): Promise<boolean>;
}

/** First line of a kept result; one that has lost its reads counts as none. */
interface Header {
  readonly code: string;
  /** What the computation looked at, with the digest of what it saw. */
  readonly reads: Readonly<Record<string, string>>;
  /** Of the result's text. */
  readonly result: string;
}

const headerBytes = 16_384;

/** A step's results of the last runs by use: of a few data folders, settings and states of the code. */
const resultsKept = 8;
const bytesKept = 1_000_000_000;

/**
 * A cache in `folder`, shared by processes. A result is found again while the code of its step and each thing that
 * its computation looked at are the same; among processes that ask at once, one computes and the others wait. A
 * computed result goes through JSON too, so that cold and warm runs see the same. Where the folder may not be written,
 * each computes for itself.
 */
export function diskCache(folder: string, subject: CacheSubject): StepCache {
  const results = new Map<string, Promise<string>>();
  const used = { reused: [] as string[], computed: [] as string[] };

  const seen = async (read: string, { runOther }: CostlyStep<unknown>): Promise<string> => {
    if (!read.startsWith("step.")) return subject.digestOf(read);
    if (!results.has(read)) await runOther(read.slice("step.".length))?.catch(() => {});
    return (await results.get(read)) ?? "unknown";
  };

  async function find(
    step: CostlyStep<unknown>,
    code: string,
  ): Promise<{ header: Header; text: string } | null> {
    const home = join(folder, step.name);
    for (const file of await namesIn(home)) {
      const header = await headerOf(join(home, file));
      if (header?.code !== code) continue;
      const stale = await Promise.all(
        Object.entries(header.reads).map(async ([read, digest]) => (await seen(read, step)) !== digest),
      );
      if (stale.includes(true)) continue;
      const whole = await readFile(join(home, file), "utf8").catch(() => null);
      const text = whole?.slice(whole.indexOf("\n") + 1);
      if (text === undefined || digestOf(text) !== header.result) continue;
      const now = new Date();
      await utimes(join(home, file), now, now).catch(() => {});
      used.reused.push(step.name);
      return { header, text };
    }
    return null;
  }

  async function compute(
    step: CostlyStep<unknown>,
    code: string,
    keep: boolean,
  ): Promise<{ header: Header; text: string }> {
    const home = join(folder, step.name);
    used.computed.push(step.name);
    const reads: Reads = new Set();
    const text = JSON.stringify(await watchReads(reads, step.compute));
    const digests: Record<string, string> = {};
    for (const read of [...reads].sort()) digests[read] = await seen(read, step);
    const header = { code, reads: digests, result: digestOf(text) };
    if (keep && (await subject.isUnchanged())) {
      const draft = join(home, `draft-${randomUUID()}`);
      await writeFile(draft, `${JSON.stringify(header)}\n${text}`);
      await rename(draft, join(home, `${digestOf(code + JSON.stringify(digests))}.json`));
      await pruneByUse(home, { keep: resultsKept, bytes: bytesKept });
    }
    return { header, text };
  }

  return {
    used,
    serves: (context) => context === subject.context,
    remember<Result>(step: CostlyStep<Result>): Promise<Result> {
      const { name, module } = step;
      const found = (async () => {
        const home = join(folder, name);
        const { digest: code, editedSinceStart } = await codeDigest(module);
        const kept = await find(step, code);
        if (kept !== null) return kept;
        if (!(await mayKeepIn(home))) return compute(step, code, false);
        const lock = join(home, `${digestOf(code + subject.digestOf("everything"))}.lock`);
        return withLock(
          lock,
          async () => (await find(step, code)) ?? (await compute(step, code, !editedSinceStart)),
        );
      })();
      const digest = found.then(({ header }) => header.result);
      digest.catch(() => results.delete(`step.${name}`));
      results.set(`step.${name}`, digest);
      return found.then(({ text }) => JSON.parse(text) as Result);
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
}

async function headerOf(file: string): Promise<Header | null> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    const line = buffer.toString("utf8", 0, bytesRead).split("\n", 1)[0] ?? "";
    const header = JSON.parse(line) as Partial<Header> | null;
    return typeof header?.reads === "object" && header.reads !== null ? (header as Header) : null;
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
