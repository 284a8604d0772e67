import { mean, rollup } from "d3";
import { isoDateOf } from "../numerics/calendar.js";
import { onboardingOwners } from "./accounts.js";
import { CHANNELS } from "./channels.js";
import { type ClientRecord, expansionRate, renewalRate } from "./client-record.js";
import type { Vendor } from "./deal.js";
import { type Initiative, LOYALTY, LOYALTY_INDUSTRIES, ONBOARDING } from "./initiatives.js";
import { LEAKY_PRODUCT } from "./product-range.js";
import type { Attainment } from "./quotas.js";
import { HUNTER } from "./sales-force.js";
import type { Table } from "./table.js";
import { AS_OF_DAY, FIRST_DAY } from "./timeline.js";

function rounded(value: number | null | undefined, digits = 3): number | null {
  return value === null || value === undefined ? null : Number(value.toFixed(digits));
}

function meanClv(records: readonly ClientRecord[]): {
  meanExpectedClv: number | null;
  meanRealisedClv: number | null;
} {
  return {
    meanExpectedClv: rounded(
      mean(records, ({ expectedClv }) => expectedClv),
      0,
    ),
    meanRealisedClv: rounded(
      mean(records, ({ realisedClv }) => realisedClv),
      0,
    ),
  };
}

function renewalFigures(records: readonly ClientRecord[], fromDay?: number, toDay?: number) {
  const { rate, due } = renewalRate(records, fromDay, toDay);
  return { renewalRate: rounded(rate), renewalsDue: due };
}

/** Channels with what they brought and cost: the best by value is not the one with the most clients. */
export function channelFigures(records: readonly ClientRecord[], spend: Table) {
  const spent = rollup(
    [...spend.rows],
    (rows) => rows.reduce((sum, row) => sum + Number(row[4]), 0),
    (row) => String(row[1]),
  );
  return CHANNELS.map(({ channel, valueTilt }) => {
    const own = records.filter(({ client }) => client.deal.channel === channel);
    const total = spent.get(channel) ?? 0;
    return {
      channel,
      valueTilt,
      clients: own.length,
      ...meanClv(own),
      spend: total,
      spendPerClient: own.length === 0 ? null : Math.round(total / own.length),
    };
  });
}

function isTouched({ client }: ClientRecord, vendor: Vendor, initiative: Initiative): boolean {
  return initiative.field === "success_owner"
    ? onboardingOwners(vendor).includes(client.successOwner)
    : LOYALTY_INDUSTRIES.includes(client.company.industry);
}

/** Initiatives with renewals and expansion orders of those touched and of the others, before and after the start. */
export function initiativeFigures(vendor: Vendor, records: readonly ClientRecord[]) {
  return [ONBOARDING, LOYALTY].map((initiative) => {
    const { name, startDay, field, leavingOdds, orderRate } = initiative;
    const touched = records.filter((record) => isTouched(record, vendor, initiative));
    const others = records.filter((record) => !isTouched(record, vendor, initiative));
    const within = (group: readonly ClientRecord[], fromDay: number, toDay: number) => ({
      ...renewalFigures(group, fromDay, toDay),
      expansionsAYear: rounded(expansionRate(group, fromDay, toDay)),
    });
    return {
      name,
      start: isoDateOf(startDay),
      field,
      worked: vendor.size.planted && (leavingOdds !== 1 || orderRate !== 1),
      leavingOdds: vendor.size.planted ? leavingOdds : 1,
      orderRate: vendor.size.planted ? orderRate : 1,
      touchedClients: touched.length,
      touchedBefore: within(touched, FIRST_DAY, startDay),
      touchedAfter: within(touched, startDay, AS_OF_DAY + 1),
      othersBefore: within(others, FIRST_DAY, startDay),
      othersAfter: within(others, startDay, AS_OF_DAY + 1),
    };
  });
}

/** The rep who meets quota with clients that leave. */
export function hunterFigures(
  vendor: Vendor,
  records: readonly ClientRecord[],
  quotas: readonly Attainment[],
) {
  const rep = vendor.salesForce.reps[0]?.name ?? "";
  const own = records.filter(({ client }) => client.deal.seller === 0);
  const others = records.filter(({ client }) => client.deal.seller !== 0);
  const shareMet = (mine: boolean): number | null =>
    rounded(
      mean(
        quotas.filter(({ owner, booked }) => (owner === rep) === mine && booked > 0),
        ({ booked, quota }) => (booked >= quota ? 1 : 0),
      ),
    );
  return {
    rep,
    leavingLogOdds: vendor.size.planted ? HUNTER.leavingShift : 0,
    clients: own.length,
    yearsWithQuotaMet: shareMet(true),
    othersYearsWithQuotaMet: shareMet(false),
    own: { ...meanClv(own), ...renewalFigures(own) },
    others: { ...meanClv(others), ...renewalFigures(others) },
  };
}

/** The first product whose buyers leave. */
export function productFigures(vendor: Vendor, records: readonly ClientRecord[]) {
  const contracts = records.filter(({ client }) => !client.deal.isProject);
  const buyers = contracts.filter(({ client }) => client.deal.product === LEAKY_PRODUCT.product);
  const others = contracts.filter(({ client }) => client.deal.product !== LEAKY_PRODUCT.product);
  return {
    product: LEAKY_PRODUCT.product,
    leavingLogOdds: vendor.size.planted ? LEAKY_PRODUCT.leavingShift : 0,
    clients: buyers.length,
    buyers: { ...meanClv(buyers), ...renewalFigures(buyers) },
    others: { ...meanClv(others), ...renewalFigures(others) },
  };
}
