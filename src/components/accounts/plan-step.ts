import type { MeasureOfLeaving } from "../../model/economics/what-if/reachable-improvement.js";
import type { PlanItem } from "../../model/key-accounts/lifecycle-plan.js";
import { sentenceCase } from "../words/wording.js";

/** A step of a plan in our words, and what there is to add to it: both together, with a full stop, are a sentence. */
export function planStep(
  { kind, subject }: PlanItem,
  measure: MeasureOfLeaving | null,
): { readonly what: string; readonly more: string } {
  const of = subject === null ? "the contract" : subject;
  switch (kind) {
    case "mend":
      return {
        what: `Find out why ${subject ?? "it"} is ${measure?.betterIs === "lower" ? "high" : "low"}`,
        more: ", by now: clients in that state leave more often",
      };
    case "prepare renewal":
      return { what: `Begin the talk about the renewal of ${of}`, more: "" };
    case "renewal":
      return { what: `${sentenceCase(of)} renews or ends`, more: "" };
    case "goal":
      return { what: `Goal due: ${subject}`, more: "" };
    case "overdue goal":
      return { what: `Goal overdue: ${subject}`, more: ". Agree on a new date, or drop it" };
    case "offer":
      return { what: `Raise ${subject}`, more: "" };
    case "review":
      return { what: "Review the account", more: ": goals, use, people" };
  }
}
