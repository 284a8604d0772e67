import type { BeforeAndAfter, ComparedAccount } from "./difference-in-differences.js";
import type { PanelClient } from "./quarterly-panel.js";

/** What initiatives are judged by, in this order; money is margin. */
export const IMPACT_OUTCOMES = ["margin", "renewals", "expansion", "orders"] as const;

export type ImpactOutcome = (typeof IMPACT_OUTCOMES)[number];

/** Quarters, as indices of a panel: what was before, and from `start` to before `end` after. */
export interface Window {
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

const QUARTERS_A_YEAR = 4;
const NOTHING: BeforeAndAfter = { before: { amount: 0, base: 0 }, after: { amount: 0, base: 0 } };

/** True when the client did any business, or was under contract, in the year up to the quarter. */
export function wasClient({ busy, entered }: PanelClient, start: number): boolean {
  if (entered >= start) return false;
  return busy.slice(Math.max(entered, start - QUARTERS_A_YEAR), start).some(Boolean);
}

/**
 * Clients as they are compared around a start. Margin, expansion and orders are a year's of those that were clients
 * when it began, from their first quarter or the window's, whether or not they stayed; renewals are those due, of
 * everybody. Clients of one year of entry are compared with each other: what changes with age changes in both.
 */
export function impactAccounts(
  clients: readonly PanelClient[],
  touched: ReadonlySet<string>,
  window: Window,
): ComparedAccount[] {
  return clients
    .filter(({ entered }) => entered < window.end)
    .map((client) => {
      const present = wasClient(client, window.start);
      return {
        touched: touched.has(client.clientId),
        stratum: `${Math.floor((window.start - client.entered - 1) / QUARTERS_A_YEAR)} ${present}`,
        outcomes: IMPACT_OUTCOMES.map((outcome) => amounts(client, outcome, window, present)),
      };
    });
}

function amounts(
  client: PanelClient,
  outcome: ImpactOutcome,
  { from, start, end }: Window,
  present: boolean,
): BeforeAndAfter {
  const begun = Math.max(from, client.entered);
  if (outcome === "renewals") {
    const { renewed, due } = client;
    return {
      before: { amount: total(renewed, begun, start), base: total(due, begun, start) },
      after: { amount: total(renewed, start, end), base: total(due, start, end) },
    };
  }
  if (!present) return NOTHING;
  const amount = client[outcome];
  return {
    before: { amount: total(amount, begun, start), base: (start - begun) / QUARTERS_A_YEAR },
    after: { amount: total(amount, start, end), base: (end - start) / QUARTERS_A_YEAR },
  };
}

function total(amounts: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += amounts[at] ?? 0;
  return sum;
}
