import { randomUUID } from "node:crypto";
import { copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** All files below `folder`, as sorted paths with forward slashes. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** The HTML pages of a built site. */
export async function pagesOf(site: string): Promise<string[]> {
  return (await filesBelow(site)).filter((file) => file.endsWith(".html"));
}

/**
 * Puts finished files into a folder, which is made where it does not exist. All are brought there under other names
 * first, so that a disk that is full leaves the old ones as they were.
 */
export async function moveFiles(from: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = await readdir(from);
  const draft = (file: string) => join(folder, `.${file}.${id}`);
  const id = randomUUID().slice(0, 8);
  try {
    for (const file of files) await copyFile(join(from, file), draft(file));
    for (const file of files) await rename(draft(file), join(folder, file));
  } finally {
    for (const file of files) await rm(draft(file), { force: true });
  }
}
