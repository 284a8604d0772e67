/**
 * (G + diag(penalties))⁻¹ of a symmetric positive definite sum, by Cholesky G + Λ = LLᵀ and the inverse of L.
 * G is p × p, row by row, and is not changed. A pivot that is not positive by rounding (two equal columns that
 * nothing penalises) is raised to a small positive one, so that the result stays finite.
 * About p³ multiplications. Source: Golub and Van Loan, Matrix Computations, 4th ed., 4.2.
 */
export function ridgeInverse(gram: Float64Array, penalties: Float64Array): Float64Array {
  const size = penalties.length;
  const lower = Float64Array.from(gram);
  for (let i = 0; i < size; i++) lower[i * size + i] = (lower[i * size + i] ?? 0) + (penalties[i] ?? 0);
  factorise(lower, size);
  invertLower(lower, size);
  const inverse = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    for (let i = 0; i <= k; i++) {
      const left = lower[k * size + i] ?? 0;
      if (left === 0) continue;
      for (let j = 0; j <= i; j++) {
        const at = i * size + j;
        inverse[at] = (inverse[at] ?? 0) + left * (lower[k * size + j] ?? 0);
      }
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) inverse[j * size + i] = inverse[i * size + j] ?? 0;
  }
  return inverse;
}

/** Ms for a symmetric matrix stored row by row. */
export function symmetricProduct(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += (matrix[i * size + j] ?? 0) * (vector[j] ?? 0);
    return sum;
  });
}

const SMALLEST_PIVOT_SHARE = 1e-12;
const SMALLEST_PIVOT = 1e-150;

function factorise(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    const own = i * size;
    const diagonal = matrix[own + i] ?? 0;
    for (let j = 0; j < i; j++) {
      const other = j * size;
      let sum = matrix[own + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (matrix[own + k] ?? 0) * (matrix[other + k] ?? 0);
      matrix[own + j] = sum / (matrix[other + j] ?? 1);
    }
    let pivot = diagonal;
    for (let k = 0; k < i; k++) pivot -= (matrix[own + k] ?? 0) ** 2;
    matrix[own + i] = Math.sqrt(Math.max(pivot, SMALLEST_PIVOT_SHARE * diagonal, SMALLEST_PIVOT));
  }
}

/** Row i of the inverse is −(Σ lᵢₖ · row k over k < i)/lᵢᵢ with 1/lᵢᵢ on the diagonal: rows only, so that memory is read in order. */
function invertLower(lower: Float64Array, size: number): void {
  const row = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    row.fill(0, 0, i);
    for (let k = 0; k < i; k++) {
      const factor = lower[i * size + k] ?? 0;
      if (factor === 0) continue;
      const above = k * size;
      for (let j = 0; j <= k; j++) row[j] = (row[j] ?? 0) + factor * (lower[above + j] ?? 0);
    }
    const pivot = 1 / (lower[i * size + i] ?? 1);
    for (let j = 0; j < i; j++) lower[i * size + j] = -pivot * (row[j] ?? 0);
    lower[i * size + i] = pivot;
    for (let j = i + 1; j < size; j++) lower[i * size + j] = 0;
  }
}
