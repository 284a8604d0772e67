import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/** The letters of Western Europe, and apart those of all other Latin scripts, which a browser fetches where they occur. */
const typefaces = {
  serif: "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
  "serif-ext": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2",
  sans: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  "sans-ext": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2",
};

/** Copies the report's two typefaces, each in two files, out of their packages into `folder`. */
export async function copyTypefaces(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, file] of Object.entries(typefaces)) {
    await copyFile(require.resolve(file), join(folder, `${name}.woff2`));
  }
}
