import { createReadStream } from "node:fs";

const LINE_FEED = 0x0a;
const CHUNK_BYTES = 1 << 20;

/** The first of a file's blocks; null for an empty file. */
export async function firstBlock(path: string): Promise<Buffer | null> {
  for await (const block of lineBlocks(path)) return block;
  return null;
}

/** The bytes of a file in blocks that end with a line feed, the last one excepted. */
export async function* lineBlocks(path: string): AsyncGenerator<Buffer> {
  let carried: Buffer[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    if (!Buffer.isBuffer(chunk)) throw new Error("a byte stream gave text");
    const cut = chunk.lastIndexOf(LINE_FEED) + 1;
    if (cut === 0) {
      carried.push(chunk);
      continue;
    }
    const head = chunk.subarray(0, cut);
    yield carried.length === 0 ? head : Buffer.concat([...carried, head]);
    carried = cut < chunk.length ? [chunk.subarray(cut)] : [];
  }
  if (carried.length > 0) yield Buffer.concat(carried);
}
