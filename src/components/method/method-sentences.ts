import type {
  Decile,
  MethodPage,
  PublishedBacktest,
  PublishedTournament,
} from "../../data/published/method.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { plural } from "../../model/words/plural.js";
import { asSentence } from "../words/as-sentence.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { EXACT, offBy } from "../words/off-by.js";
import { counted, sentenceCase } from "../words/wording.js";
import { inReadersWords } from "./method-words.js";

/** The answer of the page: what was tested on clients and years that the models had not seen; a trivial rule that won comes first. */
export function methodHeadline(method: MethodPage, report: MoneyFacts): string {
  const { valueTournament, contractTournament, lookalikeValidation, valueBacktest } = method;
  const wonByRule = [valueTournament, contractTournament].find((one) => one?.revenue.kind === "rule");
  const tested = wonByRule ?? lookalikeValidation ?? valueBacktest;
  return tested
    ? inReadersWords(tested.sentence, formatter(report))
    : "There is too little history to test the estimates on a later period: take every number here as a first guess.";
}

/** What the tournament rests on: days, clients, which days chose, and whether they are few. */
export function tournamentCaption(
  tournament: PublishedTournament,
  report: MoneyFacts,
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
    `${whose === "under contract" ? "The contract model (renewals, and orders beside the contract; nothing once all contracts have ended)" : "An average of models"} is kept unless something else is clearly better (two standard errors).`,
    asSentence(caution ?? ""),
    `The length of the data sets the days: ${f.number(stepMonths)} months apart, ${f.count(minimumHistoryMonths)} months or more before the first.`,
    "Error: 0 is perfect, 1 is no better than the same guess for each; to expect nothing of a client that then buys costs most.",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** The tenth of clients that brought least of what was predicted, or most beyond it. */
export function backtestCalibrationTitle({ calibration }: PublishedBacktest, report: MoneyFacts): string {
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

/** Whether the 80 % intervals are as wide as they should be, those counted in part that bring what many futures bring. */
export function backtestCoverageTitle(
  { coverage }: NonNullable<PublishedBacktest["predictive"]>,
  report: MoneyFacts,
): string {
  const f = formatter(report);
  const row = coverage.find(({ nominal }) => nominal === 0.8) ?? coverage[0];
  if (!row) return "How often intervals held";
  const gap = row.measured - row.nominal;
  const verdict = Math.abs(gap) <= 0.05 ? "about as" : gap < 0 ? "fewer than" : "more than";
  return `${f.percent(row.nominal)} intervals held ${f.percent(row.measured)}, ${verdict} they should`;
}

/** Which of a client's two figures to take for what: its expected one, or the middle of its range. */
export function middleSentence(
  { expectedError, middle }: NonNullable<PublishedBacktest["predictive"]>,
  report: MoneyFacts,
): string {
  const f = formatter(report);
  const errors = [middle.error, expectedError].map((error) => f.moneyShort(error));
  if (errors[0] === errors[1])
    return `The middle of a client's range and its expected figure were both off by ${errors[0]} in the mean.`;
  const sums =
    Math.abs(middle.biasShare) < EXACT
      ? ""
      : ` Middles add up to ${f.percent(Math.abs(middle.biasShare))} ${middle.biasShare < 0 ? "less" : "more"} than came: for sums take expected figures.`;
  return `For one client the ${middle.error < expectedError ? "middle of its range" : "expected figure"} was the closer guess: middles were off by ${errors[0]} in the mean, expected figures by ${errors[1]}.${sums}`;
}

/** What came in all against what had been predicted, start after start. */
export function totalsTitle({ totals }: PublishedBacktest, report: MoneyFacts): string {
  const f = formatter(report);
  const sum = (pick: (row: PublishedBacktest["totals"][number]) => number) =>
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

/** The longest outcome seen beside what had been expected of it; nothing where no time longer than a window was. */
export function longestSentence({ longest }: PublishedBacktest, report: MoneyFacts): string {
  const off = longest === null ? null : offBy(longest.predicted, longest.actual);
  if (longest === null || off === null) return "";
  const f = formatter(report);
  const missed =
    Math.abs(off) < EXACT
      ? "as much came as was predicted"
      : `${f.percent(Math.abs(off))} ${off > 0 ? "more" : "less"} was predicted than came`;
  return ` Over the longest time seen, the ${f.count(longest.months)} months from ${f.date(longest.origin)}, ${missed}.`;
}

/** Whether revenue kept within what had been expected of it, month after month. */
export function trackingTitle({ tracking }: PublishedBacktest, report: MoneyFacts): string {
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
export function trackingCaption({ clients, totals }: PublishedBacktest, report: MoneyFacts): string {
  const f = formatter(report);
  const before = totals.length - 1;
  const band =
    before >= 3
      ? `The band holds what moves all clients at once, as the ${f.count(before)} starts before it showed.`
      : "The band holds the clients' own luck and what is not known of the rates alone and is too narrow: fewer than three starts before it show what moves all at once.";
  return `${plural(f.count(clients), "client")} known at the start; those won later do not count. ${band}`;
}
