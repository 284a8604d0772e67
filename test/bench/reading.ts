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

const HOWS = ["engine", "reconciled", "warehouse"] as const;

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
      const runs: Readonly<Record<(typeof HOWS)[number], Timed>>[] = [];
      for (let run = 0; run < size.runs; run += 1) {
        runs.push({
          engine: await inChild("engine", folder),
          reconciled: await inChild("reconciled", folder),
          warehouse: await inChild("warehouse", folder),
        });
      }
      const of = (value: (run: (typeof runs)[number]) => number): number => median(runs.map(value));
      const peak = (how: (typeof HOWS)[number]): number =>
        Math.round(Math.max(...runs.map((run) => run[how].peakMegabytes)));
      const same = HOWS.every((how) => runs.every((run) => run[how].digest === runs[0]?.[how].digest));
      rows.push([
        size.rows.toLocaleString("en"),
        Math.round(bytes / 1e6),
        ...HOWS.flatMap((how) => [
          of((run) => run[how].seconds).toFixed(2),
          of((run) => run[how].cpuSeconds).toFixed(2),
          peak(how),
        ]),
        of(({ engine, reconciled }) => reconciled.seconds / engine.seconds).toFixed(1),
        of(({ engine, reconciled }) => reconciled.cpuSeconds / engine.cpuSeconds).toFixed(1),
        runs[0]?.reconciled.rejects ?? "",
        same ? "yes" : "no",
      ]);
    }
    return [
      {
        title: "Transactions to client summaries",
        columns: [
          "rows",
          "MB",
          ...["engine alone", "reconciled", "all"].flatMap((how) => [
            `${how} (s)`,
            `${how} (CPU s)`,
            `${how} (peak MB)`,
          ]),
          "reconciled ÷ alone",
          "in CPU",
          "rejects",
          "same result each run",
        ],
        rows,
        note:
          "A tenth as many clients as rows, listed in clients.csv, which all but the engine alone read too. Engine alone: " +
          "transactions.csv with declared types, rows that do not cast left out, revenue, rows and last day by client. " +
          "Reconciled: every row judged, files reported with money and rejects by line, the same sums by client. " +
          "All: what a report reads, histories of every client included. Ratios are medians of those within one run.",
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

async function inChild(how: (typeof HOWS)[number], folder: string): Promise<Timed> {
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
