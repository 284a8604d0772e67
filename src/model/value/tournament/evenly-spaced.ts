/** Indices of at most `most` of `count` things, evenly spaced from the first on; all where they are not more. */
export function evenlySpaced(count: number, most: number): readonly number[] {
  const taken = Math.min(count, Math.floor(most));
  return Array.from({ length: taken }, (_, index) => Math.floor((index * count) / taken));
}
