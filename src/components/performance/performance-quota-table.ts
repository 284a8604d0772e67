import type { QuotaYear } from "../../data/published/performance.js";
import type { Report } from "../../data/published/report.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";

type Row = QuotaYear["owners"][number];

/** What each owner was asked for and booked in the last year, beside the year before and all years together. */
export function quotaTable({ year, isOver, owners }: QuotaYear, report: Report): HTMLElement {
  const f = formatter(report);
  const money = (amount: unknown) => f.moneyShort(Number(amount));
  const percent = (share: unknown) => f.percent(Number(share));
  const when = isOver ? year : `${year} so far`;
  return dataTable({
    caption: `Quota and bookings by rep, ${when} and all periods with a quota`,
    rows: owners,
    locale: report.locale,
    download: { filename: "quotas.csv" },
    columns: [
      { key: "owner", label: "Rep" },
      { key: "quota", label: `Quota ${when}`, format: money },
      { key: "booked", label: `Booked ${when}`, format: money },
      {
        key: "reached",
        label: "Reached",
        value: ({ booked, quota }: Row) => booked / quota,
        format: percent,
      },
      { key: "bookedBefore", label: "Booked a year earlier", format: money },
      { key: "allQuota", label: "Quota, all", value: ({ all }: Row) => all.quota, format: money },
      { key: "allBooked", label: "Booked, all", value: ({ all }: Row) => all.booked, format: money },
      {
        key: "allReached",
        label: "Reached, all",
        value: ({ all }: Row) => all.booked / all.quota,
        format: percent,
      },
      {
        key: "met",
        label: "Periods met",
        align: "right",
        value: ({ all }: Row) => all.met,
        format: (_, { all }) => `${all.met} of ${all.periods}`,
      },
    ],
  });
}
