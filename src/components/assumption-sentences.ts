import type { RepeatAssumptions } from "../model/value/repeat/assumptions/repeat-assumptions.js";
import { formatter } from "./format.js";
import type { ReportFacts } from "./report-facts.js";

type Facts = Pick<ReportFacts, "currency" | "locale">;
export type TestedAssumptions = Extract<RepeatAssumptions, { status: "tested" }>;

/** Below it the data are said to speak against an assumption. */
const SURPRISING = 0.05;

/** What is supposed, whether the data speak against it, and how sure that is. */
export interface AssumptionRow {
  readonly supposed: string;
  readonly answer: string;
  readonly meaning: string;
  readonly likelihoodRatio: number;
  readonly p: number;
  readonly clients: number;
}

/** The two assumptions in words, with what the tests say of them. */
export function assumptionRows({ clients, age, rate }: TestedAssumptions, report: Facts): AssumptionRow[] {
  const f = formatter(report);
  const correlation = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
  const [lowest, highest] = rate.reach.map(correlation);
  const found = correlation(rate.correlation);
  const seen = `The test can see a correlation from ${lowest} to ${highest}; likeliest is ${found}.`;
  const sooner =
    age.growthAYear < 1
      ? `by ${f.percent(age.growthAYear)} with each year`
      : `${f.multiple(1 + age.growthAYear)} with each year`;
  return [
    {
      supposed: "A client of many years leaves no more readily for its age",
      answer: answerOf(age.p),
      meaning:
        age.p < SURPRISING
          ? `Readiness to leave seems to grow ${sooner} as a client: take the chances of old clients as somewhat too high.`
          : age.likelihoodRatio < 0.005
            ? "Letting clients leave more readily with age describes the orders no better at all."
            : "Letting clients leave more readily with age describes the orders hardly better.",
      likelihoodRatio: age.likelihoodRatio,
      p: age.p,
      clients,
    },
    {
      supposed: "How often a client orders says nothing of how soon it leaves",
      answer: answerOf(rate.p),
      meaning:
        rate.p < SURPRISING
          ? `Clients that order often seem to leave ${rate.correlation > 0 ? "sooner" : "later"}. ${seen}`
          : seen,
      likelihoodRatio: rate.likelihoodRatio,
      p: rate.p,
      clients,
    },
  ];
}

function answerOf(p: number): string {
  return p < SURPRISING ? "The data speak against it" : "The data do not speak against it";
}

/** How often chance alone would make a difference as large: "51 in 100", "fewer than 1 in 1,000". */
export function byChance(p: number, report: Facts): string {
  const f = formatter(report);
  if (p < 0.001) return `fewer than 1 in ${f.count(1000)}`;
  if (p < 0.01) return `${f.count(Math.round(p * 1000))} in ${f.count(1000)}`;
  return p > 0.995 ? "always" : `${f.count(Math.round(p * 100))} in 100`;
}

/** What the tests rest on. */
export function assumptionCaption({ clients }: TestedAssumptions, report: Facts): string {
  const f = formatter(report);
  return `Tested on ${f.count(clients)} clients without contracts. Each assumption is compared with a model that does without it (GGompertz/NBD; Pareto/NBD with a correlation by a Sarmanov density, time in years). Chance: how often data that follow the assumption would favour the wider model as much; below 5 in 100 counts as speaking against it. Few clients rarely speak against anything. These models are checks and predict nothing in this report.`;
}
