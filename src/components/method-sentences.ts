import { shareThatCaptures } from "../model/lookalike/captured-at.js";
import { wayInWords } from "../model/lookalike/way-in-words.js";
import type { SilentBuyer } from "../model/value/silence.js";
import { asSentence } from "./as-sentence.js";
import { formatter } from "./format.js";
import type { ContestDays, Decile, LookalikeValidation, MethodData, ValueBacktest } from "./method-data.js";
import { inReadersWords } from "./method-words.js";
import type { ReportFacts } from "./report-facts.js";
import { counted, listInWords, plural, sentenceCase } from "./wording.js";

type Facts = Pick<ReportFacts, "currency" | "locale">;

/** The answer of the page: what was tested on clients and years that the models had not seen; a trivial rule that won comes first. */
export function methodHeadline(method: MethodData, report: Facts): string {
  const { valueTournament, contractTournament, lookalikeValidation, valueBacktest } = method;
  const wonByRule = [valueTournament, contractTournament].find((one) => one?.revenue.kind === "rule");
  const tested = wonByRule ?? lookalikeValidation ?? valueBacktest;
  return tested
    ? inReadersWords(tested.sentence, formatter(report))
    : "There is too little history to test the estimates on a later period: take every number here as a first guess.";
}

/** What the tournament rests on: days, clients, which days chose, and whether they are few. */
export function tournamentCaption(
  tournament: ContestDays,
  report: Facts,
  whose: "without contracts" | "under contract" = "without contracts",
): string {
  const f = formatter(report);
  const { origins, clients, windowMonths, stepMonths, minimumHistoryMonths, revenue, caution } = tournament;
  const last = origins.at(-1)?.origin ?? "";
  const days = (some: readonly string[]) =>
    some.length > 3
      ? `the ${f.count(some.length)} days from ${f.date(some[0] ?? "")} to ${f.date(some.at(-1) ?? "")}`
      : listInWords(some.map((day) => f.date(day)));
  const chose = revenue.choosingOrigins;
  const taught = origins.map(({ origin }) => origin).filter((day) => day !== last && !chose.includes(day));
  return [
    `${plural(f.count(clients), "client")} ${whose}. We went back to ${counted(origins.length, "earlier day", f.count)} and predicted what came next from what was known then.`,
    taught.length === 0 ? "" : `From ${days(taught)} the averages and the regression learned.`,
    chose.length === 0 ? "No day was left to choose by." : `${sentenceCase(days(chose))} chose the method.`,
    `${f.date(last)} only judged it, on the ${f.count(windowMonths)} months that followed.`,
    origins.length < 3 ? "Fewer than three such days: take the order as a first guess." : "",
    whose === "under contract"
      ? "The contract model (renewals, and orders beside the contract; nothing once all contracts have ended) is kept unless something else is clearly better (two standard errors)."
      : "An average of models is kept unless something else is clearly better (two standard errors).",
    asSentence(caution ?? ""),
    `The length of the data sets the days: ${f.number(stepMonths)} months apart, ${f.count(minimumHistoryMonths)} or more before the first.`,
    "Error: 0 is perfect, 1 is no better than the same guess for each; to expect nothing of a client that then buys costs most.",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** The tenth of clients that brought least of what was predicted, or most beyond it. */
export function backtestCalibrationTitle({ calibration }: ValueBacktest, report: Facts): string {
  const f = formatter(report);
  const gap = ({ predicted, actual }: Decile) => Math.abs(predicted - actual);
  const widest = [...calibration].sort((a, b) => gap(b) - gap(a))[0];
  if (!widest || !(gap(widest) > 0)) return "Predicted against actual revenue";
  const { decile, predicted, actual } = widest;
  const money = (amount: number) =>
    f.moneyShort(amount, f.moneyShort(predicted) === f.moneyShort(actual) ? 3 : 2);
  const who = decile === calibration.length ? "the tenth of whom most was predicted" : `tenth ${decile}`;
  return `Widest gap: ${who} brought ${money(actual)} each; ${money(predicted)} was predicted`;
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
  const off = offBy(
    sum(({ predicted }) => predicted),
    sum(({ actual }) => actual),
  );
  if (off === null) return "Predicted against actual revenue, added up";
  const each = totals.flatMap(({ predicted, actual }) => offBy(predicted, actual) ?? []);
  const [worst = 0] = each.sort((a, b) => Math.abs(b) - Math.abs(a));
  const single =
    totals.length > 1 && Math.abs(worst) >= EXACT
      ? `; the worst of ${f.count(totals.length)} predictions was ${f.percent(Math.abs(worst))} too ${worst > 0 ? "high" : "low"}`
      : "";
  if (Math.abs(off) < EXACT) return `In all, as much came as predicted${single}`;
  return `In all, ${f.percent(Math.abs(off))} ${off > 0 ? "more" : "less"} was predicted than came${single}`;
}

/** Below this share, predictions count as having come true. */
const EXACT = 0.02;

/** How far a prediction lies from what came, as a share of what came; null where nothing came. */
function offBy(predicted: number, actual: number): number | null {
  return actual > 0 ? predicted / actual - 1 : null;
}

/** Whether revenue kept within what had been expected of it, month after month. */
export function trackingTitle({ tracking }: ValueBacktest, report: Facts): string {
  const f = formatter(report);
  const last = tracking.at(-1);
  const off = last ? offBy(last.expected, last.actual) : null;
  if (off === null) return "Expected against actual revenue, month after month";
  const months = tracking.length;
  const outside = tracking.filter(({ low, high, actual }) => !(low <= actual && actual <= high)).length;
  const came =
    Math.abs(off) < EXACT
      ? "as much had come as expected"
      : `${f.percent(Math.abs(off))} ${off > 0 ? "more" : "less"} was expected than came`;
  const kept =
    outside === 0
      ? "each month inside the 80% band"
      : `outside the 80% band in ${outside === months ? (months === 1 ? "that month" : `all ${f.count(months)}`) : `${f.count(outside)} of them`}`;
  return `After ${plural(f.count(months), "month")} ${came}, ${kept}`;
}

/** What the band of the months rests on. */
export function trackingCaption({ clients, totals }: ValueBacktest, report: Facts): string {
  const f = formatter(report);
  const before = totals.length - 1;
  const band =
    before >= 3
      ? `The band holds what moves all clients at once, as the ${f.count(before)} starts before it showed.`
      : "The band holds the clients' own luck alone and is too narrow: fewer than three starts before it show what moves all at once.";
  return `${plural(f.count(clients), "client")} known at the start; those won later do not count. ${band}`;
}

/** A buyer of last month against one of five years ago, in the models' own figures. */
export function silenceSentence(buyers: readonly SilentBuyer[], report: Facts): string {
  const f = formatter(report);
  const standing = ({ pActive, expectedRevenue }: SilentBuyer["points"][number]) =>
    `${f.percent(pActive)} likely still a client, ${smallMoney(expectedRevenue, report)} expected`;
  const said = buyers.flatMap(({ orders, monthsBetween, points }) => {
    const first = points[0];
    const last = points.at(-1);
    if (!first || !last) return [];
    const now = `${standing(first)} in the next 12 months`;
    if (monthsBetween === null && last.pActive > 0.98) {
      return [
        `These orders show no sign that clients leave for good, so a one-time buyer counts as a client still; silence only shows that it orders rarely. Last seen ${ago(first.months)}: ${now}. Last seen ${ago(last.months)}: ${standing(last)}.`,
      ];
    }
    return [
      monthsBetween === null
        ? `The longer a client is silent compared with its own rhythm, the surer it is gone. A one-time buyer of ${ago(first.months)} has had no time to come back: ${now}. One of ${ago(last.months)} has had every chance and did not: ${standing(last)}.`
        : `A client that bought ${f.count(orders)} times, the last time ${ago(first.months)}: ${now}; ${ago(last.months)}: ${standing(last)}.`,
    ];
  });
  return said.join(" ");
}

/** Money that may be less than one unit. */
function smallMoney(amount: number, report: Facts): string {
  const f = formatter(report);
  return amount > 0 && amount < 1 ? `under ${f.money(1)}` : f.moneyShort(amount);
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
    const once = monthsBetween === null;
    if (measure === "pActive") {
      const share = f.percent(year.pActive);
      return [once ? `${share} of one-time buyers are still clients` : `${share} of regular ones`];
    }
    const revenue = smallMoney(year.expectedRevenue, report);
    return [once ? `a one-time buyer is expected to bring ${revenue}` : `a regular one ${revenue}`];
  });
  return parts.length === 0
    ? "What silence makes of a client"
    : `After a year of silence, ${parts.join(", ")}`;
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
  return `${held}, ${verdict} “${wayInWords(least.baseline)}”`;
}

/** Whether clients are worth what was predicted in all, and whether those of whom more was predicted are worth more. */
export function calibrationTitle({ calibration }: LookalikeValidation, report: Facts): string {
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
  return inRightOrder(calibration)
    ? `${inAll}, and the list tells better clients from worse`
    : `${inAll}, ${right ? "but" : "and"} the list does not tell better clients from worse`;
}

/** Pairs of tenths in the right order, as a share, from which on chance would hardly have put them so: 33 of 45. */
const ORDERED = 33 / 45;

function inRightOrder(rows: readonly Decile[]): boolean {
  const pairs = rows.flatMap((a, index) => rows.slice(index + 1).map((b) => [a, b] as const));
  const right = pairs.filter(([a, b]) => (a.predicted - b.predicted) * (a.actual - b.actual) > 0);
  return pairs.length > 0 && right.length >= ORDERED * pairs.length;
}

/** The finding of the curves: how much of the list it takes to reach half of the value, against the best other order. */
export function curvesTitle(validation: LookalikeValidation, report: Facts): string {
  const f = formatter(report);
  const [scorer, ...others] = validation.curves.map((curve) => shareThatCaptures(curve, 0.5));
  if (scorer === undefined || !(scorer > 0)) return "Share of lifetime value by length of the list";
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
  return `The ${f.percent(nominal)} intervals held ${f.percent(measured)} of these values, ${verdict}.`;
}
