import { shareThatCaptures } from "../model/lookalike/captured-at.js";
import type { SilentBuyer } from "../model/value/silence.js";
import { formatter } from "./format.js";
import type { ContestDays, LookalikeValidation, MethodData, ValueBacktest } from "./method-data.js";
import type { ReportFacts } from "./report-facts.js";

type Facts = Pick<ReportFacts, "currency" | "locale">;

/** The answer of the page: what was tested on clients and years that the models had not seen; a trivial rule that won comes first. */
export function methodHeadline(method: MethodData): string {
  if (method.valueTournament?.revenue.kind === "rule") return method.valueTournament.sentence;
  return (
    method.lookalikeValidation?.sentence ??
    method.valueBacktest?.sentence ??
    "There is too little history to test the estimates on a later period: take every number here as a first guess."
  );
}

/** What the tournament rests on: days, clients, which days chose, and whether they are few. */
export function tournamentCaption(
  tournament: ContestDays,
  report: Facts,
  whose: "without contracts" | "under contract" = "without contracts",
): string {
  const f = formatter(report);
  const { origins, clients, windowMonths, revenue, caution } = tournament;
  const days = origins
    .slice(0, -1)
    .map(({ origin }) => f.date(origin))
    .join(", ");
  const last = f.date(origins.at(-1)?.origin ?? "");
  const seen = days === "" ? "" : `what came from ${days} until ${last}, and `;
  const few = origins.length < 3 ? " Fewer than three such days: take the order as a first guess." : "";
  const kept =
    whose === "under contract"
      ? "The contract model (renewals, and orders beside the contract) is kept unless something else did clearly better, by two standard errors."
      : "A blend is kept unless something else did clearly better, by two standard errors.";
  const chosenBy =
    revenue.choosingOrigins.length > 0
      ? ` Chosen by ${revenue.choosingOrigins.map((origin) => f.date(origin)).join(" and ")}; the last day chose nothing and judges. ${kept}`
      : " None was left to choose by.";
  const fromLength = ` The length of the data sets how far each looks ahead, one from the next (${f.number(tournament.stepMonths)} months, half a window) and how much must lie before the first (${f.count(tournament.minimumHistoryMonths)} months).`;
  const words = caution === null ? "" : ` ${caution.replace(/\.$/, "")}.`;
  return `${f.count(clients)} clients ${whose}: ${seen}in the ${f.count(windowMonths)} months after ${last}, each predicted from what was known by then.${chosenBy}${few}${words}${fromLength} Error: 0 is a perfect prediction, 1 is knowing the mean alone.`;
}

/** Whether clients brought what was predicted of them, in all and at the top. */
export function backtestCalibrationTitle({ calibration }: ValueBacktest, report: Facts): string {
  const f = formatter(report);
  const top = calibration.at(-1);
  if (!top || !(top.predicted > 0)) return "Predicted against actual revenue";
  return `The tenth of whom most was predicted brought ${f.moneyShort(top.actual)} each, predicted were ${f.moneyShort(top.predicted)}`;
}

/** How many outcomes lay within the 80 % intervals. */
export function backtestCoverageTitle(
  { coverage }: NonNullable<ValueBacktest["predictive"]>,
  report: Facts,
): string {
  const f = formatter(report);
  const row = coverage.find(({ nominal }) => nominal === 0.8) ?? coverage[0];
  if (!row) return "How often intervals held";
  const gap = row.measured - row.nominal;
  const verdict =
    Math.abs(gap) <= 0.05
      ? "about as they should"
      : gap < 0
        ? "fewer than they should"
        : "more than they should";
  return `${f.percent(row.nominal)} intervals held ${f.percent(row.measured)} of clients, ${verdict}`;
}

/** What came in all against what had been predicted, start after start. */
export function totalsTitle({ totals }: ValueBacktest, report: Facts): string {
  const f = formatter(report);
  const sum = (pick: (row: ValueBacktest["totals"][number]) => number) =>
    totals.reduce((all, row) => all + pick(row), 0);
  const ratio = sum(({ actual }) => actual) / sum(({ predicted }) => predicted);
  if (!Number.isFinite(ratio)) return "Predicted against actual revenue, added up";
  const off = f.percent(Math.abs(ratio - 1));
  const worst = Math.max(...totals.map(({ actual, predicted }) => Math.abs(actual / predicted - 1)));
  const yearly =
    Number.isFinite(worst) && totals.length > 1 ? `; the worst year was ${f.percent(worst)} off` : "";
  if (Math.abs(ratio - 1) < 0.02) return `In all, as much came as predicted${yearly}`;
  return `In all, ${off} ${ratio > 1 ? "more" : "less"} came than predicted${yearly}`;
}

/** Whether revenue kept within what had been expected of it, month after month. */
export function trackingTitle({ tracking }: ValueBacktest, report: Facts): string {
  const f = formatter(report);
  const last = tracking.at(-1);
  if (!last || !(last.expected > 0)) return "Expected against actual revenue, month after month";
  const inside = tracking.filter(({ low, high, actual }) => low <= actual && actual <= high).length;
  const off = last.actual / last.expected - 1;
  const came =
    Math.abs(off) < 0.02
      ? "as much came as expected"
      : `${f.percent(Math.abs(off))} ${off > 0 ? "more" : "less"} came than expected`;
  const kept =
    inside === tracking.length
      ? "each month inside the band"
      : `inside the band in ${f.count(inside)} of them`;
  return `After ${f.count(tracking.length)} ${tracking.length === 1 ? "month" : "months"} ${came}, ${kept}`;
}

/** What the band of the months rests on. */
export function trackingCaption({ clients, totals }: ValueBacktest, report: Facts): string {
  const f = formatter(report);
  const before = totals.length - 1;
  const band =
    before >= 3
      ? `The band holds what moves all clients at once, as the ${f.count(before)} starts before it showed.`
      : "The band holds the clients' own luck alone and is too narrow: fewer than three starts before it show what moves all at once.";
  return `${f.count(clients)} clients known at the start; those won later do not count. ${band}`;
}

/** A buyer of last month against one of five years ago, in the models' own figures. */
export function silenceSentence(buyers: readonly SilentBuyer[], report: Facts): string {
  const f = formatter(report);
  const sentences = buyers.flatMap(({ orders, monthsBetween, points }) => {
    const first = points[0];
    const last = points.at(-1);
    if (!first || !last) return [];
    const who = monthsBetween === null ? "bought once" : `bought ${f.count(orders)} times`;
    return [
      `A client that ${who}, the last time ${ago(first.months)}, is expected to bring ${f.moneyShort(first.expectedRevenue)} in the next 12 months; one that was last seen ${ago(last.months)}, ${f.moneyShort(last.expectedRevenue)}. Their chances of being clients still are ${f.percent(first.pActive)} and ${f.percent(last.pActive)}.`,
    ];
  });
  const oneTime = buyers.find(({ monthsBetween }) => monthsBetween === null);
  const first = oneTime?.points[0];
  const last = oneTime?.points.at(-1);
  const why =
    first && last && last.pActive > 0.98
      ? " These orders show no sign that clients leave for good, so a one-time buyer counts as a client still; what it is expected to order falls all the same, because silence shows that it orders rarely."
      : "";
  return `${sentences.join(" ")}${why}`;
}

/** What a year of silence makes of a one-time buyer, against a regular one. */
export function silenceTitle(
  buyers: readonly SilentBuyer[],
  measure: "pActive" | "expectedRevenue",
  report: Facts,
): string {
  const f = formatter(report);
  const parts = buyers.flatMap(({ monthsBetween, points }) => {
    const year = points.find(({ months }) => months === 12);
    if (!year) return [];
    const said = measure === "pActive" ? f.percent(year.pActive) : f.moneyShort(year.expectedRevenue);
    return [`${monthsBetween === null ? "a one-time buyer" : "a regular one"} ${said}`];
  });
  const what = measure === "pActive" ? "is still a client with" : "is expected to bring";
  const [first = "", ...others] = parts;
  return `After a year of silence ${first.replace("buyer ", `buyer ${what} `)}${others.map((other) => `, ${other}`).join("")}`;
}

function ago(months: number): string {
  if (months % 12 === 0 && months >= 24) return `${months / 12} years ago`;
  return months === 1 ? "a month ago" : `${months} months ago`;
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
  const [scorer, ...others] = validation.curves.map((curve) => shareThatCaptures(curve, 0.5));
  if (scorer === undefined) return "Share of lifetime value by length of the list";
  const best = others.length > 0 ? `; the best other order needs ${f.percent(Math.min(...others))}` : "";
  return `The first ${f.percent(scorer)} of the list hold half of lifetime value${best}`;
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
