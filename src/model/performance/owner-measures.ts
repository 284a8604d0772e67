import { type RateUnit, type ShrunkRate, shrinkRates } from "./shrink-rates.js";

/** What a client counts for with the rep that won it and the success owner that looks after it. */
export interface OwnedClient {
  readonly clientId: string;
  readonly rep: string | null;
  readonly successOwner: string | null;
  readonly clv: number;
  /** Decisions to stay that have fallen, those to stay, and those that like clients would have taken. */
  readonly decisions: number;
  readonly stayed: number;
  readonly expectedStayed: number;
  /** Margin of expansions so far. */
  readonly expansion: number;
  /** Years as a client up to the as-of date or to its end. */
  readonly years: number;
  /** Mean reading; null without one. */
  readonly satisfaction: number | null;
}

/** An owner's clients by what they are worth, whether they stay, grow and are satisfied; null where nothing is known. */
export interface OwnerMeasures {
  readonly owner: string;
  readonly clients: number;
  readonly clv: number;
  /** CLV per client. */
  readonly worth: ShrunkRate | null;
  readonly decisions: number;
  readonly stayed: number;
  readonly expectedStayed: number;
  /** Share that stayed beyond what like clients did, in decisions per decision. */
  readonly kept: ShrunkRate | null;
  /** Margin of expansions per client and year. */
  readonly grown: ShrunkRate | null;
  readonly satisfied: ShrunkRate | null;
}

/** Measures by rep (who won the client) or success owner (who looks after it), worth most per client first. */
export function ownerMeasures(
  clients: readonly OwnedClient[],
  role: "rep" | "successOwner",
): OwnerMeasures[] {
  const owned = clients.flatMap((client) => {
    const owner = client[role];
    return owner === null ? [] : [{ ...client, owner }];
  });
  const rates = (unitOf: (client: OwnedClient) => Omit<RateUnit, "label"> | null) =>
    new Map(
      shrinkRates(
        owned.flatMap((client) => {
          const unit = unitOf(client);
          return unit === null ? [] : [{ label: client.owner, ...unit }];
        }),
      ).map((rate) => [rate.label, rate]),
    );
  const worth = rates(({ clv }) => ({ value: clv, exposure: 1 }));
  const kept = rates(({ decisions, stayed, expectedStayed }) =>
    decisions > 0 ? { value: stayed - expectedStayed, exposure: decisions } : null,
  );
  const grown = rates(({ expansion, years }) => (years > 0 ? { value: expansion, exposure: years } : null));
  const satisfied = rates(({ satisfaction }) =>
    satisfaction === null ? null : { value: satisfaction, exposure: 1 },
  );
  return [...worth.keys()].map((owner) => {
    const own = owned.filter((client) => client.owner === owner);
    const total = (of: (client: OwnedClient) => number) => own.reduce((sum, client) => sum + of(client), 0);
    return {
      owner,
      clients: own.length,
      clv: total(({ clv }) => clv),
      worth: worth.get(owner) ?? null,
      decisions: total(({ decisions }) => decisions),
      stayed: total(({ stayed }) => stayed),
      expectedStayed: total(({ expectedStayed }) => expectedStayed),
      kept: kept.get(owner) ?? null,
      grown: grown.get(owner) ?? null,
      satisfied: satisfied.get(owner) ?? null,
    };
  });
}
