import { sum } from "d3";
import type { ClientHistory } from "../client-history.js";
import { isCarriedByActivity } from "../orders/order-factors.js";
import type { OrderFactors } from "../value-fit.js";

/** Share of what is expected in all below which it changes nothing that the reader would see. */
const NOTABLE_SHARE = 0.001;

/** Sentences on clients of whom the winner and the model that carries it expect widely different things. */
export function factorWarnings(
  winner: string,
  model: string,
  histories: readonly ClientHistory[],
  factors: OrderFactors,
  chosen: Float64Array | undefined,
): string[] {
  const expected = histories.map(({ clientId }, index) => ({
    factor: factors[clientId],
    revenue: chosen?.[index] ?? 0,
  }));
  const raised = expected.filter(({ factor = 1 }) => isCarriedByActivity(factor));
  const lost = expected.filter(({ factor, revenue }) => factor === undefined && revenue > 0);
  const total = sum(expected, ({ revenue }) => revenue);
  const shareOf = (clients: typeof expected): number => sum(clients, ({ revenue }) => revenue) / total;
  const share = (clients: typeof expected): string =>
    `${(100 * shareOf(clients)).toFixed(1)}% of what it expects in all`;
  const counted = ({ length }: typeof expected): string => `${length} ${length === 1 ? "client" : "clients"}`;
  return [
    ...(!(shareOf(raised) > NOTABLE_SHARE)
      ? []
      : [
          `Of ${counted(raised)} “${winner}” expects more than 10 times the revenue that ${model} does (${share(raised)}): they count as likelier to be active than ${model} has it.`,
        ]),
    ...(!(shareOf(lost) > NOTABLE_SHARE)
      ? []
      : [
          `Of ${counted(lost)} “${winner}” expects revenue where ${model} expects none at all (${share(lost)}): nothing is expected of them.`,
        ]),
  ];
}
