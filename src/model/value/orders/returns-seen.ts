import { ascending, max, median, sum } from "d3";
import { DAYS_A_MONTH, daysBetween } from "../../numerics/calendar.js";
import { plural } from "../../words/plural.js";
import type { ClientHistory } from "../client-history.js";
import { yearlyRevenue } from "../contracts/contract-line.js";

/** A contract this many days after the end of all before it is a return; sooner it may be late paper. */
const RETURN_DAYS = 45;
/** Fewer returns are no pattern. */
const FEWEST_RETURNS = 5;

/** Clients whose contracts had all ended, and those of them that signed again. */
export interface ReturnsSeen {
  /** Clients that were without a contract at some time after their first, those that still are included. */
  readonly left: number;
  readonly returned: number;
  /** From the end of all contracts to the next one, in the middle; null without returns. */
  readonly medianMonths: number | null;
  /** Of the recurring revenue of all live contracts, that of clients that had returned; 0 without any. */
  readonly revenueShare: number;
}

/** What the contracts seen tell of clients that left and came back. */
export function returnsSeen(histories: readonly ClientHistory[]): ReturnsSeen {
  const gaps: number[] = [];
  let [left, returned, revenue, ofReturned] = [0, 0, 0, 0];
  for (const { contractLines } of histories) {
    const own = gapsBetween(contractLines);
    const now = sum(contractLines, (line) => (line.ended ? 0 : yearlyRevenue(line)));
    const isWithout = contractLines.length > 0 && contractLines.every(({ ended }) => ended);
    left += own.length > 0 || isWithout ? 1 : 0;
    returned += own.length > 0 ? 1 : 0;
    revenue += now;
    ofReturned += own.length > 0 ? now : 0;
    gaps.push(...own);
  }
  const middle = median(gaps);
  return {
    left,
    returned,
    medianMonths: middle === undefined ? null : middle / DAYS_A_MONTH,
    revenueShare: revenue > 0 ? ofReturned / revenue : 0,
  };
}

/** What the reader must know of returns, as the models expect none; nothing where they are few. */
export function returnWarnings(histories: readonly ClientHistory[]): string[] {
  const { left, returned, medianMonths, revenueShare } = returnsSeen(histories);
  if (returned < FEWEST_RETURNS || medianMonths === null) return [];
  return [
    `What the models do not see: of ${left} clients whose contracts had all ended, ${returned} came back under contract, after ${plural(Math.round(medianMonths), "month")} in the middle, and hold ${Math.round(100 * revenueShare)}% of what live contracts bring in a year. Nothing is expected of clients that left, nor of those that will leave and return: values are too low by what returns will bring.`,
  ];
}

/** Days without any contract between the first and the last of a client. */
function gapsBetween(lines: ClientHistory["contractLines"]): number[] {
  const inOrder = [...lines].sort((one, other) => ascending(one.startedOn, other.startedOn));
  return inOrder.slice(1).flatMap((line, index) => {
    const until = max(inOrder.slice(0, index + 1), ({ endsOn }) => endsOn) ?? line.startedOn;
    const days = daysBetween(until, line.startedOn) - 1;
    return days >= RETURN_DAYS ? [days] : [];
  });
}
