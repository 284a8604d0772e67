import { sum } from "d3";
import type { ChannelAccount } from "../../model/economics/channels/channel-ledger.js";
import type { AcquisitionPage } from "../published/acquisition.js";
import { defineStep } from "../run/step.js";
import { acquisitionCost } from "./acquisition-cost.js";
import { type AcquisitionPrice, acquisitionEconomics } from "./acquisition-economics.js";
import { attributedClients } from "./attributed-clients.js";
import { wonMonths } from "./won-months.js";
import { type WonShare, wonShares } from "./won-shares.js";

const COHORTS_SHOWN = 12;

/** What the clients won in each of the latest years cost and bring, through one channel or (null) through all. */
export const acquisitionCohorts = defineStep(
  "acquisition-cohorts",
  async (
    context,
  ): Promise<(account: ChannelAccount | null) => AcquisitionPage["cohorts"][number]["years"]> => {
    const { spend } = await attributedClients(context);
    const { whole, byChannel } = await wonShares(context);
    const cost = await acquisitionCost(context);
    const economics = await acquisitionEconomics(context);
    const { months } = await wonMonths(context);
    const counted = new Set(months);
    const yearOf = ({ client }: WonShare): string => client.month.slice(0, 4);
    const years = [...new Set(whole.map(yearOf))].sort().slice(-COHORTS_SHOWN);
    return (account) =>
      years.map((cohort) => {
        const all = account === null ? whole : (byChannel.get(account.channel) ?? []);
        const stated =
          account === null ? (cost?.stated ?? null) : account.cacFrom === "settings" ? account.cac : null;
        // Spend whose clients are not mostly won yet, and those that are, would make a year look dear.
        const isCounted = (month: string): boolean => stated !== null || counted.has(month);
        const own = all.filter((one) => yearOf(one) === cohort && isCounted(one.client.month));
        const spent = sum(
          spend.filter(
            ({ channel, month }) =>
              month.startsWith(cohort) &&
              counted.has(month) &&
              (account === null || channel === account.channel),
          ),
          ({ amount }) => amount,
        );
        const price: AcquisitionPrice =
          stated === null
            ? { total: spent, of: "spend" }
            : { total: stated * sum(own, ({ share }) => share), of: "each client" };
        const figures = economics.of(own, price);
        return {
          cohort,
          ...figures,
          spend: stated === null ? spent : null,
          payback: economics.paybackOf(own, figures.cac, `${account?.channel ?? "all"} ${cohort}`),
        };
      });
  },
);
