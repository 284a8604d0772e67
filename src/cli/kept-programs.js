import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "./project.js";

/** Where compiled programs are kept, a folder each. */
export const programsFolder = join(projectRoot, ".bellwether", "cache", "programs");

const programsKept = 40;

/** Holds the digest of a program's code, which tells whether it is whole. */
const digestFile = "digest";

/**
 * Writes beside a program's code what it is known by.
 * @param {string} home
 */
export function seal(home) {
  writeFileSync(join(home, digestFile), digestOfCode(home));
}

/**
 * True where a program is there with all its code, as it was when it was sealed.
 * @param {string} home
 */
export function isWhole(home) {
  try {
    return readFileSync(join(home, digestFile), "utf8") === digestOfCode(home);
  } catch {
    return false;
  }
}

/** @param {string} home */
function digestOfCode(home) {
  const hash = createHash("sha256");
  const names = readdirSync(home).filter((name) => name.endsWith(".js"));
  for (const name of names.sort()) hash.update(`\0${name}\0`).update(readFileSync(join(home, name)));
  return hash.digest("hex");
}

/** False in a checkout that may only be read. */
export function mayKeepPrograms() {
  try {
    mkdirSync(programsFolder, { recursive: true });
    accessSync(programsFolder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A folder for a program that cannot be kept. It goes with this process or, when that is killed, with the other work
 * folders of processes that are gone.
 */
export function makePassingFolder() {
  const host = hostname().replace(/[^A-Za-z0-9]+/g, "");
  const folder = mkdtempSync(join(tmpdir(), `bellwether-work-${host}-${process.pid}-`));
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"), "junction");
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Notes that a program is used, then removes all but those that were used last. What the system refuses stays as it is.
 * @param {string} home
 */
export function stampUse(home) {
  const now = new Date();
  try {
    utimesSync(home, now, now);
    const folders = readdirSync(programsFolder).map((name) => {
      const path = join(programsFolder, name);
      return { path, usedAt: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
    });
    folders.sort((a, b) => b.usedAt - a.usedAt);
    for (const { path } of folders.slice(programsKept)) rmSync(path, { recursive: true, force: true });
  } catch {}
}
