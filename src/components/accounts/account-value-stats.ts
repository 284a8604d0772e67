import type { AccountPage } from "../../data/published/account.js";
import type { Report } from "../../data/published/report.js";
import { stat, stats } from "../page/stat.js";
import { formatter } from "../words/format.js";

/** Years ahead that are written out, beside the horizon. */
const YEARS = [1, 3];

/** What it brought and what it may still bring in one, three and all years of the horizon. */
export function accountValueStats(account: AccountPage, report: Report): HTMLElement {
  const f = formatter(report);
  const { fan, residual, historicValue } = account;
  const ahead = fan
    .filter(({ months }) => months < report.horizonMonths && YEARS.includes(months / 12))
    .map(({ months, low, median, high }) =>
      stat({
        label: `Next ${months === 12 ? "year" : `${f.number(months / 12)} years`}, middle case`,
        value: f.moneyShort(median),
        interval: `80%: ${f.moneyShort(low)} to ${f.moneyShort(high)}`,
      }),
    );
  return stats(
    stat({ label: "Brought so far", value: f.moneyShort(historicValue) }),
    ...ahead,
    stat({
      label: `Next ${f.number(report.horizonMonths / 12)} years, on average`,
      value: f.moneyShort(residual.value),
      interval: `80%: ${f.moneyShort(residual.low)} to ${f.moneyShort(residual.high)}`,
    }),
    stat({
      label: "In all",
      value: f.moneyShort(account.totalValue),
      note: `${f.moneyShort(account.clv.value)} of it over its first ${f.count(report.horizonMonths)} months, discounted to its first day`,
    }),
  );
}
