/**
 * (G + diag(penalties))⁻¹ of a symmetric positive definite sum, by Cholesky G + Λ = LLᵀ and the inverse of L.
 * G is p × p, row by row, and is not changed. A pivot that is not positive by rounding (two equal columns that
 * nothing penalises) is raised to a small positive one, so that the result stays finite.
 * About p³/2 multiplications, in strips of four rows so that four sums run at a time.
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., 4.2.
 */
export function ridgeInverse(gram: Float64Array, penalties: Float64Array): Float64Array {
  return rootInverse(ridgeRoot(gram, penalties));
}

/** (G + Λ)⁻¹ = WᵀW without its products, at two thirds of the inverse's cost: what solving and updating penalties need. */
export interface RidgeRoot {
  readonly size: number;
  /** W, row by row, zero above the diagonal. */
  readonly root: Float64Array;
}

/** The root of a ridge system; see `ridgeInverse` for the arguments. */
export function ridgeRoot(gram: Float64Array, penalties: Float64Array): RidgeRoot {
  return { size: penalties.length, root: inverseRoot(gram, penalties) };
}

/** (G + Λ)⁻¹c. */
export function rootSolution({ size, root }: RidgeRoot, vector: Float64Array): Float64Array {
  const solution = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const first = k * size;
    let image = 0;
    for (let j = 0; j <= k; j++) image += (root[first + j] ?? 0) * (vector[j] ?? 0);
    for (let j = 0; j <= k; j++) solution[j] = (solution[j] ?? 0) + (root[first + j] ?? 0) * image;
  }
  return solution;
}

/** The diagonal of (G + Λ)⁻¹. */
export function rootDiagonal({ size, root }: RidgeRoot): Float64Array {
  const diagonal = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    for (let j = 0; j <= k; j++) diagonal[j] = (diagonal[j] ?? 0) + (root[k * size + j] ?? 0) ** 2;
  }
  return diagonal;
}

/** The inverse of a system whose root is known. */
export function rootInverse({ size, root }: RidgeRoot): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let k = 0; k < size; k += 4) addStrip(root, inverse, size, k);
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

/** L⁻¹ of G + Λ = LLᵀ, row by row, zero above the diagonal. */
function inverseRoot(gram: Float64Array, penalties: Float64Array): Float64Array {
  const size = penalties.length;
  const lower = Float64Array.from(gram);
  for (let i = 0; i < size; i++) lower[i * size + i] = (lower[i * size + i] ?? 0) + (penalties[i] ?? 0);
  for (let i = 0; i < size; i += 4) factoriseStrip(lower, size, i);
  for (let i = 0; i < size; i++) invertRow(lower, size, i);
  return lower;
}

/** Rows `first` to `first + 3` of L, from the rows before them. */
function factoriseStrip(matrix: Float64Array, size: number, first: number): void {
  const [r0, r1, r2, r3] = [first * size, (first + 1) * size, (first + 2) * size, (first + 3) * size];
  const rows = Math.min(4, size - first);
  const together = rows === 4 ? first : 0;
  for (let j = 0; j < together; j++) {
    const other = j * size;
    let [s0, s1, s2, s3] = [
      matrix[r0 + j] ?? 0,
      matrix[r1 + j] ?? 0,
      matrix[r2 + j] ?? 0,
      matrix[r3 + j] ?? 0,
    ];
    for (let k = 0; k < j; k++) {
      const value = matrix[other + k] ?? 0;
      s0 -= (matrix[r0 + k] ?? 0) * value;
      s1 -= (matrix[r1 + k] ?? 0) * value;
      s2 -= (matrix[r2 + k] ?? 0) * value;
      s3 -= (matrix[r3 + k] ?? 0) * value;
    }
    const pivot = matrix[other + j] ?? 1;
    matrix[r0 + j] = s0 / pivot;
    matrix[r1 + j] = s1 / pivot;
    matrix[r2 + j] = s2 / pivot;
    matrix[r3 + j] = s3 / pivot;
  }
  for (let i = first; i < first + rows; i++) {
    const own = i * size;
    const diagonal = matrix[own + i] ?? 0;
    for (let j = together; j < i; j++) {
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

/** Row i of L⁻¹ is −(Σ lᵢₖ · row k over k < i)/lᵢᵢ with 1/lᵢᵢ on the diagonal; rows of L⁻¹ already stand above it. */
function invertRow(lower: Float64Array, size: number, i: number): void {
  const own = i * size;
  const row = new Float64Array(i);
  let k = 0;
  for (; k + 3 < i; k += 4) {
    const [f0, f1, f2, f3] = [
      lower[own + k] ?? 0,
      lower[own + k + 1] ?? 0,
      lower[own + k + 2] ?? 0,
      lower[own + k + 3] ?? 0,
    ];
    const [a0, a1, a2, a3] = [k * size, (k + 1) * size, (k + 2) * size, (k + 3) * size];
    for (let j = 0; j < k + 4; j++) {
      row[j] =
        (row[j] ?? 0) +
        f0 * (lower[a0 + j] ?? 0) +
        f1 * (lower[a1 + j] ?? 0) +
        f2 * (lower[a2 + j] ?? 0) +
        f3 * (lower[a3 + j] ?? 0);
    }
  }
  for (; k < i; k++) {
    const factor = lower[own + k] ?? 0;
    for (let j = 0; j <= k; j++) row[j] = (row[j] ?? 0) + factor * (lower[k * size + j] ?? 0);
  }
  const pivot = 1 / (lower[own + i] ?? 1);
  for (let j = 0; j < i; j++) lower[own + j] = -pivot * (row[j] ?? 0);
  lower[own + i] = pivot;
  lower.fill(0, own + i + 1, own + size);
}

/** Adds wₖwₖᵀ of the rows `first` to `first + 3` of L⁻¹ to the lower half of the inverse. */
function addStrip(root: Float64Array, inverse: Float64Array, size: number, first: number): void {
  const rows = Math.min(4, size - first);
  const [r0, r1, r2, r3] = [first * size, (first + 1) * size, (first + 2) * size, (first + 3) * size];
  for (let i = 0; i < first + rows; i++) {
    const own = i * size;
    if (rows < 4) {
      for (let k = first; k < first + rows; k++) {
        const left = root[k * size + i] ?? 0;
        for (let j = 0; j <= i; j++)
          inverse[own + j] = (inverse[own + j] ?? 0) + left * (root[k * size + j] ?? 0);
      }
      continue;
    }
    const [w0, w1, w2, w3] = [root[r0 + i] ?? 0, root[r1 + i] ?? 0, root[r2 + i] ?? 0, root[r3 + i] ?? 0];
    for (let j = 0; j <= i; j++) {
      inverse[own + j] =
        (inverse[own + j] ?? 0) +
        w0 * (root[r0 + j] ?? 0) +
        w1 * (root[r1 + j] ?? 0) +
        w2 * (root[r2 + j] ?? 0) +
        w3 * (root[r3 + j] ?? 0);
    }
  }
}
