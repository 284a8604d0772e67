import { open } from "node:fs/promises";

const LINE_FEED = 0x0a;
const WINDOW_BYTES = 1 << 16;

/** Where the lines of a file stand: the byte and the number (from 0) of a line start, every so often, in file order. */
export interface LineIndex {
  readonly offsets: readonly number[];
  readonly lines: readonly number[];
}

/**
 * The bytes of some lines of a file, without their line feeds, in their order.
 * `numbers` are from 0, sorted and lie within the file.
 */
export async function* linesAt(
  path: string,
  { offsets, lines }: LineIndex,
  numbers: readonly number[],
): AsyncGenerator<Buffer> {
  const file = await open(path, "r");
  try {
    let entry = 0;
    let at = 0;
    let line = 0;
    let held: Buffer = Buffer.alloc(0);
    let heldFrom = 0;
    for (const wanted of numbers) {
      while ((lines[entry + 1] ?? Number.POSITIVE_INFINITY) <= wanted) entry += 1;
      if ((lines[entry] ?? 0) > line) {
        line = lines[entry] ?? 0;
        at = offsets[entry] ?? 0;
      }
      for (;;) {
        let end = at < heldFrom ? -1 : held.indexOf(LINE_FEED, at - heldFrom);
        while (end === -1) {
          const kept =
            at < heldFrom || at > heldFrom + held.length ? held.subarray(0, 0) : held.subarray(at - heldFrom);
          const more = Buffer.alloc(WINDOW_BYTES);
          const { bytesRead } = await file.read(more, 0, WINDOW_BYTES, at + kept.length);
          held = Buffer.concat([kept, more.subarray(0, bytesRead)]);
          heldFrom = at;
          end = held.indexOf(LINE_FEED, kept.length);
          if (bytesRead === 0) end = held.length;
        }
        const start = at - heldFrom;
        at = heldFrom + end + 1;
        line += 1;
        if (line > wanted) {
          yield held.subarray(start, end);
          break;
        }
      }
    }
  } finally {
    await file.close();
  }
}
