import { ascending, group, sum } from "d3";
import type { RenewalRecord } from "../shifted-beta-geometric/sbg-parameters.js";
import type { RenewalCase } from "./renewal-fit.js";

/** A client's contracts that are alike in all that tells of their renewal. */
export interface RenewalLine {
  /** Its place among the distinct records. */
  readonly record: number;
  readonly contracts: number;
  /** What is known of its log-odds of ending, beside the covariates. */
  readonly offset: number;
  readonly covariates: readonly number[];
}

/** All contracts of one client. */
export interface ClientLines {
  readonly client: string;
  readonly contracts: number;
  readonly lines: readonly RenewalLine[];
}

/** Contracts of a portfolio, client by client. */
export interface PortfolioLines {
  readonly records: readonly RenewalRecord[];
  /** By id. */
  readonly clients: readonly ClientLines[];
}

/**
 * Cases client by client, in a fixed order; `offsetOf` and `covariatesOf` say what moves the log-odds of ending of
 * each.
 */
export function portfolioLines(
  cases: readonly RenewalCase[],
  offsetOf: (one: RenewalCase) => number,
  covariatesOf: (one: RenewalCase) => readonly number[],
): PortfolioLines {
  const places = new Map<string, number>();
  const records: RenewalRecord[] = [];
  const placeOf = ({ entered, renewals, ended }: RenewalCase): number => {
    const key = `${entered} ${renewals} ${ended}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, records.length);
    return records.push({ entered, renewals, ended, contracts: 1 }) - 1;
  };
  const inOrder = [...cases].sort(
    (one, other) =>
      ascending(one.client, other.client) ||
      ascending(one.pool, other.pool) ||
      one.entered - other.entered ||
      one.renewals - other.renewals ||
      Number(one.ended) - Number(other.ended) ||
      ascending(String(one.covariates), String(other.covariates)),
  );
  const clients = [...group(inOrder, ({ client }) => client)].map(([client, own]): ClientLines => {
    const alike = group(own, (one) => `${placeOf(one)} ${one.pool} ${one.covariates}`);
    const lines = [...alike.values()].flatMap((same): RenewalLine[] => {
      const [first] = same;
      if (first === undefined) return [];
      return [
        {
          record: placeOf(first),
          contracts: sum(same, ({ contracts }) => contracts),
          offset: offsetOf(first),
          covariates: covariatesOf(first),
        },
      ];
    });
    return { client, contracts: sum(lines, ({ contracts }) => contracts), lines };
  });
  return { records, clients };
}
