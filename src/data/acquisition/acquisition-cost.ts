import { rollup, sum } from "d3";
import { costOfWinning } from "../../model/economics/channels/cost-of-winning.js";
import { plural } from "../../model/words/plural.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { type WonMonths, wonMonths } from "./won-months.js";

/** Cost of winning one client in the report's currency, and where it comes from; null when nothing tells. */
export interface AcquisitionCost {
  readonly perClient: number;
  readonly source: string;
  /** The cost that targeting.yaml states; null: it was measured. */
  readonly stated: number | null;
  /** By which months clients were set against spend; null: it was stated. */
  readonly by: WonMonths["by"] | null;
  /** Months (YYYY-MM) whose clients it was measured on (`wonMonths`); null: it was stated. */
  readonly months: readonly string[] | null;
  /** Spend of these months; null: it was stated. */
  readonly spend: number | null;
  /** Spend of these months per deal opened in them, won or not; null where it was stated or deals do not tell. */
  readonly perDeal: number | null;
  /** What a client cost over all months, where only the latest count because that moved beyond chance; null: all count. */
  readonly before: number | null;
}

/**
 * What winning one client costs today: as set in targeting.yaml, else what was spent to acquire, divided by the clients
 * won by it (`wonMonths`; those whose first months lie before the data are left out), over all months that count, or the
 * last 12 where the cost moved beyond chance (`costOfWinning`).
 */
export const acquisitionCost = defineStep(
  "acquisition-cost",
  async (context): Promise<AcquisitionCost | null> => {
    const { perClient } = context.settings.cac;
    if (perClient !== null) {
      const source = "set in targeting.yaml";
      return {
        perClient,
        source,
        stated: perClient,
        by: null,
        months: null,
        spend: null,
        perDeal: null,
        before: null,
      };
    }
    const { spendByMonthChannel, histories, opportunities } = await inputs(context);
    const { by, of, months } = await wonMonths(context);
    const spendOf = rollup(
      spendByMonthChannel.filter(({ purpose }) => purpose !== "retain"),
      (rows) => sum(rows, ({ amount }) => amount),
      ({ month }) => month,
    );
    const wonIn = rollup(
      [...of.values()],
      (clients) => clients.length,
      (month) => month,
    );
    const cost = costOfWinning(
      months
        .filter((month) => spendOf.has(month))
        .map((month) => ({ month, spend: spendOf.get(month) ?? 0, won: wonIn.get(month) ?? 0 })),
    );
    if (cost === null) return null;
    const firstOn = new Map(histories.map((history) => [history.clientId, history.firstOn]));
    const counted = new Set(cost.months);
    const opened = opportunities.filter(
      ({ accountId, createdOn }) =>
        counted.has(createdOn.slice(0, 7)) && createdOn <= (firstOn.get(accountId ?? "") ?? createdOn),
    ).length;
    const clients = plural(String(cost.won), "client");
    const [from, to] = [cost.months[0] ?? "", cost.months.at(-1) ?? ""];
    return {
      perClient: cost.perClient,
      source:
        by === "opening"
          ? `spend.csv from ${from} to ${to} over the ${clients} of deals opened then`
          : `spend.csv over the ${clients} won in its months`,
      stated: null,
      by,
      months: cost.months,
      spend: cost.spend,
      perDeal: by === "opening" && opened >= cost.won ? cost.spend / opened : null,
      before: cost.before,
    };
  },
);
