import { rollups } from "d3";
import type { Estimate } from "../numerics/interval.js";
import { meanInterval } from "../numerics/mean-interval.js";
import { quarterName, quarterNumber } from "../numerics/quarter.js";
import { shareInterval } from "../numerics/share-interval.js";
import type { ClientValue } from "../value/client-value.js";
import { sharedVarianceOfMean } from "../value/portfolio/portfolio-totals.js";
import type { PanelClient, QuarterlyPanel } from "./quarterly-panel.js";

/** The parts that lifetime value is made of, over the year that ends with a quarter. */
export interface QuarterParts {
  readonly quarter: string;
  /** Clients with business, or under contract, in the year. */
  readonly clients: number;
  readonly newClients: number;
  /** Mean CLV of those won in the year, what is still expected included; null where there are not two. */
  readonly clv: Estimate | null;
  /** Renewed of those due in the year; null where none was. */
  readonly retention: Estimate | null;
  readonly due: number;
  /** Mean margin of the first quarter of those won in the year; null where nobody was. */
  readonly dealSize: Estimate | null;
  readonly ordersPerClient: Estimate;
  readonly expansionPerClient: Estimate;
}

/** The same parts at the same age, by the year in which clients were won; but for CLV and renewals, of those followed. */
export interface CohortParts {
  readonly cohort: string;
  readonly clients: number;
  /** Mean CLV of all of them, what is still expected included. */
  readonly clv: Estimate;
  /** Clients whose first four quarters were seen: the parts that follow are theirs alone, so that they compare. */
  readonly followed: number;
  readonly dealSize: Estimate;
  readonly firstYearMargin: Estimate;
  readonly firstYearOrders: Estimate;
  readonly firstYearExpansion: Estimate;
  /** First renewals of all that were due within two years; null where none was. */
  readonly retention: Estimate | null;
  readonly due: number;
}

/** Values of clients, by id. */
type ValueOf = ReadonlyMap<string, Pick<ClientValue, "clv" | "clvMoves">>;

const YEAR = 4;
const FEWEST_CLIENTS = 10;

/**
 * CLV and its parts quarter by quarter, from the first whole year of the panel on; quarters with fewer than 10 clients are
 * left out. CLV is of the clients won in the year, each over its first months, so that quarters compare; a client without
 * one counts 0.
 */
export function quarterlyParts({ quarters, clients }: QuarterlyPanel, values: ValueOf): QuarterParts[] {
  return quarters.flatMap((quarter, at): QuarterParts[] => {
    const from = at - YEAR + 1;
    if (from < 0) return [];
    const members = clients.filter(({ busy }) => busy.slice(from, at + 1).some(Boolean));
    if (members.length < FEWEST_CLIENTS) return [];
    const won = clients.filter(({ entered }) => entered >= from && entered <= at);
    const perClient = (read: (client: PanelClient) => readonly number[]): Estimate =>
      meanInterval(members.map((client) => total(read(client), from, at + 1)));
    const due = sumOf(members, (client) => total(client.due, from, at + 1));
    return [
      {
        quarter,
        clients: members.length,
        newClients: won.length,
        clv: won.length > 1 ? meanClv(won, values) : null,
        retention:
          due > 0
            ? shareInterval(
                sumOf(members, (client) => total(client.renewed, from, at + 1)),
                due,
              )
            : null,
        due,
        dealSize: won.length > 1 ? meanInterval(won.map(firstQuarterMargin)) : null,
        ordersPerClient: perClient(({ orders }) => orders),
        expansionPerClient: perClient(({ expansion }) => expansion),
      },
    ];
  });
}

/** Parts of CLV by the calendar year of the first purchase, each at the same age; years with fewer than 10 clients followed for a year are left out. */
export function cohortParts({ quarters, clients }: QuarterlyPanel, values: ValueOf): CohortParts[] {
  const first = quarterNumber(quarters[0] ?? "1970-Q1");
  const cohorts = rollups(
    clients,
    (members) => members,
    ({ entered }) => quarterName(first + entered).slice(0, 4),
  ).sort(([one], [other]) => (one < other ? -1 : 1));
  return cohorts.flatMap(([cohort, members]): CohortParts[] => {
    const followed = members.filter(({ entered }) => entered + YEAR <= quarters.length);
    if (followed.length < FEWEST_CLIENTS) return [];
    const inFirstYear = (read: (client: PanelClient) => readonly number[]): Estimate =>
      meanInterval(followed.map((client) => total(read(client), client.entered, client.entered + YEAR)));
    const inTwoYears = (read: (client: PanelClient) => readonly number[]): number =>
      sumOf(members, (client) => total(read(client), client.entered, client.entered + 2 * YEAR));
    const due = inTwoYears((client) => client.due);
    return [
      {
        cohort,
        clients: members.length,
        clv: meanClv(members, values),
        followed: followed.length,
        dealSize: meanInterval(followed.map(firstQuarterMargin)),
        firstYearMargin: inFirstYear(({ margin }) => margin),
        firstYearOrders: inFirstYear(({ orders }) => orders),
        firstYearExpansion: inFirstYear(({ expansion }) => expansion),
        retention:
          due > 0
            ? shareInterval(
                inTwoYears((client) => client.renewed),
                due,
              )
            : null,
        due,
      },
    ];
  });
}

function meanClv(clients: readonly PanelClient[], values: ValueOf): Estimate {
  return meanInterval(
    clients.map(({ clientId }) => values.get(clientId)?.clv ?? 0),
    sharedVarianceOfMean(clients.map(({ clientId }) => values.get(clientId) ?? { clvMoves: [] })),
  );
}

function firstQuarterMargin({ margin, entered }: PanelClient): number {
  return margin[entered] ?? 0;
}

function total(amounts: readonly number[], from: number, to: number): number {
  return sumOf(amounts.slice(Math.max(0, from), to), (amount) => amount);
}

function sumOf<Item>(items: readonly Item[], read: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + read(item), 0);
}
