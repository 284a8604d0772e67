import { listCurves } from "../../model/lookalike/evaluation/list-curves.js";
import { wayInWords } from "../../model/lookalike/winning/way-in-words.js";
import type { ProspectsPage } from "../published/prospects.js";
import { defineStep } from "../run/step.js";
import { lookalikeInput } from "./lookalike-input.js";
import { prospectScores } from "./prospect-scores.js";

/** The ways of ordering that teams use today; the method page has the others. */
const shown = [
  "this list",
  "similarity to high-value clients",
  "size only",
  "logo count (industry × size)",
  "random",
];

/** Predicted value captured against list length, for this report's order first, then for the simple ways. */
export const listCapture = defineStep(
  "list-capture",
  async (context): Promise<ProspectsPage["captured"]> => {
    const scored = await prospectScores(context);
    if (scored === null) return [];
    return listCurves(await lookalikeInput(context), scored)
      .filter(({ method }) => shown.includes(method))
      .map(({ method, points }) => ({ method: wayInWords(method), points: [...points] }));
  },
  { costly: true, module: import.meta.url },
);
