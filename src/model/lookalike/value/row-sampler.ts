import { substream } from "../../numerics/substream.js";

/**
 * At most `count` of some rows, drawn by a hash of their ids so that the order of the input does not matter. The draws
 * are made once for all samples.
 */
export function rowSampler(ids: readonly string[]): (rows: Int32Array, count: number) => Int32Array {
  let kept: Float64Array | undefined;
  return (rows, count) => {
    if (rows.length <= count) return rows;
    kept ??= Float64Array.from(ids, (id) => substream(1, id)());
    const draws = kept;
    const last = Float64Array.from(rows, (row) => draws[row] ?? 0).sort()[count - 1] ?? 1;
    return rows.filter((row) => (draws[row] ?? 1) <= last).slice(0, count);
  };
}
