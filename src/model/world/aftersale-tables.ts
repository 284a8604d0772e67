import { randomNormal, randomPoisson } from "d3";
import { addMonths } from "../numerics/calendar.js";
import { substream } from "../numerics/substream.js";
import { type Accounts, type Client, lifeOfClient } from "./accounts.js";
import type { Vendor } from "./deal.js";
import { drawOne, drawWhole } from "./draw.js";
import { type Cell, dateCell, lazyTable, type Table } from "./table.js";
import { AS_OF_DAY } from "./timeline.js";

/** Days before leaving in which a client shows it. */
const WARNING_DAYS = 270;

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Engagement each quarter, satisfaction and support tickets each half-year, while the client is one. */
function* clientSignals(vendor: Vendor, client: Client): Generator<readonly Cell[]> {
  const random = substream(vendor.size.seed, `signals ${client.company.index}`);
  const normal = randomNormal.source(random);
  const { restlessness, lastDay, left } = lifeOfClient(vendor, client);
  const until = Math.min(AS_OF_DAY, lastDay);
  for (let quarter = 1; ; quarter++) {
    const day = addMonths(client.deal.startDay, 3 * quarter) + drawWhole(random, 0, 9);
    if (day > until) return;
    const leaving = left && lastDay - day < WARNING_DAYS ? 1 : 0;
    const date = dateCell(day);
    const engagement = normal(78 - 45 * restlessness - 22 * leaving, 9)();
    yield [client.clientId, date, "engagement", Math.round(clamp(engagement, 0, 100))];
    if (quarter % 2 === 0) {
      const satisfaction = normal(8.8 - 3.5 * restlessness - 1.6 * leaving, 0.9)();
      yield [client.clientId, date, "satisfaction", Math.round(clamp(satisfaction, 0, 10) * 10) / 10];
      const tickets = randomPoisson.source(random)(2 + 4 * restlessness + 3 * leaving)();
      yield [client.clientId, date, "support", tickets];
    }
  }
}

/** What is measured after the sale. */
export function signalsTable(vendor: Vendor, { clients }: Accounts): Table {
  return lazyTable(["client_id", "date", "measure", "value"], function* () {
    for (const client of clients) yield* clientSignals(vendor, client);
  });
}

const GOALS = [
  ["Roll out to a second site", "Budget agreed with operations"],
  ["Cut planning time by a third", "Baseline measured together"],
  ["Connect the warehouse system", "Interface specified, waiting for their IT"],
  ["Train twenty more users", "Two dates reserved"],
  ["Replace the old reporting", "Board decides after the summer"],
  ["Halve late deliveries", "Reviewed each quarter"],
] as const;

/** Goals agreed with about a third of the clients of today. */
export function plansTable(vendor: Vendor, { clients }: Accounts): Table {
  return lazyTable(["client_id", "goal", "due", "note"], function* () {
    for (const client of clients) {
      const random = substream(vendor.size.seed, `plan ${client.company.index}`);
      if (random() >= 0.4 || lifeOfClient(vendor, client).lastDay < AS_OF_DAY) continue;
      const first = drawWhole(random, 0, GOALS.length - 1);
      const goals = drawWhole(random, 1, 2);
      for (let number = 0; number < goals; number++) {
        const [goal, note] = GOALS[(first + number) % GOALS.length] ?? GOALS[0];
        yield [client.clientId, goal, dateCell(AS_OF_DAY + drawWhole(random, -60, 400)), note];
      }
    }
  });
}

const NOTES = [
  "Wants one vendor for all sites",
  "Price decides, nothing else",
  "New management, worth a visit",
  "Knows us from a former employer",
  null,
  null,
  null,
] as const;

/** Executives who judge, and how many accounts each. */
const JUDGES = 3;
const JUDGED_ACCOUNTS = 24;

/**
 * What executives believe: each ranks clients and prospects and puts a sum on them. They know something of the
 * expected CLV (`expectedOf`), with a factor of about two of error, and think too much of big names.
 */
export function judgementsTable(
  vendor: Vendor,
  { clients, prospects }: Accounts,
  expectedOf: (accountId: string) => number,
): Table {
  return lazyTable(["account_id", "by", "date", "rank", "estimate", "note"], function* () {
    for (const judge of Array.from({ length: JUDGES }).keys()) {
      const random = substream(vendor.size.seed, `judge ${judge}`);
      const normal = randomNormal.source(random)(0, 0.6);
      const by = vendor.salesForce.reps[judge + 1]?.name ?? null;
      const date = dateCell(AS_OF_DAY - drawWhole(random, 20, 120));
      const known = new Map<string, number>();
      while (known.size < Math.min(JUDGED_ACCOUNTS, clients.length + prospects.length)) {
        const account = random() < 0.5 ? drawOne(random, clients) : drawOne(random, prospects);
        const accountId = "clientId" in account ? account.clientId : account.prospectId;
        const awe = 0.25 * Math.log(account.company.employees / 200);
        known.set(accountId, expectedOf(accountId) * Math.exp(normal() + awe));
      }
      const ranked = [...known].sort(([, a], [, b]) => b - a);
      for (const [position, [accountId, estimate]] of ranked.entries()) {
        yield [accountId, by, date, position + 1, Math.round(estimate / 1000) * 1000, drawOne(random, NOTES)];
      }
    }
  });
}
