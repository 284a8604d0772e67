import type { ClientLines } from "./renewal-lines.js";
import { interpolate, type RenewalTable } from "./renewal-tables.js";

/** A client's contracts at some log-odds of ending. */
export interface ClientSlopes {
  readonly logLikelihood: number;
  /** Σ s over contracts, s the slope of a contract's log-likelihood by its log-odds of ending. */
  readonly slope: number;
  /** Σ s·s′ over pairs of its contracts: above 0 where they end, or stay, together. */
  readonly together: number;
}

/** Log-likelihood and slope of each client, its contracts at log-odds of `levelOf` it and their offsets. */
export function clientSlopes(
  clients: readonly ClientLines[],
  table: RenewalTable,
  levelOf: (client: number) => number,
): ClientSlopes[] {
  const entry = { value: 0, slope: 0 };
  return clients.map(({ lines }, client) => {
    const level = levelOf(client);
    let [logLikelihood, slope, squares] = [0, 0, 0];
    for (const { record, contracts, offset } of lines) {
      interpolate(table, record, level + offset, entry);
      logLikelihood += contracts * entry.value;
      slope += contracts * entry.slope;
      squares += contracts * entry.slope ** 2;
    }
    return { logLikelihood, slope, together: (slope ** 2 - squares) / 2 };
  });
}
