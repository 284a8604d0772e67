import type { PortfolioLines } from "./renewal-lines.js";
import { clientSlopes } from "./renewal-slopes.js";
import { type CurveForm, FARTHEST, renewalTables } from "./renewal-tables.js";

/** How far a client's contracts end together, if they are taken to end independently. */
export interface RenewalTies {
  /** Σ s·s′ over pairs of contracts of a client, in its standard errors: 0 in the mean of independent ones. */
  readonly score: number;
  readonly logLikelihood: number;
}

/**
 * Whether contracts of one client end, or stay, together: Rao's score for a variance that they share, the products of
 * pairs alone, so that a curve that fits single contracts badly does not look like ties between them. s is the slope
 * of a contract's log-likelihood by its log-odds of ending, at `level` and its offset.
 */
export function renewalTies(
  { records, clients }: PortfolioLines,
  form: CurveForm,
  level: number,
): RenewalTies {
  const table = renewalTables(records)(form, FARTHEST);
  let [pairs, squares, logLikelihood] = [0, 0, 0];
  for (const client of clientSlopes(clients, table, () => level)) {
    pairs += client.together;
    squares += client.together ** 2;
    logLikelihood += client.logLikelihood;
  }
  return { score: squares > 0 ? pairs / Math.sqrt(squares) : 0, logLikelihood };
}
