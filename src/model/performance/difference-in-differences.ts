import { shuffler } from "d3";

/** What one account did before and after: amounts, and what they are counted by (quarters, renewals due). */
export interface BeforeAndAfter {
  readonly before: { readonly amount: number; readonly base: number };
  readonly after: { readonly amount: number; readonly base: number };
}

/** An account of the comparison; accounts are compared with those of their own stratum. */
export interface ComparedAccount {
  readonly touched: boolean;
  readonly stratum: string;
  /** In the order of the outcomes. */
  readonly outcomes: readonly BeforeAndAfter[];
}

export interface Rates {
  readonly touched: { readonly before: number; readonly after: number };
  readonly untouched: { readonly before: number; readonly after: number };
}

/** How differently one outcome changed where something was done. */
export interface Difference {
  readonly rates: Rates;
  /** (touched after − before) − (untouched after − before). */
  readonly effect: number;
  readonly standardError: number;
  /** Share of shuffles whose difference is as clear. */
  readonly p: number;
  /** The same, for the clearest of all outcomes that were looked at, and step by step for the next. */
  readonly pOfOutcomes: number;
}

/**
 * Differences in differences of several outcomes; null where an outcome has nothing to divide by in one of the four
 * cells.
 *
 * Rate = Σ w·amount ÷ Σ w·base; effect = (R₁after − R₁before) − (R₀after − R₀before). Untouched accounts are weighted
 * so that every stratum counts as much among them as among the touched; a stratum without both kinds is left out. The
 * standard error is clustered by account (linearised ratio: Σψ² by account). p: touched accounts are drawn anew within
 * strata `shuffles` times and |effect ÷ standard error| compared, which holds whatever the shape of the amounts
 * (Chung and Romano 2013); `pOfOutcomes` compares with the largest of the outcomes, step down (Westfall and Young
 * 1993). Fewer than two touched or untouched accounts give only nulls.
 */
export function differencesInDifferences(
  accounts: readonly ComparedAccount[],
  shuffles: number,
  random: () => number,
): (Difference | null)[] {
  const outcomes = accounts[0]?.outcomes.length ?? 0;
  const compared = withBothKinds(accounts);
  const labels = compared.map(({ touched }) => touched);
  const weights = strataWeights(compared);
  const rowsOf = strataRows(compared);
  const tables = Array.from({ length: outcomes }, (_, outcome) => toTable(compared, outcome));
  const observed = tables.map((table) => estimate(table, labels, weights));
  const sizes = observed.map((one) => (one === null ? 0 : Math.abs(one.effect) / one.standardError));
  const order = sizes.map((_, at) => at).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  const alone = new Array<number>(outcomes).fill(1);
  const stepped = new Array<number>(outcomes).fill(1);
  const shuffle = shuffler(random);
  const drawn = [...labels];
  for (let draw = 0; draw < shuffles && observed.some((one) => one !== null); draw++) {
    for (const rows of rowsOf) {
      const mixed = shuffle(rows.map((row) => labels[row] ?? false));
      rows.forEach((row, at) => {
        drawn[row] = mixed[at] ?? false;
      });
    }
    let largest = 0;
    for (const outcome of [...order].reverse()) {
      if (observed[outcome] === null) continue;
      const table = tables[outcome];
      const one = table ? estimate(table, drawn, weights) : null;
      const size = one === null ? 0 : Math.abs(one.effect) / one.standardError;
      largest = Math.max(largest, size);
      const reached = (sizes[outcome] ?? 0) - 1e-9;
      if (size >= reached) alone[outcome] = (alone[outcome] ?? 1) + 1;
      if (largest >= reached) stepped[outcome] = (stepped[outcome] ?? 1) + 1;
    }
  }
  let least = 0;
  const corrected = new Map<number, number>();
  for (const outcome of order) {
    least = Math.max(least, (stepped[outcome] ?? 1) / (shuffles + 1));
    corrected.set(outcome, Math.min(1, least));
  }
  return observed.map((one, outcome) =>
    one === null
      ? null
      : { ...one, p: (alone[outcome] ?? 1) / (shuffles + 1), pOfOutcomes: corrected.get(outcome) ?? 1 },
  );
}

function strataRows(accounts: readonly ComparedAccount[]): number[][] {
  const rows = new Map<string, number[]>();
  accounts.forEach(({ stratum }, row) => {
    const own = rows.get(stratum);
    if (own) own.push(row);
    else rows.set(stratum, [row]);
  });
  return [...rows.values()];
}

function withBothKinds(accounts: readonly ComparedAccount[]): ComparedAccount[] {
  const kinds = new Map<string, Set<boolean>>();
  for (const { stratum, touched } of accounts) {
    const seen = kinds.get(stratum) ?? new Set<boolean>();
    kinds.set(stratum, seen.add(touched));
  }
  return accounts.filter(({ stratum }) => kinds.get(stratum)?.size === 2);
}

/** Weight of an untouched account: touched accounts of its stratum for each untouched one. */
function strataWeights(accounts: readonly ComparedAccount[]): number[] {
  const weights = new Array<number>(accounts.length).fill(1);
  for (const rows of strataRows(accounts)) {
    const touched = rows.filter((row) => accounts[row]?.touched).length;
    for (const row of rows) weights[row] = touched / (rows.length - touched);
  }
  return weights;
}

interface OutcomeTable {
  readonly amountBefore: Float64Array;
  readonly baseBefore: Float64Array;
  readonly amountAfter: Float64Array;
  readonly baseAfter: Float64Array;
}

function toTable(accounts: readonly ComparedAccount[], outcome: number): OutcomeTable {
  const column = (read: (one: BeforeAndAfter) => number) =>
    Float64Array.from(accounts, ({ outcomes }) => {
      const one = outcomes[outcome];
      return one ? read(one) : 0;
    });
  return {
    amountBefore: column(({ before }) => before.amount),
    baseBefore: column(({ before }) => before.base),
    amountAfter: column(({ after }) => after.amount),
    baseAfter: column(({ after }) => after.base),
  };
}

function estimate(
  { amountBefore, baseBefore, amountAfter, baseAfter }: OutcomeTable,
  labels: readonly boolean[],
  weights: readonly number[],
): { rates: Rates; effect: number; standardError: number } | null {
  const group = (kind: boolean) => {
    let [a0, b0, a1, b1, members] = [0, 0, 0, 0, 0];
    for (let row = 0; row < labels.length; row++) {
      if (labels[row] !== kind) continue;
      const weight = kind ? 1 : (weights[row] ?? 0);
      a0 += weight * (amountBefore[row] ?? 0);
      b0 += weight * (baseBefore[row] ?? 0);
      a1 += weight * (amountAfter[row] ?? 0);
      b1 += weight * (baseAfter[row] ?? 0);
      members++;
    }
    if (!(members > 1 && b0 > 0 && b1 > 0)) return null;
    const before = a0 / b0;
    const after = a1 / b1;
    let squares = 0;
    for (let row = 0; row < labels.length; row++) {
      if (labels[row] !== kind) continue;
      const weight = kind ? 1 : (weights[row] ?? 0);
      const later = ((amountAfter[row] ?? 0) - after * (baseAfter[row] ?? 0)) / b1;
      const earlier = ((amountBefore[row] ?? 0) - before * (baseBefore[row] ?? 0)) / b0;
      squares += (weight * (later - earlier)) ** 2;
    }
    return { before, after, variance: (squares * members) / (members - 1) };
  };
  const touched = group(true);
  const untouched = group(false);
  if (touched === null || untouched === null) return null;
  const standardError = Math.sqrt(touched.variance + untouched.variance);
  if (!(standardError > 0)) return null;
  return {
    rates: {
      touched: { before: touched.before, after: touched.after },
      untouched: { before: untouched.before, after: untouched.after },
    },
    effect: touched.after - touched.before - (untouched.after - untouched.before),
    standardError,
  };
}
