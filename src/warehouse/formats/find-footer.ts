/** What some systems fill the end of a file up with: NUL, and the old end-of-file mark. */
const FILLERS = ["\0", "\u001a"];

/** What stands below a table: a copyright, a note of confidence, who made the report and when. */
export interface Footer {
  /** Bytes, from the first line below the table to the end of the file. */
  readonly bytes: number;
  /** Lines that are not empty. */
  readonly lines: readonly string[];
  /** NUL bytes and end-of-file marks with which the file is filled up. */
  readonly padding: number;
}

/**
 * The lines below a table, in the last part of its file: lines of one cell at its end, from the first empty line on.
 * Lines of one cell that follow the table at once may be rows cut short, and are left to be rejected.
 *
 * `tail` is Latin-1 text, a character a byte.
 */
export function findFooter(tail: string, delimiter: string): Footer {
  let padding = 0;
  while (FILLERS.includes(tail.charAt(tail.length - 1 - padding)) && padding < tail.length) padding += 1;
  const body = tail.slice(0, tail.length - padding);
  const lines: { start: number; text: string }[] = [];
  let end = body.length;
  while (end > 0) {
    const start = lineStart(body, end);
    const text = body.slice(start, end).replace(/[\r\n]+$/, "");
    if (start === 0 || !isOneCell(text, delimiter)) break;
    lines.unshift({ start, text });
    end = start;
  }
  const firstEmpty = lines.findIndex(({ text }) => text.trim() === "");
  const below = firstEmpty === -1 ? [] : lines.slice(firstEmpty);
  const texts = below.map(({ text }) => text.trim()).filter((text) => text !== "");
  const from = texts.length === 0 ? body.length : (below[0]?.start ?? body.length);
  return { bytes: tail.length - from, lines: texts, padding };
}

/** Start of the line that ends before `end`, its own line end passed over. */
function lineStart(text: string, end: number): number {
  let index = end - 1;
  if (text[index] === "\n" && text[index - 1] === "\r") index -= 1;
  if (isLineEnd(text[index])) index -= 1;
  while (index >= 0 && !isLineEnd(text[index])) index -= 1;
  return index + 1;
}

function isLineEnd(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}

function isOneCell(line: string, delimiter: string): boolean {
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, "");
  return !bare.includes('"') && !bare.includes(delimiter);
}
