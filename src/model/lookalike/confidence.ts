export type Confidence = "high" | "medium" | "low";

/** What speaks for and against trusting a prospect's place. */
export interface ConfidenceEvidence {
  /** Whether the score tells the ranked prospects apart at all. */
  readonly tellsApart: boolean;
  /** Clients that the value model learnt from. */
  readonly clients: number;
  /** Weight of the fields that are unknown, never seen, or outside the clients' range, 0…1. */
  readonly unknownShare: number;
  /** Further from its nearest client than nineteen of twenty clients are. */
  readonly unlikeClients: boolean;
  /** Width of its value interval relative to the median client's. */
  readonly relativeWidth: number;
  /** Share of refits that agree on which side of the capacity it stands; null when nothing was refitted. */
  readonly agreement: number | null;
}

const FEWEST_CLIENTS = 25;
const CLIENTS_FOR_HIGH = 100;

/**
 * Confidence in a prospect's place. Low: a list of ties, fewer than 25 clients, half of what counts unknown, unlike any client, or
 * most refits disagree. High: from 100 clients on, at most 15 % unknown, an interval at most 10 % wider than usual,
 * and four of five refits agree.
 */
export function confidenceOf(evidence: ConfidenceEvidence): Confidence {
  const agreement = evidence.agreement ?? 0.5;
  if (
    !evidence.tellsApart ||
    evidence.clients < FEWEST_CLIENTS ||
    evidence.unknownShare > 0.5 ||
    evidence.unlikeClients ||
    agreement < 0.5
  ) {
    return "low";
  }
  const high =
    evidence.clients >= CLIENTS_FOR_HIGH &&
    evidence.unknownShare <= 0.15 &&
    evidence.relativeWidth <= 1.1 &&
    agreement >= 0.8;
  return high ? "high" : "medium";
}
