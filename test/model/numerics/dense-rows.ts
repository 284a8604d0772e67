import { emptyRidgeRows, type RidgeRows } from "../../../src/model/numerics/ridge-rows.js";

/** A dense matrix as ridge rows. */
export function denseRows(matrix: readonly (readonly number[])[]): RidgeRows {
  const width = matrix[0]?.length ?? 0;
  const rows = emptyRidgeRows(matrix.length, width, width);
  for (const [row, cells] of matrix.entries()) {
    for (const [column, value] of cells.entries()) {
      rows.columns[row * width + column] = column;
      rows.values[row * width + column] = value;
    }
  }
  return rows;
}
