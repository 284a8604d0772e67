import { randomLogNormal } from "d3";
import { isoDateOf } from "../numerics/calendar.js";
import { substream } from "../numerics/substream.js";
import { CHANNELS, campaignLevels } from "./channels.js";
import type { Vendor } from "./deal.js";
import { type Cell, lazyTable, type Table } from "./table.js";
import { monthStart } from "./timeline.js";

/** Monthly cost of keeping clients, for 420 of them, EUR. */
const RETENTION_SPEND = { people: 20_000, tools: 3_000 } as const;
const PLANNED_CLIENTS = 420;

/** Spend by month, channel and kind: what was spent to win clients by channel, and to keep them. */
export function spendTable({ size }: Vendor): Table {
  const scale = size.clients / PLANNED_CLIENTS;
  return lazyTable(["month", "channel", "kind", "purpose", "amount"], function* () {
    const levels = CHANNELS.map((channel) => ({
      channel,
      byMonth: campaignLevels(size.seed, channel.channel),
    }));
    const noise = randomLogNormal.source(substream(size.seed, "retention spend"))(0, 0.08);
    const inMonth = levels[0]?.byMonth ?? [];
    for (const month of inMonth.keys()) {
      const name = isoDateOf(monthStart(month)).slice(0, 7);
      for (const { channel, byMonth } of levels) {
        for (const [kind, planned] of Object.entries(channel.monthlySpend)) {
          const row: readonly Cell[] = [
            name,
            channel.channel,
            kind,
            "acquire",
            Math.round(planned * scale * (byMonth[month] ?? 1)),
          ];
          yield row;
        }
      }
      for (const [kind, planned] of Object.entries(RETENTION_SPEND)) {
        const growing = 0.3 + (0.7 * month) / inMonth.length;
        yield [name, "customer success", kind, "retain", Math.round(planned * scale * growing * noise())];
      }
    }
  });
}
