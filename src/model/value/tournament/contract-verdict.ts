import { sum } from "d3";
import type { ClientHistory } from "../client-history.js";
import { type ContractFactors, contractFactorOf } from "../contracts/contract-factors.js";
import { signedWithin } from "../contracts/signed-revenue.js";
import type { ClientTraits } from "./client-predictors.js";
import { runContest, type Verdict } from "./contest.js";
import { type ContestTable, contestTable } from "./contest-table.js";
import { revenueDue } from "./contract-behaviour.js";
import { CONTRACT_ENTRANTS, CONTRACT_MODEL, contractField } from "./contract-contest.js";
import { VARIANCE_POWER } from "./deviance.js";
import { outcomeBetween, type Snapshot, withContracts, withEnoughClients } from "./snapshot.js";

/** Which way of predicting the revenue of clients under contract did best so far. Plain data. */
export interface ContractVerdict {
  /** That have or had a contract, today. */
  readonly clients: number;
  readonly origins: readonly string[];
  readonly revenue: ContestTable;
  /** What the winner expects of the next 12 months over what the contract model does, today; empty where that won. */
  readonly factors: ContractFactors;
  /** The same over as many days as from the last origin until today, by origin, with what was known at it. */
  readonly factorsAtOrigins: readonly ContractFactors[];
  /** How much of what the winner expects today is used. */
  readonly adoption: Adoption;
}

/** Of the next 12 months. */
export interface Adoption {
  /** Clients that the winner is used for: a contract of theirs comes up for renewal. */
  readonly clients: number;
  /** Of these, those whose factor is held at 10. */
  readonly bounded: number;
  /** Revenue that the winner expects of all clients, and that with its factors is. */
  readonly winner: number;
  readonly used: number;
}

const DAYS_AHEAD = 365;
/** A larger factor would rest on a contract model that expects next to nothing. */
const LARGEST_FACTOR = 10;

/**
 * Lets ways of predicting the revenue of clients under contract compete on rolling origins, by the same rules as
 * repeat business; the last snapshot is the present. Clients whose contracts have ended compete too: whether they come
 * back is part of what is predicted. The contract model is kept unless another is clearly better; then that one is
 * carried by factors on what the contract model expects of renewals and orders, which leave what is signed as it is.
 * Snapshots before the first that knows 30 such clients do not count. Null with fewer than two that do.
 */
export function contractVerdict(
  snapshots: readonly Snapshot[],
  traits: ClientTraits,
): ContractVerdict | null {
  const own = withEnoughClients(snapshots.map(withContracts));
  const [first, now] = [own[0], own.at(-1)];
  if (first === undefined || now === undefined || own.length < 2) return null;
  const verdict = runContest(
    CONTRACT_ENTRANTS,
    contractField(own, traits),
    VARIANCE_POWER.revenue,
    CONTRACT_MODEL,
  );
  const origins = own.slice(0, -1).map(({ asOf }) => asOf);
  const last = outcomeBetween(own.at(-2) ?? first, now);
  const predicted = winnersOf(verdict, own.length - 1, DAYS_AHEAD);
  const factors = factorsOf(now.histories, predicted, DAYS_AHEAD);
  return {
    clients: now.histories.length,
    origins,
    revenue: contestTable(verdict, last, "revenue", origins),
    factors,
    factorsAtOrigins: own
      .slice(0, -1)
      .map(({ histories }, index) => factorsOf(histories, winnersOf(verdict, index, last.days), last.days)),
    adoption: adoptionOf(now.histories, predicted, factors, DAYS_AHEAD),
  };
}

/** What the winner and the contract model expect; null where the contract model is used. */
interface Predicted {
  readonly winner: Float64Array;
  readonly model: Float64Array;
}

function winnersOf({ chosen, predict }: Verdict, day: number, ahead: number): Predicted | null {
  if (chosen === null || chosen === CONTRACT_MODEL) return null;
  const predictions = predict(day, ahead);
  const [winner, model] = [predictions.get(chosen), predictions.get(CONTRACT_MODEL)];
  return winner === undefined || model === undefined ? null : { winner, model };
}

/** Of clients with a contract that comes up for renewal in the time ahead: what the others pay till then is signed. */
function factorsOf(
  histories: readonly ClientHistory[],
  predicted: Predicted | null,
  ahead: number,
): ContractFactors {
  if (predicted === null) return {};
  return Object.fromEntries(
    histories.flatMap((history, index) => {
      const signed = signedWithin(history, ahead);
      const over = (part: number): number => {
        const [winner = 0, model = 0] = [predicted.winner[index], predicted.model[index]];
        return Math.max(0, winner - part) / Math.max(0, model - part);
      };
      const [nextYear, later] = [over(signed), over(0)];
      return revenueDue(history, ahead) > 0 && Number.isFinite(nextYear + later)
        ? [
            [
              history.clientId,
              { nextYear: Math.min(LARGEST_FACTOR, nextYear), later: Math.min(LARGEST_FACTOR, later) },
            ],
          ]
        : [];
    }),
  );
}

function adoptionOf(
  histories: readonly ClientHistory[],
  predicted: Predicted | null,
  factors: ContractFactors,
  ahead: number,
): Adoption {
  const all = Object.values(factors);
  return {
    clients: all.length,
    bounded: all.filter(({ nextYear }) => nextYear === LARGEST_FACTOR).length,
    winner: sum(predicted?.winner ?? []),
    used:
      predicted === null
        ? 0
        : sum(histories, (history, index) => {
            const signed = signedWithin(history, ahead);
            return (
              signed +
              contractFactorOf(factors, history.clientId).nextYear * ((predicted.model[index] ?? 0) - signed)
            );
          }),
  };
}
