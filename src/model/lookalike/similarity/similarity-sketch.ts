/**
 * Rounded costs (1 − similarity) of every account of an index by bins of the query's value, so that most accounts can
 * be passed over by adding small whole numbers: two accounts in one 32-bit word, `words` of them a bin.
 */
export interface SimilaritySketch {
  readonly words: number;
  /** `costs[(firstBin[field] + bin) · words + word]`. */
  readonly costs: Int32Array;
  /** The most by which a bin's rounded costs differ from the exact ones, in steps; by bin. */
  readonly errors: Float64Array;
  readonly fields: readonly FieldBins[];
}

/** What a sketch is drawn of: see `SimilarityIndex`. */
export interface SketchedAccounts {
  readonly rowCount: number;
  readonly fieldCount: number;
  readonly positions: Float64Array;
  readonly weights: Float64Array;
  readonly categorical: Uint8Array;
  readonly unknownSimilarity: Float64Array;
}

interface FieldBins {
  readonly firstBin: number;
  readonly count: number;
  /** Bin of each code of a category; codes that the index does not have share bin 0. Null for a number. */
  readonly binOfCode: ReadonlyMap<number, number> | null;
  /** Start of the regular bins of a number; the bin before and the bin after them are open. */
  readonly lower: number;
}

/** A cost of 1 is so many steps: all fields together stay below 2¹⁶. */
const STEPS = 60_000;
const BINS_A_UNIT = 64;
const MOST_BINS = 128;

/** Draws up the sketch of an index. */
export function similaritySketch(index: SketchedAccounts): SimilaritySketch {
  const { fieldCount, rowCount, positions, weights, categorical, unknownSimilarity } = index;
  const words = (rowCount + 1) >> 1;
  const fields: FieldBins[] = [];
  let bins = 0;
  for (let field = 0; field < fieldCount; field++) {
    const known: number[] = [];
    for (let row = 0; row < rowCount; row++) {
      const position = positions[row * fieldCount + field] ?? Number.NaN;
      if (!Number.isNaN(position)) known.push(position);
    }
    known.sort((a, b) => a - b);
    const codes = [...new Set(known)];
    const lower = (known[Math.floor(0.05 * known.length)] ?? 0) - 0.5;
    const upper = (known[Math.ceil(0.95 * (known.length - 1))] ?? 0) + 0.5;
    const isCategory = categorical[field] === 1;
    const regular = Math.min(MOST_BINS, Math.ceil((upper - lower) * BINS_A_UNIT));
    // A category: any other code, the codes, unknown. A number: below, the regular bins, above, unknown.
    const count = isCategory ? codes.length + 2 : regular + 3;
    const binOfCode = isCategory ? new Map(codes.map((code, at) => [code, at + 1])) : null;
    fields.push({ firstBin: bins, count, binOfCode, lower });
    bins += count;
  }
  const costs = new Int32Array(bins * words);
  const errors = new Float64Array(bins);
  for (const [field, { firstBin, count, binOfCode, lower }] of fields.entries()) {
    const weight = weights[field] ?? 0;
    const unknown = weight * (1 - (unknownSimilarity[field] ?? 0));
    const codeOfBin = new Map([...(binOfCode ?? [])].map(([code, bin]) => [bin, code]));
    for (let bin = 0; bin < count; bin++) {
      let error = 0;
      const from = bin === 0 ? Number.NEGATIVE_INFINITY : lower + (bin - 1) / BINS_A_UNIT;
      const to = bin === count - 2 ? Number.POSITIVE_INFINITY : lower + bin / BINS_A_UNIT;
      for (let row = 0; row < rowCount; row++) {
        const position = positions[row * fieldCount + field] ?? Number.NaN;
        let least = unknown;
        let most = unknown;
        if (bin < count - 1 && !Number.isNaN(position)) {
          if (binOfCode !== null) least = most = codeOfBin.get(bin) === position ? 0 : weight;
          else {
            least = weight * Math.min(Math.max(from - position, position - to, 0), 1);
            most = weight * Math.min(Math.max(position - from, to - position), 1);
          }
        }
        const steps = Math.round((STEPS * (least + most)) / 2);
        error = Math.max(error, STEPS * most - steps, steps - STEPS * least);
        const at = (firstBin + bin) * words + (row >> 1);
        costs[at] = (costs[at] ?? 0) + (row % 2 === 0 ? steps : steps << 16);
      }
      errors[firstBin + bin] = error;
    }
  }
  return { words, costs, errors, fields };
}

/** Rounded costs of every account of the sketch for one query at a time. */
export class SketchQuery {
  readonly #sketch: SimilaritySketch;
  readonly #rowCount: number;
  readonly #sums: Int32Array;
  readonly #offsets: Int32Array;
  readonly #best: Int32Array;
  readonly #candidates: Int32Array;

  /** Looks for `count` nearest accounts of an index of `rowCount`. */
  constructor(sketch: SimilaritySketch, rowCount: number, count: number) {
    this.#sketch = sketch;
    this.#rowCount = rowCount;
    this.#sums = new Int32Array(sketch.words);
    this.#offsets = new Int32Array(sketch.fields.length);
    this.#best = new Int32Array(count);
    this.#candidates = new Int32Array(rowCount);
  }

  /**
   * Accounts, in order of row, among which the nearest are: those whose cost may be as low as the last of the
   * `count` lowest may be high. The array is the query's own and holds until the next call.
   */
  candidates(queries: Float64Array, query: number): Int32Array {
    const { words } = this.#sketch;
    const sums = this.#sums;
    const error = this.#addUp(queries, query);
    const best = this.#best.fill(0xffff);
    const last = best.length - 1;
    let worst = 0xffff;
    for (let word = 0; word < words; word++) {
      const pair = sums[word] ?? 0;
      if ((pair & 0xffff) < worst) worst = insert(best, last, pair & 0xffff);
      if (pair >>> 16 < worst && 2 * word + 1 < this.#rowCount) worst = insert(best, last, pair >>> 16);
    }
    return this.#upTo(worst + 2 * error + 1);
  }

  /** Whether some account costs at most `most` (0…1): true, false, or the accounts among which it is if there is one. */
  within(queries: Float64Array, query: number, most: number): boolean | Int32Array {
    const sums = this.#sums;
    const error = this.#addUp(queries, query) + 1;
    let lowest = 0xffff;
    for (let word = 0; word < sums.length; word++) {
      const pair = sums[word] ?? 0;
      if ((pair & 0xffff) < lowest) lowest = pair & 0xffff;
      if (pair >>> 16 < lowest && 2 * word + 1 < this.#rowCount) lowest = pair >>> 16;
    }
    const limit = STEPS * most;
    if (lowest + error <= limit) return true;
    return lowest - error > limit ? false : this.#upTo(limit + error);
  }

  /** Accounts, in order of row, of which the rounded cost is at most the limit. */
  #upTo(limit: number): Int32Array {
    const sums = this.#sums;
    let found = 0;
    for (let word = 0; word < sums.length; word++) {
      const pair = sums[word] ?? 0;
      if ((pair & 0xffff) <= limit) this.#candidates[found++] = 2 * word;
      if (pair >>> 16 <= limit && 2 * word + 1 < this.#rowCount) this.#candidates[found++] = 2 * word + 1;
    }
    return this.#candidates.subarray(0, found);
  }

  /** Adds the costs of all fields up; returns how far a sum may be from the exact cost. */
  #addUp(queries: Float64Array, query: number): number {
    const { words, costs, errors, fields } = this.#sketch;
    const sums = this.#sums.fill(0);
    const offsets = this.#offsets;
    let error = 0;
    for (let field = 0; field < fields.length; field++) {
      const bins = fields[field];
      if (bins === undefined) continue;
      const bin = bins.firstBin + binOf(bins, queries[query + field] ?? Number.NaN);
      offsets[field] = bin * words;
      error += errors[bin] ?? 0;
    }
    let field = 0;
    for (; field + 5 < fields.length; field += 6) {
      const a = offsets[field] ?? 0;
      const b = offsets[field + 1] ?? 0;
      const c = offsets[field + 2] ?? 0;
      const d = offsets[field + 3] ?? 0;
      const e = offsets[field + 4] ?? 0;
      const f = offsets[field + 5] ?? 0;
      for (let word = 0; word < words; word++) {
        // Cut to 32 bits at each step: a sum that may leave them is added as a float.
        const left = ((sums[word] ?? 0) + (costs[a + word] ?? 0)) | 0;
        const middle = (((costs[b + word] ?? 0) + (costs[c + word] ?? 0)) | 0) + (costs[d + word] ?? 0);
        const right = ((costs[e + word] ?? 0) + (costs[f + word] ?? 0)) | 0;
        sums[word] = (((left + (middle | 0)) | 0) + right) | 0;
      }
    }
    for (; field < fields.length; field++) {
      const offset = offsets[field] ?? 0;
      for (let word = 0; word < words; word++)
        sums[word] = ((sums[word] ?? 0) + (costs[offset + word] ?? 0)) | 0;
    }
    return error;
  }
}

function binOf(bins: FieldBins, value: number): number {
  if (Number.isNaN(value)) return bins.count - 1;
  if (bins.binOfCode !== null) return bins.binOfCode.get(value) ?? 0;
  const regular = Math.floor((value - bins.lower) * BINS_A_UNIT) + 1;
  return Math.min(Math.max(regular, 0), bins.count - 2);
}

function insert(best: Int32Array, last: number, cost: number): number {
  let at = last;
  while (at > 0 && cost < (best[at - 1] ?? 0)) {
    best[at] = best[at - 1] ?? 0;
    at--;
  }
  best[at] = cost;
  return best[last] ?? 0;
}
