import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import iconv from "iconv-lite";

export interface Utf16 {
  readonly encoding: "utf-16le" | "utf-16be";
  /** Of the byte order mark: 2 or 0. */
  readonly markBytes: number;
}

/**
 * UTF-16, by the byte order mark at the start of a file,
 * or by NUL bytes in every second place, as a header of Latin letters has them; null when it is something else.
 */
export function detectUtf16(head: Buffer): Utf16 | null {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", markBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", markBytes: 2 };
  const pairs = Math.min(512, Math.floor(head.length / 2));
  let high = 0;
  let low = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (head[2 * pair] === 0) high += 1;
    if (head[2 * pair + 1] === 0) low += 1;
  }
  if (low > 0.4 * pairs && high < 0.1 * pairs) return { encoding: "utf-16le", markBytes: 0 };
  if (high > 0.4 * pairs && low < 0.1 * pairs) return { encoding: "utf-16be", markBytes: 0 };
  return null;
}

/** Writes a UTF-16 file anew as UTF-8, without a byte order mark. */
export async function copyUtf16(path: string, { encoding, markBytes }: Utf16, to: string): Promise<void> {
  await pipeline(
    createReadStream(path, { start: markBytes }),
    iconv.decodeStream(encoding, { stripBOM: false }),
    iconv.encodeStream("utf-8"),
    createWriteStream(to),
  );
}
