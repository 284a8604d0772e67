/** Seed of the sample world that the report builds from out of the box. */
export const SAMPLE_SEED = 22;

/** What a reader may ask of a synthetic world. */
export interface WorldOptions {
  /** Same seed (and other options), same bytes. */
  readonly seed: number;
  /** Companies that buy or bought; default 420. */
  readonly clients?: number;
  /** Companies that do not yet; default 6,000. */
  readonly prospects?: number;
  /** Invoice lines in all, faulty rows aside: purchases are split into so many lines of the same day; default one each. */
  readonly transactions?: number;
  /** `"none"` is the same vendor without any planted effect: no firmographic, person, product or campaign changes value. */
  readonly effects?: "planted" | "none";
}

/** Options with every default filled in; `transactions` stays null when each purchase is one line. */
export interface WorldSize {
  readonly seed: number;
  readonly clients: number;
  readonly prospects: number;
  readonly transactions: number | null;
  readonly planted: boolean;
}

function count(name: string, value: number, least: number): number {
  if (!(Number.isInteger(value) && value >= least)) {
    throw new RangeError(`${name} is ${value}: give a whole number of at least ${least}.`);
  }
  return value;
}

/**
 * Options checked and completed.
 *
 * @throws RangeError on a size that is not a whole number or too small for a world (5 clients, 20 prospects).
 */
export function worldSize(options: WorldOptions): WorldSize {
  if (!Number.isSafeInteger(options.seed)) {
    throw new RangeError(`seed is ${options.seed}: give a whole number.`);
  }
  return {
    seed: options.seed,
    clients: count("clients", options.clients ?? 420, 5),
    prospects: count("prospects", options.prospects ?? 6000, 20),
    transactions: options.transactions === undefined ? null : count("transactions", options.transactions, 1),
    planted: options.effects !== "none",
  };
}
