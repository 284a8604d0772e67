import { mean, shuffler } from "d3";

/** How much of the variance of a result goes back to one input. */
export interface SobolIndex {
  /** Share of the variance that this input explains on its own. */
  readonly first: number;
  /** Share that would be gone if this input were known: on its own and together with others. */
  readonly total: number;
}

/**
 * First-order and total Sobol indices of `result` over independent inputs, each uniform on [0, 1).
 *
 * With samples A and B of n rows, and A with column i from B written A_Bⁱ:
 * Sᵢ = mean(f(B)·(f(A_Bⁱ) − f(A)))/V, Tᵢ = mean((f(A) − f(A_Bⁱ))²)/2V, at the cost of n·(inputs + 2) evaluations.
 * Samples are Latin hypercubes. A result that does not vary has all indices 0. For an additive result Sᵢ = Tᵢ, and both
 * are the inputs' shares of the variance. `rows` is a whole number of at least 2.
 * Source: Saltelli et al., Computer Physics Communications 181 (2010), Table 2 (b, f).
 */
export function sobolIndices(
  result: (inputs: readonly number[]) => number,
  inputCount: number,
  rows: number,
  random: () => number,
): SobolIndex[] {
  if (!(Number.isInteger(rows) && rows >= 2)) {
    throw new RangeError(`rows: ${rows} is not a whole number of at least 2`);
  }
  const a = latinHypercube(rows, inputCount, random);
  const b = latinHypercube(rows, inputCount, random);
  const ofA = a.map(result);
  const ofB = b.map(result);
  const centre = mean([...ofA, ...ofB]) ?? 0;
  const variance = mean([...ofA, ...ofB], (value) => (value - centre) ** 2) ?? 0;
  return Array.from({ length: inputCount }, (_, input) => {
    if (!(variance > 0)) return { first: 0, total: 0 };
    const mixed = a.map((row, at) => result(row.with(input, b[at]?.[input] ?? 0)));
    const first = mean(mixed, (value, at) => ((ofB[at] ?? 0) - centre) * (value - (ofA[at] ?? 0))) ?? 0;
    const total = mean(mixed, (value, at) => ((ofA[at] ?? 0) - value) ** 2) ?? 0;
    return { first: Math.max(0, first / variance), total: total / (2 * variance) };
  });
}

/** Rows of which every input falls once into each of as many equal steps as there are rows. */
function latinHypercube(rows: number, inputs: number, random: () => number): (readonly number[])[] {
  const shuffle = shuffler(random);
  const columns = Array.from({ length: inputs }, () =>
    shuffle(Array.from({ length: rows }, (_, row) => (row + random()) / rows)),
  );
  return Array.from({ length: rows }, (_, row) => columns.map((column) => column[row] ?? 0));
}
