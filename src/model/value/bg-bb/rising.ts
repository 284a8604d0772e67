/** A function from n to Σ term(start + i) over i = 0 … n − 1, each sum worked out once. */
function runningSums(start: number, term: (value: number) => number): (count: number) => number {
  const sums = [0];
  return (count) => {
    for (let known = sums.length; known <= count; known += 1) {
      sums.push((sums[known - 1] ?? 0) + term(start + known - 1));
    }
    return sums[count] ?? Number.NaN;
  };
}

/** n ↦ ln Γ(start + n) − ln Γ(start), for whole n from 0 and a start above 0. */
export function risingLog(start: number): (count: number) => number {
  return runningSums(start, Math.log);
}

/** n ↦ ψ(start + n) − ψ(start), its slope by start. */
export function risingSlope(start: number): (count: number) => number {
  return runningSums(start, (value) => 1 / value);
}
