import { isAscii } from "node:buffer";

/** Spaces of every kind but U+0020: tab, line ends, no-break, narrow no-break, thin, figure, zero-width. */
export const ODD_SPACES = ["\t", "\r", "\u00a0", "\u202f", "\u2009", "\u2007", "\u200b", "\ufeff"];

const ODD_NOT_ASCII = ODD_SPACES.filter((space) => space > "\u007f").map((space) => Buffer.from(space));

/** Bytes of what is written in one character where accents are joined to their letters: Latin, Greek, Cyrillic, kana, Hangul, signs of units. */
const DECOMPOSED = [[0xcc], [0xcd], [0xe3, 0x82, 0x99], [0xe3, 0x82, 0x9a], [0xe1, 0x85], [0xe2, 0x84]].map(
  (bytes) => Buffer.from(bytes),
);

/** What the bytes of a file's text tell of its cells. */
export interface TextTraits {
  /** True when a cell may begin or end with a space other than U+0020. */
  readonly oddSpaces: boolean;
  /** True when there may be several spaces in a row within a cell, or one other than U+0020. */
  readonly innerSpaces: boolean;
  /** True when a letter and its accent may be two characters. */
  readonly decomposed: boolean;
}

/** What is known once a further block is looked at; what is known already is not looked for again. */
export function withBlock(known: TextTraits, block: Buffer): TextTraits {
  const has = (needles: readonly Buffer[]): boolean => needles.some((needle) => block.includes(needle));
  const onlyAscii = isAscii(block);
  const notAscii = !onlyAscii && !(known.oddSpaces && known.innerSpaces) && has(ODD_NOT_ASCII);
  return {
    oddSpaces: known.oddSpaces || notAscii || block.includes("\t"),
    innerSpaces: known.innerSpaces || notAscii || block.includes("  "),
    decomposed: known.decomposed || (!onlyAscii && has(DECOMPOSED)),
  };
}

export const PLAIN_TEXT: TextTraits = { oddSpaces: false, innerSpaces: false, decomposed: false };
