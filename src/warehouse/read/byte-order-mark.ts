/** Bytes of a UTF-8 byte order mark at the start of a file: 3 or 0. */
export function byteOrderMark(block: Buffer): number {
  return block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf ? 3 : 0;
}
