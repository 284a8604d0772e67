import { readFile } from "node:fs/promises";

/** The cells of the table below a heading of a document, row by row, but for the header and its line. */
export async function tableBelow(file: string, heading: string): Promise<string[][]> {
  const text = await readFile(new URL(`../${file}`, import.meta.url), "utf8");
  const part = text.slice(text.indexOf(`\n## ${heading}\n`) + 1);
  const lines = part.slice(part.indexOf("\n|") + 1).split("\n");
  const end = lines.findIndex((line) => !line.startsWith("|"));
  return lines.slice(2, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
