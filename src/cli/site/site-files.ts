import { readdir } from "node:fs/promises";
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
