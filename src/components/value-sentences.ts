import { formatter } from "./format.js";
import type { ReportFacts } from "./report-facts.js";
import type { Cohort, ValueData } from "./value-data.js";

type Facts = Pick<ReportFacts, "currency" | "locale" | "horizonMonths">;

/** The answer of the page: what all clients are worth and how few hold it. */
export function valueHeadline(value: ValueData, report: Facts): string {
  const f = formatter(report);
  const { clients, value: held } = value.concentration.topShare;
  return `${f.count(value.clients)} ${value.clients === 1 ? "client is" : "clients are"} worth ${f.moneyShort(value.totals.clv.value, 3)} over ${value.clients === 1 ? "its" : "their"} first ${f.count(report.horizonMonths)} months; the top ${f.percent(clients)} hold ${f.percent(held)} of it.`;
}

/** What the middle and the mean client are worth, and from where a client counts as high-value. */
export function typicalClientSentence(value: ValueData, report: Facts): string {
  const f = formatter(report);
  const { mean, median, highValueFrom } = value.clv;
  return `Half of the clients are worth less than ${f.moneyShort(median)}; the mean of ${f.moneyShort(mean)} is carried by a few. High-value clients, ${f.count(value.highValueClients)} of them, start at ${f.moneyShort(highValueFrom)}.`;
}

/** The finding of the concentration curve. */
export function concentrationTitle(value: ValueData, report: Facts): string {
  const f = formatter(report);
  const half = value.concentration.curve.find(({ shareOfValue }) => shareOfValue >= 0.5);
  return half
    ? `${f.percent(half.shareOfClients)} of clients hold half of lifetime value`
    : `The top ${f.percent(value.concentration.topShare.clients)} of clients hold ${f.percent(value.concentration.topShare.value)} of lifetime value`;
}

/** The finding of the distribution: the band that holds the most value, and how many clients are in it. */
export function distributionTitle(value: ValueData, report: Facts): string {
  const f = formatter(report);
  const richest = value.distribution.reduce((best, band) => (band.value > best.value ? band : best), {
    value: Number.NEGATIVE_INFINITY,
    clients: 0,
    from: 0,
    to: 0,
    highValueClients: 0,
  });
  const share = richest.value / value.totals.clv.value;
  return `${f.count(richest.clients)} clients worth ${f.moneyShort(richest.from)} to ${f.moneyShort(richest.to)} hold ${f.percent(share)} of lifetime value`;
}

/** The finding of the value by component: the largest one in all that was earned and is expected. */
export function componentsTitle(value: ValueData, report: Facts): string {
  const f = formatter(report);
  const sums = value.components.map(({ component, historic, residual }) => ({
    component,
    sum: historic + residual,
    ahead: residual,
  }));
  const total = sums.reduce((all, { sum }) => all + sum, 0);
  const [largest] = [...sums].sort((a, b) => b.sum - a.sum);
  if (!largest || !(total > 0)) return "Value by component";
  return `${componentName(largest.component)} is ${f.percent(largest.sum / total)} of total value`;
}

/** A component as the subject of a sentence. */
export function componentName(component: ValueData["components"][number]["component"]): string {
  const names = {
    initial: "Initial business",
    renewal: "Renewal",
    expansion: "Expansion",
    services: "Services",
    other: "Other business",
  } as const;
  return names[component];
}

/** The finding of the activity chart. */
export function activityTitle(value: ValueData, report: Facts): string {
  const f = formatter(report);
  const unlikely = value.activity
    .filter(({ to }) => to <= 0.5)
    .reduce((sum, { clients }) => sum + clients, 0);
  return `About ${f.count(Math.round(value.activeClients))} of ${f.count(value.clients)} are clients still; ${f.count(unlikely)} more likely left than not`;
}

/** The finding of the cohort curves: the latest cohort with two whole years against the first. */
export function cohortsTitle(cohorts: readonly Cohort[], report: Facts): string {
  const f = formatter(report);
  const after = 2;
  const known = cohorts.flatMap((cohort) => {
    const point = cohort.points.find(({ years }) => years === after);
    return point ? [{ cohort: cohort.cohort, margin: point.meanCumulativeMargin }] : [];
  });
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last || first === last) return "What a client brings, by the year it was won";
  const comparison = last.margin >= first.margin ? "up from" : "down from";
  return `A client won in ${last.cohort} brought ${f.moneyShort(last.margin)} in two years, ${comparison} ${f.moneyShort(first.margin)} for ${first.cohort}`;
}

/** The simple formula against the model, in words. */
export function simpleFormulaSentence(value: ValueData, report: Facts): string {
  const f = formatter(report);
  const { value: simple, modelMeanClv } = value.simpleFormula;
  const ratio = simple / modelMeanClv;
  const compared =
    ratio > 1.05
      ? `${f.multiple(ratio)} the model’s mean CLV of ${f.moneyShort(modelMeanClv)}`
      : ratio < 0.95
        ? `only ${f.multiple(ratio)} the model’s mean CLV of ${f.moneyShort(modelMeanClv)}`
        : `close to the model’s mean CLV of ${f.moneyShort(modelMeanClv)}`;
  return `The simple formula makes a client worth ${f.moneyShort(simple)}, ${compared}. It takes all clients as alike and their future as certain: it knows neither who has left, nor discounting, nor which client is worth what.`;
}
