/** ln of rising factorials and their derivatives by the base, at the counts asked for. */
export interface LogRisingFactorials {
  readonly value: Float64Array;
  readonly slope: Float64Array;
}

/**
 * ln (z)ₙ = ln Γ(z + n) − ln Γ(z) = Σₖ ln(z + k) over k < n, and its slope ψ(z + n) − ψ(z) = Σₖ 1/(z + k).
 *
 * One pass over 0 … the largest count serves all counts, and differences of large gammas never arise.
 * `counts` are whole, at least 0 and ascending; z > 0.
 */
export function logRisingFactorials(z: number, counts: readonly number[]): LogRisingFactorials {
  const value = new Float64Array(counts.length);
  const slope = new Float64Array(counts.length);
  let sum = 0;
  let slopeSum = 0;
  let k = 0;
  counts.forEach((count, index) => {
    for (; k < count; k += 1) {
      sum += Math.log(z + k);
      slopeSum += 1 / (z + k);
    }
    value[index] = sum;
    slope[index] = slopeSum;
  });
  return { value, slope };
}
