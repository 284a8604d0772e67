import { mean, rollup, sum } from "d3";
import { z } from "zod";
import { tellingMeasure } from "../model/economics/retention-investment.js";
import type { Inputs, SpendRecord } from "../warehouse/inputs.js";
import { attributedClients } from "./attributed-clients.js";
import { channelResponses } from "./channel-responses.js";
import { inputs } from "./inputs.js";
import type { NotReady } from "./not-ready.js";
import { publishJson, writeWhenMain } from "./publication.js";
import { type BudgetPage, budgetSchema } from "./published/budget.js";
import { notReady } from "./published/common.js";
import { retention } from "./retention.js";
import type { RunContext } from "./run-context.js";
import { segmentMembership } from "./segment-membership.js";
import { defineStep } from "./step.js";

type Line = BudgetPage["lines"][number];

const DRAWS_SHOWN = 60;
const LINES_SHOWN = 20;
const LATELY = 12;
const MONTHS_A_YEAR = 12;
const NO_SEGMENT = "Clients of no segment";

export const budgetPage = defineStep("budget-page", async (context): Promise<BudgetPage | NotReady> => {
  // Load
  const read = await inputs(context);
  if (!read.spendByMonthChannel.some(({ amount }) => amount > 0)) {
    return {
      status: "absent",
      reason: "nothing is known of what is spent to win and to keep clients",
      needs: "spend.csv",
    };
  }
  const { months, arrivals, channels } = await channelResponses(context);
  const { nameOf, rule, credits } = await attributedClients(context);
  const { measures } = await retention(context);

  // Derive
  const peopleOf = peopleShares(read.spendByMonthChannel, (row) => nameOf(row.channel) ?? row.channel);
  const winning = channels
    .filter(({ spendNow, months: seen }) => spendNow > 0 || seen > 0)
    .sort((a, b) => b.spendNow - a.spendNow || (a.channel < b.channel ? -1 : 1))
    .slice(0, LINES_SHOWN)
    .map(
      (one): Line => ({
        purpose: "win",
        name: one.channel,
        today: one.spendNow,
        seen: { ...one.seen },
        peopleShare: peopleOf.get(one.channel) ?? 0,
        status: one.status,
        curve: one.curve && { ...one.curve },
        draws: one.draws.slice(0, DRAWS_SHOWN).map((draw) => ({ ...draw })),
      }),
    );
  const keeping = await keepingLines(context, read);
  const credited = new Set((credits.get(rule) ?? []).map(({ channel }) => channel));
  const spentOn = new Set(channels.map(({ channel }) => channel));

  // Publish
  return {
    status: "ready",
    lines: [...winning, ...keeping],
    months,
    arrivals,
    measure: tellingMeasure(measures)?.measure ?? null,
    unmatched: {
      spendOnly: [...spentOn].filter((channel) => !credited.has(channel)).sort(),
      clientsOnly: [...credited].filter((channel) => !spentOn.has(channel)).sort(),
    },
    nothingToKeep: keeping.length === 0,
  };
});

/** What is spent to keep clients, over their segments by the number of those that are clients still. */
async function keepingLines(
  context: RunContext,
  { spendByMonthChannel, histories }: Inputs,
): Promise<Line[]> {
  const toKeep = spendByMonthChannel.filter(({ purpose }) => purpose === "retain");
  const byMonth = monthlyTotals(toKeep, spendByMonthChannel);
  const today = mean(byMonth.slice(-LATELY)) ?? 0;
  if (!(today > 0)) return [];
  const seen = byMonth.filter((amount) => amount > 0);
  const { clients } = await retention(context);
  const membership = await segmentMembership(context);
  const segments = rollup(
    clients.map((client, at) => ({ ...client, id: histories[at]?.clientId ?? "" })),
    (own) => ({
      active: sum(own, ({ pStays }) => pStays),
      clients: own.length,
      avoidable: {
        value: sum(own, ({ valueAtRisk, inReach }) => valueAtRisk * inReach.value) / MONTHS_A_YEAR,
        low: sum(own, ({ valueAtRisk, inReach }) => valueAtRisk * inReach.low) / MONTHS_A_YEAR,
        high: sum(own, ({ valueAtRisk, inReach }) => valueAtRisk * inReach.high) / MONTHS_A_YEAR,
      },
    }),
    ({ id }) =>
      membership.clients.get(id)?.name ?? (membership.clients.size > 0 ? NO_SEGMENT : "All clients"),
  );
  const active = sum([...segments.values()], (segment) => segment.active);
  if (!(active > 0)) return [];
  const peopleShare =
    sum(toKeep, ({ kind, amount }) => (kind === "people" ? amount : 0)) / sum(toKeep, ({ amount }) => amount);
  return [...segments]
    .filter(([, segment]) => segment.active > 0)
    .sort(([, a], [, b]) => b.avoidable.value - a.avoidable.value)
    .slice(0, LINES_SHOWN)
    .map(([name, segment]): Line => {
      const part = segment.active / active;
      return {
        purpose: "keep",
        name: `Keep: ${name}`,
        today: part * today,
        seen: { low: part * Math.min(...seen), high: part * Math.max(...seen) },
        peopleShare: Math.min(1, Math.max(0, peopleShare)),
        clients: segment.clients,
        avoidable: segment.avoidable,
      };
    });
}

/** Totals of every month that the spend table has, oldest first. */
function monthlyTotals(rows: readonly SpendRecord[], all: readonly SpendRecord[]): number[] {
  const months = [...new Set(all.map(({ month }) => month))].sort();
  const totals = rollup(
    rows,
    (own) => sum(own, ({ amount }) => amount),
    ({ month }) => month,
  );
  return months.map((month) => Math.max(0, totals.get(month) ?? 0));
}

/** By channel: what share of the money to win clients is people's. */
function peopleShares(
  rows: readonly SpendRecord[],
  nameOf: (row: SpendRecord) => string,
): ReadonlyMap<string, number> {
  return rollup(
    rows.filter(({ purpose }) => purpose !== "retain"),
    (own) => {
      const all = sum(own, ({ amount }) => Math.max(0, amount));
      const people = sum(own, ({ kind, amount }) => (kind === "people" ? Math.max(0, amount) : 0));
      return all > 0 ? people / all : 0;
    },
    nameOf,
  );
}

export const budget = publishJson(
  "budget.json",
  z.discriminatedUnion("status", [budgetSchema, notReady]),
  budgetPage,
);
await writeWhenMain(import.meta.url, budget);
