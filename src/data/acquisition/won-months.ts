import { group, least, max, min } from "d3";
import { decidedMonth } from "../../model/economics/channels/decided-month.js";
import { daysBetween, monthsBetween } from "../../model/numerics/calendar.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";

/** In which month spend to acquire won a client, and which months count. */
export interface WonMonths {
  /** The month in which its deal was opened, or (where deals do not tell) that of its first day. */
  readonly by: "opening" | "winning";
  /** Month of a client (YYYY-MM), of those won in the data. */
  readonly of: ReadonlyMap<string, string>;
  /** From the first spend to acquire to the last month whose clients are mostly won; empty without spend. */
  readonly months: readonly string[];
}

/** Of the clients, this share must have a deal that was won for the month of opening to count. */
const WITH_DEAL = 0.9;
/** Of the months of spend, this share must be decided. */
const LEAST_DECIDED = 0.5;

/**
 * Spend of a month goes into deals that are opened then and won later. Set against the clients won in the same month, a
 * firm that grows pays for more deals than it has won yet, and its clients look dearer than they are; so the month in
 * which a client's deal was opened counts, as far as opportunities tell, and the latest months, whose deals are not
 * decided yet, do not.
 */
export const wonMonths = defineStep("won-months", async (context): Promise<WonMonths> => {
  const { asOf, histories, opportunities, spendByMonthChannel } = await inputs(context);
  const spent = spendByMonthChannel.filter(({ purpose }) => purpose !== "retain").map(({ month }) => month);
  const [from, to] = [min(spent), max(spent)];
  const all = from === undefined || to === undefined ? [] : monthsBetween(from, to);
  const won = histories.filter(({ leftTruncated }) => !leftTruncated);
  const dealsOf = group(
    opportunities.filter((deal) => deal.won === true),
    ({ accountId }) => accountId,
  );
  const openedOn = new Map(
    won.flatMap(({ clientId, firstOn }): [string, string][] => {
      const before = (dealsOf.get(clientId) ?? []).filter(({ createdOn }) => createdOn <= firstOn);
      const first = least(before, ({ closedOn, createdOn }) => closedOn ?? createdOn);
      return first === undefined ? [] : [[clientId, first.createdOn]];
    }),
  );
  const waits = won.map(({ clientId, firstOn }) =>
    daysBetween(`${(openedOn.get(clientId) ?? firstOn).slice(0, 7)}-01`, firstOn),
  );
  const decidedTo = decidedMonth(waits, asOf);
  const decided = all.filter((month) => month <= decidedTo);
  const by =
    openedOn.size > 0 &&
    openedOn.size >= WITH_DEAL * won.length &&
    decided.length >= LEAST_DECIDED * all.length
      ? "opening"
      : "winning";
  return {
    by,
    of: new Map(
      won.map(({ clientId, firstOn }) => [
        clientId,
        ((by === "opening" ? openedOn.get(clientId) : undefined) ?? firstOn).slice(0, 7),
      ]),
    ),
    months: by === "opening" ? decided : all,
  };
});
