import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

const typefaces = {
  serif: "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
  sans: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
};

/** Copies the report's two typefaces out of their packages into `folder`. */
export async function copyTypefaces(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, file] of Object.entries(typefaces)) {
    await copyFile(require.resolve(file), join(folder, `${name}.woff2`));
  }
}
