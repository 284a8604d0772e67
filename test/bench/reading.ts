import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Measurement } from "../measurement.js";
import { generateBooks } from "./_generated-books.js";

/** Rows of transactions, and how often they are read; the median counts. */
const SIZES = [
  { rows: 10_000, runs: 5 },
  { rows: 100_000, runs: 5 },
  { rows: 1_000_000, runs: 3 },
  { rows: 10_000_000, runs: 3 },
] as const;

/** Reading of a data folder to reconciled client summaries, against the engine alone that reads and groups the same file. */
const measure: Measurement = async () => {
  // BENCH_ROWS leaves out the larger sizes.
  const most = Number(process.env.BENCH_ROWS ?? Number.POSITIVE_INFINITY);
  const scratch = await mkdtemp(join(tmpdir(), "bellwether-bench-"));
  try {
    const rows: (string | number)[][] = [];
    for (const size of SIZES.filter((each) => each.rows <= most)) {
      const folder = join(scratch, String(size.rows));
      await mkdir(folder);
      await generateBooks(folder, size.rows);
      const { size: bytes } = await stat(join(folder, "transactions.csv"));
      const runs: { alone: Timed; read: Timed; ratio: number; cpuRatio: number }[] = [];
      for (let run = 0; run < size.runs; run += 1) {
        const alone = await inChild("engine", folder);
        const read = await inChild("warehouse", folder);
        runs.push({
          alone,
          read,
          ratio: read.seconds / alone.seconds,
          cpuRatio: read.cpuSeconds / alone.cpuSeconds,
        });
      }
      const of = (value: (run: (typeof runs)[number]) => number): number => median(runs.map(value));
      rows.push([
        size.rows.toLocaleString("en"),
        Math.round(bytes / 1e6),
        of(({ alone }) => alone.seconds).toFixed(2),
        of(({ read }) => read.seconds).toFixed(2),
        of(({ ratio }) => ratio).toFixed(1),
        of(({ alone }) => alone.cpuSeconds).toFixed(2),
        of(({ read }) => read.cpuSeconds).toFixed(2),
        of(({ cpuRatio }) => cpuRatio).toFixed(1),
        Math.round(Math.max(...runs.map(({ read }) => read.peakMegabytes))),
        runs[0]?.read.rejects ?? "",
        runs.every(({ read }) => read.digest === runs[0]?.read.digest) ? "yes" : "no",
      ]);
    }
    return [
      {
        title: "Transactions to client summaries",
        columns: [
          "rows",
          "MB",
          "engine alone (s)",
          "whole reading (s)",
          "ratio",
          "engine alone (CPU s)",
          "whole reading (CPU s)",
          "CPU ratio",
          "peak MB",
          "rejects",
          "same result each run",
        ],
        rows,
        note:
          "A tenth as many clients as rows, listed in clients.csv, which the whole reading reads too. Engine alone: " +
          "transactions.csv with declared types, rows that do not cast left out, revenue, rows and last day by client. " +
          "Ratios are medians of those within one run.",
      },
    ];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};
export default measure;

/** What a child process reports of its reading, without start-up. */
export interface Timed {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  /** SHA-256 of the result. */
  readonly digest: string;
  readonly rejects: number;
}

async function inChild(how: "engine" | "warehouse", folder: string): Promise<Timed> {
  const script = fileURLToPath(new URL("_read-once.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, how, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  for await (const chunk of child.stdout) output += String(chunk);
  const timed: unknown = JSON.parse(output);
  if (!isTimed(timed)) throw new Error(`no figures: ${output}`);
  return timed;
}

function isTimed(value: unknown): value is Timed {
  return typeof value === "object" && value !== null && "seconds" in value && "digest" in value;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
