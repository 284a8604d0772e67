import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { filesBelow } from "./site-files.js";

/** In the form of `sha256sum`, so that a copy on a host can be checked with `sha256sum -c SHA256SUMS`. */
export const checksumsFile = "SHA256SUMS";

/** Writes the checksum of every file of a finished report beside them. */
export async function writeChecksums(site: string): Promise<void> {
  const lines: string[] = [];
  for (const file of await filesBelow(site)) {
    if (file !== checksumsFile) lines.push(`${checksumOf(join(site, file))}  ${file}\n`);
  }
  await writeFile(join(site, checksumsFile), lines.join(""));
}

/** What differs from the checksums of a report: files that are missing, changed, or not of it; empty when it is whole. */
export async function damageOf(site: string): Promise<string[]> {
  const text = await readFile(join(site, checksumsFile), "utf8").catch(() => null);
  if (text === null) return [`${checksumsFile} is missing`];
  const expected = new Map(
    text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
  const damage: string[] = [];
  for (const [file, checksum] of expected) {
    const actual = checksumIfThere(join(site, file));
    if (actual !== checksum) damage.push(`${file} is ${actual === null ? "missing" : "changed"}`);
  }
  for (const file of await filesBelow(site)) {
    if (file !== checksumsFile && !expected.has(file)) damage.push(`${file} is not of the report`);
  }
  return damage;
}

function checksumIfThere(file: string): string | null {
  try {
    return checksumOf(file);
  } catch {
    return null;
  }
}

/** A report has many small files: to wait for each takes ten times as long as to read it. */
function checksumOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
