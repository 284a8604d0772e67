import { captureCurve } from "../model/value/accuracy/captured-share.js";
import { inputs } from "./inputs.js";
import { prospectScores } from "./prospect-scores.js";
import type { ProspectsPage } from "./published/prospects.js";
import { defineStep } from "./step.js";

type Curve = ProspectsPage["captured"][number];

const pointsOfACurve = 100;

/**
 * How much of the ranked prospects' expected value a list holds by its length: in the report's order, by company
 * size, and by chance. It is what the model expects, not what was measured: that is on the method page.
 */
export const listCapture = defineStep("list-capture", async (context): Promise<Curve[]> => {
  const scored = await prospectScores(context);
  const { prospects } = await inputs(context);
  const ranked = scored?.scores.filter((score) => score.rank !== null) ?? [];
  const worth = ranked.map((score) => Math.max(0, score.rankingValue));
  const employees = new Map(
    prospects.map(({ accountId, firmographics }) => [accountId, firmographics.employees]),
  );
  const size = ranked.map((score) => Number(employees.get(score.prospectId) ?? 0));
  return [
    curve("This report's order", worth, worth),
    ...(size.some((value) => value > 0) ? [curve("By company size", size, worth)] : []),
    curve(
      "By chance",
      worth.map(() => 1),
      worth,
    ),
  ];
});

function curve(method: string, order: readonly number[], worth: readonly number[]): Curve {
  const points = captureCurve(order, worth) ?? [];
  const stride = Math.max(1, Math.ceil((points.length - 1) / pointsOfACurve));
  return {
    method,
    points: points
      .filter((_, index) => index % stride === 0 || index === points.length - 1)
      .map(({ accounts, captured }) => ({ share: accounts, captured })),
  };
}
