import { least } from "d3";
import type { ContestRow } from "../../model/value/tournament/contest-table.js";
import { CONTRACT_MODEL } from "../../model/value/tournament/contract-contest.js";
import type { Adoption, ContractVerdict } from "../../model/value/tournament/contract-verdict.js";
import { errorFigure, lastDaySentence } from "./last-day-sentence.js";

/** What the contest for clients under contract says: who predicted best on earlier days and on the last, and what is used. */
export function contractContestSentence({
  clients,
  revenue,
  adoption,
}: Pick<ContractVerdict, "clients" | "revenue" | "adoption">): string {
  const model = revenue.rows.find(({ name }) => name === CONTRACT_MODEL);
  const winner = revenue.rows.find(({ name }) => name === revenue.chosen);
  const best = least(revenue.rows, ({ choosingLoss }) => choosingLoss ?? Number.NaN);
  if (model === undefined || winner === undefined || best === undefined) {
    return "Earlier days do not tell one way of predicting from another: clients under contract are valued by their renewals and the orders beside the contract.";
  }
  const whose = `the revenue of ${clients} clients that have or had a contract`;
  const errors = (one: ContestRow) =>
    `error ${errorFigure(one.choosingLoss)} against ${errorFigure(model.choosingLoss)}`;
  const earlier =
    winner !== model
      ? `${winner.kind === "rule" ? "The trivial rule " : ""}“${winner.name}” predicted ${whose} clearly better on earlier days than the contract model (${errors(winner)}).`
      : best === model
        ? `The contract model (renewals, and orders beside the contract) predicted ${whose} best on earlier days and is used.`
        : `On earlier days “${best.name}” predicted ${whose} a little better than the contract model (${errors(best)}), which is no clear difference: the contract model, which knows what is signed, is used.`;
  const lastDay = lastDaySentence(winner, revenue.rows, winner === model ? undefined : model);
  return [earlier, lastDay, ...(winner === model ? [] : [used(adoption)])].join(" ");
}

/** How a winner other than the contract model enters values. */
function used({ clients, bounded, winner, used: carried }: Adoption): string {
  const share = winner > 0 ? `${Math.round((100 * carried) / winner)}% of what it expects of all` : "nothing";
  const atBound =
    bounded === 0 ? "" : ` ${bounded} of them are held at ten times what the contract model expects.`;
  return `It is used: what is expected of the renewals and orders of ${clients} clients with a contract up for renewal in the next 12 months is brought to its figure (with the others, ${share}); what it expects of those months in all is carried on: a raise fades by half every two years, a cut stays. What is signed is left as it is.${atBound}`;
}
