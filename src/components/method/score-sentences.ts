import type { Decile, LookalikeValidation } from "../../data/published/method.js";
import { rankingVerdict } from "../../model/lookalike/evaluation/against-ranking.js";
import { shareThatCaptures } from "../../model/lookalike/evaluation/captured-at.js";
import { wayInWords } from "../../model/lookalike/winning/way-in-words.js";
import { isOrderedAlike } from "../../model/numerics/is-ordered-alike.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { EXACT, offBy } from "../words/off-by.js";

/** What the first tenth of the list holds, over the best of the baselines. */
export function validationTitle(validation: LookalikeValidation, report: MoneyFacts): string {
  const f = formatter(report);
  const [scorer] = validation.rows;
  if (!scorer) return "No way of ordering was tested";
  const points = (share: number) => f.number(Math.round(100 * share));
  const least = [...validation.differences].sort((a, b) => a.capturedTop10.value - b.capturedTop10.value)[0];
  const held = `The first tenth of the list holds ${f.percent(scorer.capturedTop10.value)} of lifetime value`;
  if (!least) return held;
  const { value } = least.capturedTop10;
  const own = scorer.capturedTop10.value;
  const verdict = rankingVerdict({ part: 0.1, own, other: own - value, difference: least.capturedTop10 });
  if (verdict === "below chance") return `${held}, no more than the 10% that chance holds`;
  const compared = {
    more: `${points(value)} points more than`,
    less: `${points(-value)} points less than`,
    "not different": "not clearly different from",
  }[verdict];
  return `${held}, ${compared} “${wayInWords(least.baseline)}”; chance holds 10%`;
}

/** Whether clients are worth what was predicted in all, and whether those of whom more was predicted are worth more. */
export function calibrationTitle({ calibration }: LookalikeValidation, report: MoneyFacts): string {
  const f = formatter(report);
  const total = (pick: (row: Decile) => number) =>
    calibration.reduce((sum, row) => sum + pick(row) * row.clients, 0);
  const off = offBy(
    total((row) => row.predicted),
    total((row) => row.actual),
  );
  if (off === null) return "Lifetime value: predicted, and as now estimated";
  const right = Math.abs(off) < EXACT;
  const inAll = right
    ? "The total is right"
    : `The total predicted is ${f.percent(Math.abs(off))} too ${off > 0 ? "high" : "low"}`;
  const told = isOrderedAlike(calibration.map(({ predicted, actual }) => ({ x: predicted, y: actual })));
  return `${inAll}, ${right && !told ? "but" : "and"} the list ${told ? "tells" : "does not clearly tell"} better tenths of clients from worse`;
}

/** The finding of the curves: how much of the list it takes to reach half of the value, against the best other order. */
export function curvesTitle(validation: LookalikeValidation, report: MoneyFacts): string {
  const f = formatter(report);
  const [scorer, ...others] = validation.curves.map((curve) => shareThatCaptures(curve, 0.5));
  if (scorer === undefined || !(scorer > 0)) return "Share of lifetime value by length of the list";
  const best = others.length > 0 ? `; the best other order needs ${f.percent(Math.min(...others))}` : "";
  return `The first ${f.percent(scorer)} of the list hold half of lifetime value${best}`;
}

/** How often the intervals held. */
export function coverageSentence(validation: LookalikeValidation, report: MoneyFacts): string {
  const f = formatter(report);
  const { nominal, measured } = validation.intervalCoverage;
  const verdict =
    Math.abs(measured - nominal) <= 0.05
      ? "as they should"
      : measured < nominal
        ? "fewer than they should: read them as narrower than the truth"
        : "more than they should: they are on the safe side";
  return `The ${f.percent(nominal)} intervals held ${f.percent(measured)} of these values, ${verdict}.`;
}
