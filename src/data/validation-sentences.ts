import type { ValueBacktest } from "../model/value/accuracy/backtest-value.js";

/** What the look back says of the value models, the trivial rules named where they do better. */
export function valueBacktestSentence({ origin, holdoutMonths, rows }: ValueBacktest): string {
  const model = rows.find((row) => row.method === "model");
  if (model?.totalBias === null || model === undefined) {
    return `Nothing was bought in the ${holdoutMonths} months after ${origin}, so value could not be judged.`;
  }
  const direction = model.totalBias >= 0 ? "above" : "below";
  const better = rows.filter(
    (row) => row.method !== "model" && (row.spearman ?? -1) > (model.spearman ?? -1),
  );
  const rivals =
    better.length === 0
      ? "No trivial rule ranked the clients better."
      : `Ranking clients by ${better.map((row) => row.method).join(" or ")} did better than the model.`;
  return `Fitted on what was known on ${origin}, the model's revenue of the next ${holdoutMonths} months lay ${Math.abs(100 * model.totalBias).toFixed(0)}% ${direction} what came. ${rivals}`;
}
