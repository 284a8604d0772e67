/** Counts of the distinct texts, most frequent first, equal counts in order of text; nulls are not counted. */
export function levelCounts(texts: readonly (string | null)[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
