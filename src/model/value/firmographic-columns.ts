import { encode } from "../firmographics/encode.js";
import { type EncodingColumn, encodingColumns } from "../firmographics/encoding.js";
import { fitEncoding } from "../firmographics/fit-encoding.js";
import type { ClientTraits } from "./tournament/client-predictors.js";

/** Firmographics as columns of numbers, for a model that lets its parameters go with them. */
export interface FirmographicColumns {
  /** For a reader. */
  readonly names: readonly string[];
  /** What a column moves by: from no to yes of a level, or one standard deviation of a number. */
  readonly units: readonly number[];
  /** A client's, in the order of the names; zeros where nothing is known of it. */
  readonly rowOf: (clientId: string) => readonly number[];
}

export const FEWEST_CLIENTS_WITH_COVARIATES = 100;
const MOST_COVARIATES = 6;
/** Standard errors from none that an effect must lie to be fitted at all. */
const CLEAR_ERRORS = 2.5;
/** Effects of standardised covariates are drawn towards none as by a normal prior of standard deviation 0.2. */
export const EFFECT_PENALTY = 1 / 0.2 ** 2;

/** The encoding that lookalikes use, of the fields that may be used. */
export function firmographicColumns({ accounts, features }: ClientTraits): FirmographicColumns {
  const encoding = fitEncoding(accounts, features);
  const columns = encodingColumns(encoding);
  const known = new Map(accounts.map((account) => [account.accountId, account] as const));
  return {
    names: columns.map(nameOf),
    units: columns.map(({ weight }) => weight),
    rowOf: (clientId) => {
      const account = known.get(clientId);
      return account === undefined ? columns.map(() => 0) : [...encode(encoding, account)];
    },
  };
}

/** The columns, six at most, whose scores differ from 0 by more than 2.5 standard errors, the clearest first. */
export function clearColumns(scores: readonly number[]): number[] {
  return scores
    .map((score, column) => ({ column, score: Math.abs(score) }))
    .filter(({ score }) => score > CLEAR_ERRORS)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_COVARIATES)
    .map(({ column }) => column);
}

function nameOf({ kind, field, level }: EncodingColumn): string {
  if (kind === "measure") return field;
  return `${field}: ${level ?? (kind === "missing" ? "unknown" : "other")}`;
}
