import type { Report } from "../../data/published/report.js";
import type { ValuePage } from "../../data/published/value.js";
import { DAYS_A_MONTH, daysBetween } from "../../model/numerics/calendar.js";
import type { ValueComponent } from "../../model/value/portfolio/components.js";
import { hasMeaningfulShares } from "../../model/value/portfolio/gains-and-losses.js";
import { plural } from "../../model/words/plural.js";
import { formatter, type HorizonFacts } from "../words/format.js";
import { gainsAndLossesInWords } from "./gains-and-losses-sentence.js";

type Cohort = ValuePage["cohorts"][number];

/** The answer of the page: what all clients are worth and how few hold it. */
export function valueHeadline(value: ValuePage, report: HorizonFacts): string {
  const f = formatter(report);
  const { clients, value: held } = value.concentration.topShare;
  const one = value.clients === 1;
  const worth = `${f.count(value.clients)} ${one ? "client is" : "clients are"} worth ${f.moneyTotal(value.totals.clv.value)} over ${one ? "its" : "their"} first ${f.count(report.horizonMonths)} months`;
  if (one || !(value.totals.clv.value > 0 || value.concentration.gainsAndLosses.losers > 0))
    return `${worth}.`;
  if (held === null) return `${worth}: ${gainsAndLossesInWords(value.concentration.gainsAndLosses, f)}.`;
  return `${worth}; the top ${f.percent(clients)} hold ${f.percent(held)} of it.`;
}

/** What the middle and the mean client are worth, and from where a client counts as high-value. */
export function typicalClientSentence(value: ValuePage, report: HorizonFacts): string {
  const f = formatter(report);
  const { mean, median, highValueFrom } = value.clv;
  if (value.clients < 2) return "";
  const { losers, losses } = value.concentration.gainsAndLosses;
  const apart = Math.abs(mean - median) > 0.2 * Math.max(Math.abs(mean), Math.abs(median));
  const carried = !apart
    ? " is close to that"
    : mean > median
      ? " is carried by a few"
      : losers > 0 && losses > 0
        ? ` is pulled down by ${plural(f.count(losers), "client")} that ${losers === 1 ? "loses" : "lose"} money`
        : " is pulled down by a few worth little";
  const half = `Half of the clients are worth less than ${f.moneyShort(median)}; the mean of ${f.moneyShort(mean)}${carried}.`;
  if (value.highValueClients === 0) return half;
  return `${half} High-value clients, ${f.count(value.highValueClients)} of them, start at ${f.moneyShort(highValueFrom)}.`;
}

/** That most of what is expected is business that clients under contract have not signed; null where it is not. */
export function unsignedSentence(
  value: ValuePage,
  report: HorizonFacts & Pick<Report, "dataFrom" | "asOf">,
): string | null {
  const f = formatter(report);
  const expectedAs = (component: ValueComponent) =>
    value.components.find((row) => row.component === component)?.residual ?? 0;
  const expected = value.totals.residual.value;
  const [expansion, renewal] = [expectedAs("expansion"), expectedAs("renewal")];
  if (!(expected > 0 && renewal > 0 && expansion > expected / 2)) return null;
  const months = Math.round(daysBetween(report.dataFrom, report.asOf) / DAYS_A_MONTH);
  return `${f.percent(expansion / expected)} of the ${f.moneyTotal(expected)} expected is expansion that clients have not signed yet: what they added in ${plural(f.count(months), "month")} of data, carried on for ${f.count(report.horizonMonths)}. Renewals of the contracts in force make ${f.moneyTotal(renewal)}.`;
}

/** The finding of the concentration curve. */
export function concentrationTitle(value: ValuePage, report: HorizonFacts): string {
  const f = formatter(report);
  const { topShare, largestShare } = value.concentration;
  if (largestShare !== null && largestShare >= 0.5)
    return `One client holds ${f.percent(largestShare)} of lifetime value`;
  const half = value.concentration.curve.find(({ shareOfValue }) => shareOfValue >= 0.5);
  return half
    ? `${f.percent(half.shareOfClients)} of clients hold half of lifetime value`
    : topShare.value === null
      ? gainsAndLossesInWords(value.concentration.gainsAndLosses, f)
      : `The top ${f.percent(topShare.clients)} of clients hold ${f.percent(topShare.value)} of lifetime value`;
}

/** Money for the edges of the bands: with as many digits as keep neighbours apart. */
export function bandMoney({ distribution }: ValuePage, report: HorizonFacts): (amount: number) => string {
  const f = formatter(report);
  const alike = (digits: number) =>
    distribution.some(({ from, to }) => from < to && f.moneyShort(from, digits) === f.moneyShort(to, digits));
  const digits = [2, 3, 4].find((each) => !alike(each)) ?? 5;
  return (amount) => f.moneyShort(amount, digits);
}

/** The finding of the distribution: the band with the most clients. */
export function distributionTitle(value: ValuePage, report: HorizonFacts): string {
  const f = formatter(report);
  const money = bandMoney(value, report);
  const [first] = value.distribution;
  const fullest = [...value.distribution].sort((a, b) => b.clients - a.clients)[0];
  if (!first || !fullest) return "What clients are worth";
  const band =
    fullest.from === fullest.to
      ? money(fullest.from)
      : fullest === first
        ? `less than ${money(fullest.to)}`
        : `${money(fullest.from)} to ${money(fullest.to)}`;
  return `${f.count(fullest.clients)} of ${plural(f.count(value.clients), "client")} ${fullest.clients === 1 ? "is" : "are"} worth ${band}`;
}

/** The finding of the value by component: the largest one in all that was earned and is expected. */
export function componentsTitle(value: ValuePage, report: HorizonFacts & Pick<Report, "moneyIs">): string {
  const f = formatter(report);
  const sums = value.components.map(({ component, historic, residual }) => ({
    component,
    sum: historic + residual,
  }));
  const total = sums.reduce((all, { sum }) => all + sum, 0);
  const sorted = [...sums].sort((a, b) => b.sum - a.sum);
  const [largest, least] = [sorted[0], sorted.at(-1)];
  if (!largest || !(largest.sum > 0)) return "Value by component";
  if (!hasMeaningfulShares(sums.map(({ sum }) => sum))) {
    const loses =
      least && least.sum < 0
        ? `; ${withSmallFirst(componentName(least.component, value))} ${agreeing(componentName(least.component, value), "loses", "lose")} ${f.moneyTotal(-least.sum)}`
        : "";
    return `${componentName(largest.component, value)} ${agreeing(componentName(largest.component, value), "brings", "bring")} ${f.moneyTotal(largest.sum)} earned and expected${loses}`;
  }
  return `${componentName(largest.component, value)} ${agreeing(componentName(largest.component, value), "is", "are")} ${f.percent(largest.sum / total)} of all ${report.moneyIs} earned and expected`;
}

function agreeing(name: string, one: string, many: string): string {
  return name.endsWith(" orders") ? many : one;
}

function withSmallFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A component as the subject of a sentence: of orders without kinds or contracts, the first ones and those that repeat. */
export function componentName(
  component: ValueComponent,
  { components }: Pick<ValuePage, "components">,
): string {
  const hasKinds = components.some(
    (row) => !["initial", "other"].includes(row.component) && (row.historic !== 0 || row.residual !== 0),
  );
  const names = {
    initial: hasKinds ? "Initial business" : "First orders",
    renewal: "Renewal",
    expansion: "Expansion",
    services: "Services",
    other: hasKinds ? "Other business" : "Repeat orders",
  } as const;
  return names[component];
}

/** The finding of the activity chart. */
export function activityTitle(value: ValuePage, report: HorizonFacts): string {
  const f = formatter(report);
  const unlikely = value.activity
    .filter(({ to }) => to <= 0.5)
    .reduce((sum, { clients }) => sum + clients, 0);
  const sure = value.activity
    .filter(({ from }) => from >= 0.9)
    .reduce((sum, { clients }) => sum + clients, 0);
  if (sure === value.clients) return `All ${plural(f.count(sure), "client")} are almost surely clients still`;
  return `About ${f.count(Math.round(value.activeClients))} of ${f.count(value.clients)} are clients still, all chances added up; ${unlikely === 0 ? "none" : f.count(unlikely)} ${unlikely === 1 ? "is" : "are"} likelier gone than not`;
}

/** The finding of the cohort curves: two years whose clients brought clearly different margin, or that none differ. */
export function cohortsTitle(
  { cohortsApart }: Pick<ValuePage, "cohortsApart">,
  report: HorizonFacts,
): string {
  const f = formatter(report);
  if (cohortsApart === null) return "What a client brings, by the year it was won";
  const [first, last] = cohortsApart.apart ?? [];
  if (!first || !last)
    return "What a client brings in two years does not differ by the year it was won beyond chance";
  const change = last.mean >= first.mean ? "more" : "less";
  return `A client won in ${last.cohort} brought ${f.moneyShort(last.mean)} in two years, clearly ${change} than one won in ${first.cohort} (${f.moneyShort(first.mean)})`;
}

/** How many clients the curves hold, of which years, and how many are too young for one. */
export function cohortsCaption(
  { clients, cohorts }: ValuePage,
  report: HorizonFacts & Pick<Report, "moneyIs">,
): string {
  const f = formatter(report);
  const [first, last] = [cohorts[0]?.cohort, cohorts.at(-1)?.cohort];
  const held = cohorts.reduce((sum, cohort) => sum + cohort.clients, 0);
  const young = held < clients ? ` Too young for a curve: ${f.count(clients - held)} won since.` : "";
  return `${plural(f.count(held), "client")} won ${first === last ? "in" : `from ${first} to`} ${last}, lost ones counted in; ${report.moneyIs}, not discounted.${young}`;
}

/** What stands in place of the curves while no cohort has two whole years behind it. */
export function youngCohortsSentence(cohorts: readonly Cohort[], report: HorizonFacts): string {
  const f = formatter(report);
  const known = cohorts.flatMap(({ cohort, points: [year] }) =>
    year
      ? [
          `A client won in ${cohort} brought ${f.moneyShort(year.meanCumulativeMargin)} in its first year, on average.`,
        ]
      : [],
  );
  return [...known, "Curves can be drawn once all clients won in one year have been clients for two."].join(
    " ",
  );
}

/** The simple formula against the model, in words. */
export function simpleFormulaSentence(value: ValuePage, report: HorizonFacts): string {
  const f = formatter(report);
  const { value: simple, modelMeanClv, hasMultiples } = value.simpleFormula;
  const ratio = simple / modelMeanClv;
  const compared = !(modelMeanClv > 0 && hasMultiples)
    ? `the model ${f.moneyShort(modelMeanClv)}`
    : `${ratio > 1.05 ? f.multiple(ratio) : ratio < 0.95 ? `only ${f.multiple(ratio)}` : "close to"} the model’s mean CLV of ${f.moneyShort(modelMeanClv)}`;
  return `The simple formula makes a client worth ${f.moneyShort(simple)}, ${compared}. It knows neither who has left, nor discounting, nor which client is worth what.`;
}
