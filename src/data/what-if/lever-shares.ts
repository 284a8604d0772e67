import {
  type LeverIndex,
  leverIndices,
  type WhatIfQuestion,
} from "../../model/economics/what-if/sensitivity.js";
import { substream } from "../../model/numerics/substream.js";
import { defineStep } from "../run/step.js";
import { SEED } from "../value/value-options.js";
import { leverRanges } from "./lever-ranges.js";
import { whatIfModel } from "./what-if-model.js";

const SAMPLE_ROWS = 1024;

/** What share of what is not known of each result goes back to which lever, from how many rows; none of a plan where there is no plan. */
export const leverShares = defineStep(
  "lever-shares",
  async (context) => {
    const model = await whatIfModel(context);
    const ranges = await leverRanges(context);
    const sharesOf = (question: WhatIfQuestion): LeverIndex[] =>
      leverIndices(model, ranges, question, SAMPLE_ROWS, substream(SEED, `indices of ${question}`));
    return {
      rows: SAMPLE_ROWS,
      indices: {
        ahead: sharesOf("ahead"),
        residual: sharesOf("residual"),
        plan: model.plan === null ? [] : sharesOf("plan"),
      },
    };
  },
  { costly: true, module: import.meta.url },
);
