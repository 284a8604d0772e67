/**
 * Adjusted Rand index of two ways to part the same points (Hubert and Arabie 1985): 1 where they agree, 0 on average where
 * they have nothing to do with each other, below 0 where they agree less than that.
 *
 * ARI = (Σ C(nᵢⱼ, 2) − e) / (½(A + B) − e), A = Σ C(nᵢ, 2), B = Σ C(nⱼ, 2), e = A·B / C(n, 2). Two partings that are both
 * trivial (one part, or each point its own) agree: 1. Under two points: 1.
 *
 * @throws RangeError when the lists differ in length.
 */
export function adjustedRand(first: readonly number[], second: readonly number[]): number {
  if (first.length !== second.length) {
    throw new RangeError(
      `Labels of ${first.length} and of ${second.length} points: give both for the same points.`,
    );
  }
  const cells = new Map<string, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  first.forEach((label, point) => {
    const other = second[point] ?? 0;
    count(cells, `${label} ${other}`);
    count(rows, label);
    count(columns, other);
  });
  const together = pairs(cells);
  const ofFirst = pairs(rows);
  const ofSecond = pairs(columns);
  const all = (first.length * (first.length - 1)) / 2;
  const expected = all > 0 ? (ofFirst * ofSecond) / all : 0;
  const most = (ofFirst + ofSecond) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairs(counts: ReadonlyMap<unknown, number>): number {
  let sum = 0;
  for (const size of counts.values()) sum += (size * (size - 1)) / 2;
  return sum;
}
