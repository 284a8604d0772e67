import type { ValueBacktest } from "../../model/value/accuracy/backtest-value.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { percent } from "../../model/words/percent.js";
import { plural } from "../../model/words/plural.js";

type Row = ValueBacktest["rows"][number];

/** What a rule may do better: in words of those that did, and of none. */
interface Comparison {
  readonly verb: string;
  /** Smaller is better; null where it is not defined. */
  readonly errorOf: (row: Row) => number | null;
  /** By how much, of the one that did best. */
  readonly gain: (best: Row, model: Row) => string;
}

const COMPARISONS: readonly Comparison[] = [
  {
    verb: "came closer in all",
    errorOf: ({ totalBias }) => (totalBias === null ? null : Math.abs(totalBias)),
    gain: ({ totalBias }) => `${percent(Math.abs(totalBias ?? 0))} ${directionOf(totalBias ?? 0)}`,
  },
  {
    verb: "erred less client by client",
    errorOf: ({ rootMeanSquareError }) => rootMeanSquareError,
    gain: (best, model) =>
      `RMSE ${percent(1 - (best.rootMeanSquareError ?? 0) / (model.rootMeanSquareError ?? 1))} lower`,
  },
  {
    verb: "ranked the clients better",
    errorOf: ({ spearman }) => (spearman === null ? null : -spearman),
    gain: (best, model) =>
      `rank correlation ${(best.spearman ?? 0).toFixed(2)} against ${(model.spearman ?? 0).toFixed(2)}`,
  },
];

/**
 * What the look back says of the value models in total, client by client and in rank, the trivial rules named where
 * they do better.
 */
export function valueBacktestSentence({ origin, holdoutMonths, rows }: ValueBacktest): string {
  const months = holdoutMonths === 1 ? "month" : plural(holdoutMonths, "month");
  const model = rows.find((row) => row.method === "model");
  if (model?.totalBias === null || model === undefined) {
    return `No client known on ${origin} bought in the ${months} after it, so value could not be judged.`;
  }
  const compared = COMPARISONS.map((comparison) => ({
    ...comparison,
    better: rulesThatDidBetter(comparison, model, rows),
  }));
  const better = compared.flatMap(({ verb, gain, better: [best, ...others] }) =>
    best === undefined
      ? []
      : [
          `${listInWords([best, ...others].map(({ method }) => `“${method}”`))} ${verb} (${gain(best, model)})`,
        ],
  );
  const none = compared.flatMap(({ verb, better: rules }) => (rules.length === 0 ? [verb] : []));
  const sentences = [
    ...better,
    ...(none.length === 0
      ? []
      : [`${better.length === 0 ? "No" : "no"} trivial rule ${listInWords(none, "or")}`]),
  ];
  return `Fitted on what was known on ${origin}, the model's revenue of the next ${months} lay ${percent(Math.abs(model.totalBias))} ${directionOf(model.totalBias)} what came. ${sentences.join("; ")}.`;
}

/** The best first. */
function rulesThatDidBetter({ errorOf }: Comparison, model: Row, rows: readonly Row[]): Row[] {
  const ofModel = errorOf(model) ?? Number.POSITIVE_INFINITY;
  const ofRule = (row: Row): number => errorOf(row) ?? Number.POSITIVE_INFINITY;
  return rows
    .filter((row) => row.method !== "model" && ofRule(row) < ofModel)
    .sort((one, other) => ofRule(one) - ofRule(other));
}

function directionOf(bias: number): string {
  return bias >= 0 ? "above" : "below";
}
