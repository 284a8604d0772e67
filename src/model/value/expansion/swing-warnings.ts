import type { ExpansionFit } from "./fit-expansion.js";

/** What a reader must know where bills of contracts swing around a level; `what` names them. Nothing where all changes last. */
export function swingWarnings({ passing }: ExpansionFit, what: string): string[] {
  if (passing.share === 0) return [];
  if (passing.estimate === null) {
    return [
      `No contract with ${what} was renewed twice: its bills are taken to swing around a level, and no change from one to the next is expected to last.`,
    ];
  }
  return [
    `Bills of contracts with ${what} swing around a level: ${Math.round(100 * passing.share)}% of a change from one term to the next does not last. The next terms are expected at what each contract usually brings, judged by its latest twelve terms, not at its last bill.`,
  ];
}
