import { rollup, sum } from "d3";
import { monthlySpend, peopleShare } from "../../model/economics/channels/monthly-spend.js";
import type { KeepingLine } from "../../model/economics/spend-response/spend-line.js";
import type { SpendRecord } from "../../warehouse/inputs.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { segmentMembership } from "../targeting/segment-membership.js";
import { retention } from "../value/retention.js";

const LINES_SHOWN = 20;
const MONTHS_A_YEAR = 12;
const NO_SEGMENT = "Clients of no segment";

/** What is spent to keep clients, over their segments by the number of those that are clients still. */
export const keepingLines = defineStep("keeping-lines", async (context): Promise<readonly KeepingLine[]> => {
  const { spendByMonthChannel, histories } = await inputs(context);
  const toKeep = spendByMonthChannel.filter(({ purpose }) => purpose === "retain");
  const byMonth = monthlyTotals(toKeep, spendByMonthChannel);
  const { today, seen } = monthlySpend(byMonth);
  if (!(today > 0)) return [];
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
  return [...segments]
    .filter(([, segment]) => segment.active > 0)
    .sort(([, a], [, b]) => b.avoidable.value - a.avoidable.value)
    .slice(0, LINES_SHOWN)
    .map(([name, segment]): KeepingLine => {
      const part = segment.active / active;
      return {
        purpose: "keep",
        name: `Keep: ${name}`,
        today: part * today,
        seen: { low: part * seen.low, high: part * seen.high },
        peopleShare: peopleShare(toKeep),
        clients: segment.clients,
        avoidable: segment.avoidable,
      };
    });
});

/** Totals of every month that the spend table has, oldest first. */
function monthlyTotals(rows: readonly SpendRecord[], all: readonly SpendRecord[]): number[] {
  const months = [...new Set(all.map(({ month }) => month))].sort();
  const totals = rollup(
    rows,
    (own) => sum(own, ({ amount }) => amount),
    ({ month }) => month,
  );
  return months.map((month) => totals.get(month) ?? 0);
}
