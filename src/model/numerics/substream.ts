import { randomLcg } from "d3";

/**
 * A source of uniform numbers in [0, 1) that depends on the seed and the key alone, so that what is drawn for
 * one client does not move when another is added, dropped or reordered.
 *
 * The key is hashed by FNV-1a, then finished as in MurmurHash3 so that similar keys start far apart.
 */
export function substream(seed: number, key: string): () => number {
  let hash = 0x811c9dc5 ^ (seed | 0);
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return randomLcg((hash ^ (hash >>> 16)) >>> 0);
}
