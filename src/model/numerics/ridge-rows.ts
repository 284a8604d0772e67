/**
 * A design matrix of which every row has at most `slotCount` cells that are not zero, as one-hot fields give it.
 * Cells of a row stand in the order of their columns, each column once.
 * Slot s of row r is column `columns[r·slotCount + s]` with `values[…]`; a slot without a cell has the value 0.
 */
export interface RidgeRows {
  readonly rowCount: number;
  readonly slotCount: number;
  readonly columnCount: number;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Rows without a cell, to be filled by the caller: `rowCount` × `slotCount` slots over `columnCount` columns. */
export function emptyRidgeRows(rowCount: number, slotCount: number, columnCount: number): RidgeRows {
  const slots = rowCount * slotCount;
  return {
    rowCount,
    slotCount,
    columnCount,
    columns: new Int32Array(slots),
    values: new Float64Array(slots),
  };
}

/** xᵣᵀβ of row r. */
export function rowProduct(rows: RidgeRows, row: number, coefficients: Float64Array): number {
  let sum = 0;
  const end = (row + 1) * rows.slotCount;
  for (let slot = row * rows.slotCount; slot < end; slot++) {
    sum += (rows.values[slot] ?? 0) * (coefficients[rows.columns[slot] ?? 0] ?? 0);
  }
  return sum;
}

/** xᵣᵀMxᵣ of row r, for a symmetric matrix M stored row by row. */
export function rowQuadraticForm(rows: RidgeRows, row: number, matrix: Float64Array): number {
  const { columns, values, slotCount, columnCount } = rows;
  let sum = 0;
  const start = row * slotCount;
  const end = start + slotCount;
  for (let a = start; a < end; a++) {
    const valueA = values[a] ?? 0;
    if (valueA === 0) continue;
    const offset = (columns[a] ?? 0) * columnCount;
    let image = 0;
    for (let b = a + 1; b < end; b++) image += (values[b] ?? 0) * (matrix[offset + (columns[b] ?? 0)] ?? 0);
    sum += valueA * (valueA * (matrix[offset + (columns[a] ?? 0)] ?? 0) + 2 * image);
  }
  return sum;
}

/** XᵀWX, stored row by row; W is diagonal, weights ≥ 0. */
export function gramMatrix(rows: RidgeRows, weights: Float64Array): Float64Array {
  const { columns, values, slotCount, columnCount, rowCount } = rows;
  const gram = new Float64Array(columnCount * columnCount);
  const filled = new Int32Array(slotCount);
  const contents = new Float64Array(slotCount);
  for (let row = 0; row < rowCount; row++) {
    const weight = weights[row] ?? 0;
    if (weight === 0) continue;
    const start = row * slotCount;
    let count = 0;
    for (let slot = start; slot < start + slotCount; slot++) {
      const value = values[slot] ?? 0;
      if (value === 0) continue;
      filled[count] = columns[slot] ?? 0;
      contents[count++] = value;
    }
    for (let a = 0; a < count; a++) {
      const weighted = weight * (contents[a] ?? 0);
      const offset = (filled[a] ?? 0) * columnCount;
      for (let b = 0; b <= a; b++) {
        const at = offset + (filled[b] ?? 0);
        gram[at] = (gram[at] ?? 0) + weighted * (contents[b] ?? 0);
      }
    }
  }
  // Slots are in column order, so that only the lower half was filled.
  for (let i = 0; i < columnCount; i++) {
    for (let j = 0; j < i; j++) gram[j * columnCount + i] = gram[i * columnCount + j] ?? 0;
  }
  return gram;
}

/** XᵀWt for targets t and weights ≥ 0. */
export function crossProduct(rows: RidgeRows, weights: Float64Array, targets: Float64Array): Float64Array {
  const cross = new Float64Array(rows.columnCount);
  for (let row = 0; row < rows.rowCount; row++) {
    const weighted = (weights[row] ?? 0) * (targets[row] ?? 0);
    if (weighted === 0) continue;
    const end = (row + 1) * rows.slotCount;
    for (let slot = row * rows.slotCount; slot < end; slot++) {
      const column = rows.columns[slot] ?? 0;
      cross[column] = (cross[column] ?? 0) + weighted * (rows.values[slot] ?? 0);
    }
  }
  return cross;
}
