/** The bytes that delimited text is made of, and where among 64 of them they stand, as bits of a mask. */

export const QUOTE: u8 = 0x22;
export const LINE_FEED: u8 = 0x0a;
export const CARRIAGE_RETURN: u8 = 0x0d;
export const SPACE: u8 = 0x20;

export const EVERY_BIT = u64.MAX_VALUE;

/** Bits of 64 bytes that have a value. */
export function bytesEqual(a: v128, b: v128, c: v128, d: v128, value: u8): u64 {
  const wanted = i8x16.splat(value);
  return (
    <u64>i8x16.bitmask(i8x16.eq(a, wanted)) |
    ((<u64>i8x16.bitmask(i8x16.eq(b, wanted))) << 16) |
    ((<u64>i8x16.bitmask(i8x16.eq(c, wanted))) << 32) |
    ((<u64>i8x16.bitmask(i8x16.eq(d, wanted))) << 48)
  );
}

/** Bytes that most blocks hold none of. */
export function isRare(bytes: v128): v128 {
  const ofText = v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(CARRIAGE_RETURN)));
  return v128.or(ofText, i8x16.eq(bytes, i8x16.splat(0)));
}

/** Bits whose byte is behind one of a mask, of which the last of the 64 bytes before are known. */
export function shifted(mask: u64, before: u64): u64 {
  return (mask << 1) | before;
}

/** Bits at and below which a mask has an odd number of bits. */
export function oddBitsBelow(mask: u64): u64 {
  let odd = mask ^ (mask << 1);
  odd ^= odd << 2;
  odd ^= odd << 4;
  odd ^= odd << 8;
  odd ^= odd << 16;
  return odd ^ (odd << 32);
}
