/** The lower factor L of a symmetric matrix M = LLᵀ, row by row; null where M is not positive definite. */
export function choleskyFactor(matrix: readonly (readonly number[])[]): number[][] | null {
  const lower: number[][] = [];
  for (const [row, entries] of matrix.entries()) {
    const own: number[] = [];
    for (let column = 0; column <= row; column += 1) {
      const above = column === row ? own : (lower[column] ?? []);
      const known = own.reduce(
        (sum, entry, index) => sum + entry * (index < column ? (above[index] ?? 0) : 0),
        0,
      );
      const rest = (entries[column] ?? Number.NaN) - known;
      if (column < row) own.push(rest / (above[column] ?? Number.NaN));
      else if (rest > 0) own.push(Math.sqrt(rest));
      else return null;
    }
    lower.push(own);
  }
  return lower;
}
