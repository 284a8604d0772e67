import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A result worth keeping: shown when it is measured, and kept beside the script that measured it. */
export interface ResultTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** What a reader must know to judge the figures. */
  readonly note?: string;
}

/** What a script in `test/bench` or `test/study` exports by default. */
export type Measurement = () => Promise<readonly ResultTable[]>;

/**
 * Runs the named scripts of a folder one after the other and writes the tables of each to a Markdown file of its
 * name, with date, commit and command. Throws when a name has no script.
 */
export async function runMeasurements(folder: "bench" | "study", names: readonly string[]): Promise<void> {
  for (const name of names) {
    const script = fileURLToPath(new URL(`${folder}/${name}.ts`, import.meta.url));
    const measure = ((await import(pathToFileURL(script).href)) as { default: Measurement }).default;
    const text = markdown(`npm run ${folder} -- ${name}`, await measure());
    await writeFile(script.replace(/\.ts$/, ".md"), text);
    console.log(text);
  }
}

function markdown(command: string, tables: readonly ResultTable[]): string {
  const commit = git("rev-parse", "--short", "HEAD");
  const edited = git("status", "--porcelain", "--", "src") ? ", with edits" : "";
  const when = new Date().toISOString().slice(0, 10);
  const origin = `${when}, commit ${commit}${edited}, ${availableParallelism()} cores, Node ${process.versions.node}: \`${command}\``;
  return `${[origin, ...tables.map(markdownTable)].join("\n\n")}\n`;
}

function markdownTable({ title, columns, rows, note }: ResultTable): string {
  const lines = [columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [`## ${title}`, lines.join("\n"), ...(note ? [note] : [])].join("\n\n");
}

function git(...args: string[]): string {
  return execFileSync("git", args, { encoding: "utf8" }).trim();
}
