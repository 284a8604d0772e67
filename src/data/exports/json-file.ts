/** A JSON file that people may read: indented, with a last line end. */
export function jsonFile(contents: unknown): string {
  return `${JSON.stringify(contents, null, 2)}\n`;
}
