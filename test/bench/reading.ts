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

/** What lies in the folder, and what reads it. */
const BOOKS = [
  { title: "Transactions to client summaries", listed: false, hows: ["engine", "reconciled"] },
  { title: "With a list of the clients", listed: true, hows: ["engine", "reconciled", "warehouse"] },
] as const;

type How = (typeof BOOKS)[number]["hows"][number];

const NAMES: Readonly<Record<How, string>> = {
  engine: "engine alone",
  reconciled: "reconciled",
  warehouse: "all",
};

/** Reading of a data folder to reconciled client summaries, against the engine alone that reads and groups the same files. */
const measure: Measurement = async () => {
  // BENCH_ROWS leaves out the larger sizes.
  const most = Number(process.env.BENCH_ROWS ?? Number.POSITIVE_INFINITY);
  const scratch = await mkdtemp(join(tmpdir(), "bellwether-bench-"));
  try {
    const rows = new Map<string, (string | number)[][]>(BOOKS.map(({ title }) => [title, []]));
    for (const size of SIZES.filter((each) => each.rows <= most)) {
      const folder = join(scratch, String(size.rows));
      await mkdir(folder);
      await generateBooks(folder, size.rows);
      for (const { title, listed, hows } of [...BOOKS].reverse()) {
        if (!listed) await rm(join(folder, "clients.csv"));
        rows.get(title)?.push(await timesOf(folder, size, hows));
      }
      await rm(folder, { recursive: true });
    }
    return BOOKS.map(({ title, hows, listed }) => ({
      title,
      columns: columnsOf(hows),
      rows: rows.get(title) ?? [],
      note: listed
        ? "A tenth as many clients as rows, listed in clients.csv: rows of clients that it does not list are rejected. Engine alone " +
          "reads that file too. All: what a report reads, histories of every client included."
        : "Engine alone: transactions.csv with declared types, rows that do not cast left out; revenue, rows and last day by client. " +
          "Reconciled: every row judged, the file reported with money and rejects by line, the same sums by client. " +
          "Ratios are medians of those within one run.",
    }));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};
export default measure;

async function timesOf(
  folder: string,
  { rows, runs: times }: (typeof SIZES)[number],
  hows: readonly How[],
): Promise<(string | number)[]> {
  const { size: bytes } = await stat(join(folder, "transactions.csv"));
  const runs: Map<How, Timed>[] = [];
  for (let run = 0; run < times; run += 1) {
    const timed = new Map<How, Timed>();
    for (const how of hows) timed.set(how, await inChild(how, folder));
    runs.push(timed);
  }
  const of = (how: How, key: "seconds" | "cpuSeconds" | "peakMegabytes" | "rejects"): number[] =>
    runs.map((run) => run.get(how)?.[key] ?? Number.NaN);
  const ratio = (key: "seconds" | "cpuSeconds"): string => {
    const alone = of("engine", key);
    return median(of("reconciled", key).map((value, run) => value / (alone[run] ?? Number.NaN))).toFixed(2);
  };
  const isSame = hows.every((how) => new Set(runs.map((run) => run.get(how)?.digest)).size === 1);
  return [
    rows.toLocaleString("en"),
    Math.round(bytes / 1e6),
    ...hows.flatMap((how) => [
      median(of(how, "seconds")).toFixed(2),
      median(of(how, "cpuSeconds")).toFixed(2),
      Math.round(Math.max(...of(how, "peakMegabytes"))),
    ]),
    ratio("seconds"),
    ratio("cpuSeconds"),
    of("reconciled", "rejects")[0] ?? "",
    isSame ? "yes" : "no",
  ];
}

function columnsOf(hows: readonly How[]): string[] {
  return [
    "rows",
    "MB",
    ...hows.flatMap((how) => [`${NAMES[how]} (s)`, `${NAMES[how]} (CPU s)`, `${NAMES[how]} (peak MB)`]),
    "reconciled ÷ alone",
    "in CPU",
    "rejects",
    "same result each run",
  ];
}

/** What a child process reports of its reading, without start-up. */
export interface Timed {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  /** SHA-256 of the result. */
  readonly digest: string;
  readonly rejects: number;
}

async function inChild(how: How, folder: string): Promise<Timed> {
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
