import { hasMeaningfulShares } from "../../model/value/portfolio/gains-and-losses.js";
import { multiple } from "../../model/words/multiple.js";
import { percent } from "../../model/words/percent.js";
import { icpPage } from "../icp.json.js";
import { valueBacktestSentence } from "../method/validation-sentences.js";
import { lookalikeValidation } from "../prospects/lookalike-validation.js";
import { wonSince } from "../prospects/won-since.js";
import type { AnswerPage } from "../published/answer.js";
import { inputs } from "../run/inputs.js";
import type { RunContext } from "../run/run-context.js";
import { accounts } from "../targeting/accounts.js";
import { valueBacktest } from "../value/value-backtest.js";
import { lookBackSentence } from "./answer-look-back.js";

const LOSSES =
  "Clients that lose money eat so much of what the others bring that no list can be judged by the share of lifetime value that it holds.";

/** How sure the answer is, in sentences, what a decision hangs on first. */
export async function answerConfidence(context: RunContext): Promise<AnswerPage["confidence"]> {
  const { quality, prospects } = await inputs(context);
  const { caution, learnable } = await accounts(context);
  const icp = await icpPage(context);
  const backtest = await valueBacktest(context);
  const lookalike = await lookalikeValidation(context);
  const won = await wonSince(context);
  const read = quality.files.reduce((sum, file) => sum + file.rows.read, 0);
  const accepted = quality.files.reduce((sum, file) => sum + file.rows.accepted, 0);
  const met = quality.controls.filter((control) => control.met).length;
  return [
    ...(prospects.length === 0
      ? []
      : lookalike
        ? [{ topic: "The list", sentence: lookalike.sentence, page: "method" }]
        : hasMeaningfulShares(learnable.map(({ clv }) => clv))
          ? []
          : [{ topic: "The list", sentence: LOSSES, page: "value" }]),
    ...(won ? [{ topic: "Looking back", sentence: lookBackSentence(won), page: "prospects" }] : []),
    ...(icp.status === "ready"
      ? [
          {
            topic: "The profile",
            sentence:
              icp.proposed === null
                ? `No profile is named: ${icp.reason}.`
                : `${icp.hasMultiples ? `The lift was measured on clients that did not choose the rule; on those that did it looked like ${multiple(icp.proposed.apparentLift)}.` : "What such clients are worth was measured on clients that did not choose the rule."} Chance finds as good a rule in at most ${percent(icp.proposed.p, icp.proposed.p < 0.01 ? 1 : 0)} of trials.`,
            page: "icp",
          },
        ]
      : []),
    {
      topic: "Client value",
      sentence: backtest
        ? valueBacktestSentence(backtest.last)
        : "The data are too short to hold a part out, so the value models were not judged on what came later.",
      page: "method",
    },
    ...(caution === null ? [] : [{ topic: "First months", sentence: `${caution}.`, page: "value" }]),
    {
      topic: "The inputs",
      sentence:
        (accepted === read
          ? `All ${read.toLocaleString("en-GB")} rows were accepted`
          : `Of ${read.toLocaleString("en-GB")} rows, ${(read - accepted).toLocaleString("en-GB")} were rejected or excluded, each with its reason`) +
        (quality.controls.length > 0
          ? `; ${met} of ${quality.controls.length} of finance's totals are met to the cent.`
          : "; finance gave no totals to check them against."),
      page: "quality",
    },
  ];
}
