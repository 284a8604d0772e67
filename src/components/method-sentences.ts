import { formatter } from "./format.js";
import type { LookalikeValidation, MethodData } from "./method-data.js";
import type { ReportFacts } from "./report-facts.js";

type Facts = Pick<ReportFacts, "currency" | "locale">;

/** The answer of the page: what was tested on clients and years that the models had not seen. */
export function methodHeadline(method: MethodData): string {
  return (
    method.lookalikeValidation?.sentence ??
    method.valueBacktest?.sentence ??
    "There is too little history to test the estimates on a later period: take every number here as a first guess."
  );
}

/** What the first tenth of the list holds, over the best of the baselines. */
export function validationTitle(validation: LookalikeValidation, report: Facts): string {
  const f = formatter(report);
  const [scorer] = validation.rows;
  if (!scorer) return "No way of ordering was tested";
  const points = (share: number) => f.number(Math.round(100 * share));
  const least = [...validation.differences].sort((a, b) => a.capturedTop10.value - b.capturedTop10.value)[0];
  const held = `The first tenth of the list holds ${f.percent(scorer.capturedTop10.value)} of lifetime value`;
  if (!least) return held;
  const { value, low, high } = least.capturedTop10;
  const verdict =
    low > 0
      ? `${points(value)} points more than`
      : high < 0
        ? `${points(-value)} points less than`
        : "not clearly more than";
  return `${held}, ${verdict} ${lowerFirst(least.baseline)}`;
}

/** Whether what was predicted came, decile by decile. */
export function calibrationTitle(validation: LookalikeValidation, report: Facts): string {
  const f = formatter(report);
  const total = (pick: (row: LookalikeValidation["calibration"][number]) => number) =>
    validation.calibration.reduce((sum, row) => sum + pick(row) * row.clients, 0);
  const ratio = total((row) => row.actual) / total((row) => row.predicted);
  if (!Number.isFinite(ratio)) return "Predicted against realised lifetime value";
  const off = f.percent(Math.abs(ratio - 1));
  const verdict =
    Math.abs(ratio - 1) < 0.02
      ? "as much as predicted"
      : `${off} ${ratio > 1 ? "more" : "less"} than predicted`;
  return `Clients brought ${verdict}`;
}

/** The finding of the curves: how much of the list it takes to reach half of the value, against the best other order. */
export function curvesTitle(validation: LookalikeValidation, report: Facts): string {
  const f = formatter(report);
  const needed = validation.curves.map(
    ({ points }) => points.find(({ captured }) => captured >= 0.5)?.share ?? 1,
  );
  const [scorer, ...others] = needed;
  if (scorer === undefined) return "Share of lifetime value by length of the list";
  const best = others.length > 0 ? `, at best ${f.percent(Math.min(...others))} in another order` : "";
  return `Half of lifetime value is in the first ${f.percent(scorer)} of the list${best}`;
}

/** How often the intervals held. */
export function coverageSentence(validation: LookalikeValidation, report: Facts): string {
  const f = formatter(report);
  const { nominal, measured } = validation.intervalCoverage;
  const verdict =
    Math.abs(measured - nominal) <= 0.05
      ? "as they should"
      : measured < nominal
        ? "fewer than they should: read them as narrower than the truth"
        : "more than they should: they are on the safe side";
  return `The ${f.percent(nominal)} intervals held ${f.percent(measured)} of the outcomes, ${verdict}.`;
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
