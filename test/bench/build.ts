import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix, resolve } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { filesBelow } from "../../src/cli/site/site-files.js";
import { copyProject, type ProjectCopy } from "../faults/project-copy.js";
import type { Measurement, ResultTable } from "../measurement.js";

const runs = 3;

/** How long the sample's report takes to build, with and without what earlier builds left, and what it weighs. */
const measure: Measurement = async () => {
  const folder = await mkdtemp(join(tmpdir(), "bellwether-bench-"));
  try {
    const project = await copyProject(folder);
    const out = join(folder, "dist");
    const cold: number[] = [];
    const warm: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await rm(join(folder, ".bellwether"), { recursive: true, force: true });
      cold.push(await buildSeconds(project, out));
      warm.push(await buildSeconds(project, out));
    }
    const check: number[] = [];
    for (let run = 0; run < runs; run += 1) check.push(await seconds(project, ["check", "--data", sample]));
    return [timesTable({ cold, warm, check }), await weightTable(out), await pageTable(out)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
export default measure;

const sample = resolve("data/sample");

function buildSeconds(project: ProjectCopy, out: string): Promise<number> {
  return seconds(project, ["build", "--data", sample, "--out", out, "--quiet"]);
}

/** Of the whole command, from its call to its end. */
async function seconds(project: ProjectCopy, words: readonly string[]): Promise<number> {
  const started = performance.now();
  const { code, stderr } = await project.run(words);
  if (code !== 0) throw new Error(stderr);
  return (performance.now() - started) / 1000;
}

function timesTable(times: Readonly<Record<string, readonly number[]>>): ResultTable {
  const meaning: Readonly<Record<string, string>> = {
    cold: "build, nothing kept",
    warm: "build, nothing changed",
    check: "check",
  };
  return {
    title: "Seconds for the sample, from the call to the end",
    columns: ["command", "median", ...Array.from({ length: runs }, (_, index) => `run ${index + 1}`)],
    rows: Object.entries(times).map(([name, each]) => [
      meaning[name] ?? name,
      ([...each].sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN).toFixed(1),
      ...each.map((one) => one.toFixed(1)),
    ]),
  };
}

const groups: readonly (readonly [string, RegExp])[] = [
  ["data", /^(_file|exports)\/|^SHA256SUMS$/],
  ["typefaces", /^_fonts\//],
  ["licences, which no page loads", /^LICENSES\.txt$/],
  ["code: pages, components, model, libraries, the framework's client", /^_import\/.*\.js$/],
  ["search over the pages", /^_observablehq\//],
  ["style", /\.css$/],
  ["pages", /\.html$/],
  ["markup that pages share", /\.js$/],
];

async function weightTable(out: string): Promise<ResultTable> {
  const sums = new Map<string, number>();
  for (const file of await filesBelow(out)) {
    const group = groups.find(([, pattern]) => pattern.test(file))?.[0] ?? "other";
    sums.set(group, (sums.get(group) ?? 0) + (await gzippedBytes(join(out, file))));
  }
  const apart = new Set(["data", "typefaces", "licences, which no page loads"]);
  const total = [...sums].reduce((sum, [group, bytes]) => (apart.has(group) ? sum : sum + bytes), 0);
  return {
    title: "Weight of all files, gzipped",
    columns: ["part", "kB"],
    rows: [
      ...[...sums].sort(([, a], [, b]) => b - a).map(([group, bytes]) => [group, kilobytes(bytes)]),
      ["**all without data, typefaces and licences**", kilobytes(total)],
    ],
    note: "Every file of the report, each gzipped for itself (level 9) and counted once, the pages of all key accounts among them. Data: what the loaders publish, the exports, the checksums.",
  };
}

/** What a browser fetches to show one page: the page, its modules and what they import, its styles; no data, no typefaces. */
async function pageTable(out: string): Promise<ResultTable> {
  const rows: (readonly [string, string, number])[] = [];
  for (const page of (await filesBelow(out)).filter((file) => file.endsWith(".html"))) {
    const html = await readFile(join(out, page), "utf8");
    const named = [...html.matchAll(/(?:href|src)="(\.{1,2}\/[^"]+\.(?:js|css))"/g)];
    const files = new Set([page, ...named.map(([, file = ""]) => posix.join(posix.dirname(page), file))]);
    let bytes = 0;
    for (const file of files) bytes += await gzippedBytes(join(out, file));
    rows.push([page, kilobytes(bytes), files.size]);
  }
  return {
    title: "Weight of one page without data and typefaces, gzipped",
    columns: ["page", "kB", "files"],
    rows,
    note: "The page, its styles, and every module that it preloads.",
  };
}

async function gzippedBytes(file: string): Promise<number> {
  return (await promisify(gzip)(await readFile(file), { level: 9 })).length;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
