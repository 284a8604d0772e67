import { isoDateOf } from "../numerics/calendar.js";
import { type Accounts, lifeIfWon, type Prospect } from "./accounts.js";
import { type ClientRecord, recordOf } from "./client-record.js";
import type { Vendor } from "./deal.js";
import { type ClientTruth, type ProspectTruth, type WorldDifficulty, worldDifficulty } from "./difficulty.js";
import type { Fault } from "./faults.js";
import { currentIcpFigures, driverFigures, homeMarketFigures, turnFigures } from "./market-effects.js";
import { channelFigures, hunterFigures, initiativeFigures, productFigures } from "./planted-effects.js";
import { prospectEntry } from "./prospect-entry.js";
import type { Attainment } from "./quotas.js";
import { realisedClv } from "./realised-clv.js";
import type { Table } from "./table.js";
import { AS_OF_DAY } from "./timeline.js";
import { valueSegment } from "./value-segments.js";
import { winProbability } from "./win-drivers.js";

/** A client that the prospect list holds again. */
export interface Duplicate {
  readonly prospectId: string;
  readonly clientId: string;
  readonly by: "domain" | "name";
  /** Somebody has set its status to customer. */
  readonly isMarked: boolean;
}

/** All that was planted and that nobody would know of a real vendor. */
export interface Truth {
  readonly seed: number;
  readonly asOf: string;
  readonly effects: "planted" | "none";
  readonly difficulty: WorldDifficulty;
  readonly drivers: ReturnType<typeof driverFigures>;
  readonly currentIcp: ReturnType<typeof currentIcpFigures>;
  readonly homeMarket: ReturnType<typeof homeMarketFigures>;
  readonly turn: ReturnType<typeof turnFigures>;
  readonly channels: ReturnType<typeof channelFigures>;
  readonly initiatives: ReturnType<typeof initiativeFigures>;
  readonly hunter: ReturnType<typeof hunterFigures>;
  readonly leakyProduct: ReturnType<typeof productFigures>;
  readonly duplicates: readonly Duplicate[];
  /** Rows that a reader must reject; finance's controls hold the first two as they were meant, and the third once. */
  readonly faults: readonly Pick<Fault, "transactionId" | "fault" | "row" | "inFinance">[];
  readonly clients: readonly ClientTruth[];
  readonly prospects: readonly ProspectTruth[];
}

function clientTruth({ client, expectedClv: expected, realisedClv: realised }: ClientRecord): ClientTruth {
  return {
    clientId: client.clientId,
    expectedClv: Math.round(expected),
    realisedClv: Math.round(realised),
    segment: valueSegment(client.company),
  };
}

function prospectTruth(vendor: Vendor, prospect: Prospect): ProspectTruth {
  const { prospectId, company, nextDeal } = prospect;
  return {
    prospectId,
    expectedClv: Math.round(nextDeal.expectedClv.after),
    realisedClv: Math.round(realisedClv(lifeIfWon(vendor, prospect), nextDeal.startDay)),
    pWin: Math.round(winProbability(company) * 1000) / 1000,
    segment: valueSegment(company),
    employees: company.employees,
  };
}

function duplicatesOf(vendor: Vendor, prospects: readonly Prospect[]): readonly Duplicate[] {
  return prospects.flatMap((prospect) => {
    if (prospect.duplicateOf === null) return [];
    const { duplicateBy, status } = prospectEntry(vendor, prospect);
    const { clientId } = prospect.duplicateOf;
    return [
      {
        prospectId: prospect.prospectId,
        clientId,
        by: duplicateBy ?? "name",
        isMarked: status === "customer",
      },
    ];
  });
}

/** The truth of a world; lives every client's and every prospect's first 60 months. */
export function tellTruth(
  vendor: Vendor,
  { clients, prospects }: Accounts,
  {
    spend,
    quotas,
    faults,
  }: { readonly spend: Table; readonly quotas: readonly Attainment[]; readonly faults: readonly Fault[] },
): Truth {
  const records = clients.map((client) => recordOf(vendor, client));
  const truths = {
    clients: records.map(clientTruth),
    prospects: prospects.map((prospect) => prospectTruth(vendor, prospect)),
  };
  return {
    seed: vendor.size.seed,
    asOf: isoDateOf(AS_OF_DAY),
    effects: vendor.size.planted ? "planted" : "none",
    difficulty: worldDifficulty(truths),
    drivers: driverFigures(vendor, prospects),
    currentIcp: currentIcpFigures(clients, prospects),
    homeMarket: homeMarketFigures(clients, prospects),
    turn: turnFigures(prospects),
    channels: channelFigures(records, spend),
    initiatives: initiativeFigures(vendor, records),
    hunter: hunterFigures(vendor, records, quotas),
    leakyProduct: productFigures(vendor, records),
    duplicates: duplicatesOf(vendor, prospects),
    faults,
    ...truths,
  };
}
