import { open } from "node:fs/promises";

const LINE_FEED = 0x0a;
/** Of the memory for a block: a smaller file takes no more than it needs, as what lies outside the heap hastens its cleaning. */
const [LEAST_BYTES, BLOCK_BYTES] = [1 << 12, 1 << 20] as const;

/** The first of a file's blocks; null for an empty file. */
export async function firstBlock(path: string): Promise<Buffer | null> {
  for await (const block of lineBlocks(path)) return block;
  return null;
}

/**
 * The bytes of a file in blocks that end with a line feed, the last one excepted.
 *
 * A block is no longer itself once the next one is asked for: all are read into the same memory.
 */
export async function* lineBlocks(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    let memory = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, Math.max(LEAST_BYTES, size)));
    let held = 0;
    for (;;) {
      if (held === memory.length) memory = Buffer.concat([memory], 2 * memory.length);
      const { bytesRead } = await file.read(memory, held, memory.length - held, null);
      if (bytesRead === 0) break;
      const cut = memory.subarray(held, held + bytesRead).lastIndexOf(LINE_FEED) + 1;
      const end = held + bytesRead;
      if (cut > 0) yield memory.subarray(0, held + cut);
      held = cut === 0 ? end : memory.copy(memory, 0, held + cut, end);
    }
    if (held > 0) yield memory.subarray(0, held);
  } finally {
    await file.close();
  }
}
