import { capturedAt } from "../../model/lookalike/evaluation/captured-at.js";
import { capacityOf } from "../prospects/capacity.js";
import { listCapture } from "../prospects/list-capture.js";
import { prospectRows } from "../prospects/prospect-rows.js";
import { prospectScores } from "../prospects/prospect-scores.js";
import type { AnswerPage } from "../published/answer.js";
import { defineStep } from "../run/step.js";

/** What the accounts that the team can work hold of the list; null without a list that tells them from others. */
export const capacityShare = defineStep(
  "capacity-share",
  async (context): Promise<AnswerPage["capacity"]> => {
    const ranked = await prospectRows(context);
    const [own] = await listCapture(context);
    const capacity = Math.min(capacityOf(context.settings), ranked.length);
    const scored = await prospectScores(context);
    if (capacity === 0 || own === undefined || !scored?.tellsApart) return null;
    const share = capacity / ranked.length;
    return {
      accounts: capacity,
      shareOfProspects: share,
      shareOfExpectedValue: capturedAt(own, share),
    };
  },
);
