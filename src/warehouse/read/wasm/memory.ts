/** Where the module and its caller find what they give each other. */

/** Bytes of an id that stand before its number. */
export const PREFIX_AT: usize = 1 << 10;
export const PREFIX_BYTES: i32 = 256;

/** Numbers of records whose ids are out of order. */
export const STRAYS_AT: usize = 1 << 11;
export const MOST_STRAYS: i32 = 1000;

/** Lines with too few or too many cells; more in one file, and it is not plain. Of those of a block: line, from 0, its first byte and that of the next in the block, cells. */
export const UNEVEN_AT: usize = 1 << 13;
export const UNEVEN_BYTES: usize = 16;
export const MOST_UNEVEN: i32 = 1000;

/** Of the stretches that begin in a block: their bytes in it, and the furthest key before them. */
export const BYTES_AT: usize = 1 << 15;
export const KEYS_AT: usize = 1 << 17;

/** A block, and room for the line end that a file's last line may lack. */
export const INPUT_AT: usize = 1 << 19;
export const INPUT_BYTES: i32 = 1 << 21;
