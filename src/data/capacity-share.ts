import { capturedAt } from "../model/lookalike/captured-at.js";
import { capacityOf } from "./capacity.js";
import { listCapture } from "./list-capture.js";
import { prospectRows } from "./prospect-rows.js";
import type { AnswerPage } from "./published/answer.js";
import { defineStep } from "./step.js";

/** What the accounts that the team can work hold of the list; null without a list. */
export const capacityShare = defineStep(
  "capacity-share",
  async (context): Promise<AnswerPage["capacity"]> => {
    const ranked = await prospectRows(context);
    const [own] = await listCapture(context);
    const capacity = Math.min(capacityOf(context.settings), ranked.length);
    if (capacity === 0) return null;
    const share = capacity / ranked.length;
    return {
      accounts: capacity,
      shareOfProspects: share,
      shareOfExpectedValue: own ? capturedAt(own, share) : 0,
    };
  },
);
