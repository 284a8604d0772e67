import type { RepeatAssumptions } from "../../model/value/repeat/assumptions/repeat-assumptions.js";
import { plural } from "../../model/words/plural.js";
import { byChance } from "../words/by-chance.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { twoDecimals } from "../words/two-decimals.js";

type TestedAssumptions = Extract<RepeatAssumptions, { status: "tested" }>;

/** Below it the data are said to speak against an assumption. */
const SURPRISING = 0.05;
/** A test that can find no correlation beyond it is blind. */
const BLIND = 0.05;

/** What is supposed, whether the data speak against it, and how sure that is. */
interface AssumptionRow {
  readonly supposed: string;
  readonly answer: string;
  readonly meaning: string;
  /** The statistic behind the answer. */
  readonly test: string;
}

/** The two assumptions in words, with what the tests say of them. */
export function assumptionRows(
  { age, rate, clients }: TestedAssumptions,
  report: MoneyFacts,
): AssumptionRow[] {
  const f = formatter(report);
  const correlation = (value: number): string => (value < 0.005 ? "" : "+") + twoDecimals(value);
  const testOf = ({ likelihoodRatio, p }: TestedAssumptions["age" | "rate"]): string =>
    `Likelihood ratio ${likelihoodRatio.toFixed(2)}, p ${p < 0.001 ? "below 0.001" : p.toPrecision(2)}, ${plural(f.count(clients), "client")}.`;
  const [lowest, highest] = rate.reach.map(correlation);
  const found = correlation(rate.correlation);
  const blind = rate.p >= SURPRISING && rate.reach.every((end) => Math.abs(end) <= BLIND);
  const seen = `The test can see a correlation from ${lowest} to ${highest}; likeliest is ${found}.`;
  const sooner =
    age.growthAYear < 1
      ? `by ${f.percent(age.growthAYear)} with each year`
      : `${f.multiple(1 + age.growthAYear)} with each year`;
  return [
    {
      supposed: "A client of many years leaves no more readily for its age",
      answer: answerOf(age.p, report),
      meaning:
        age.p < SURPRISING
          ? `Readiness to leave seems to grow ${sooner} as a client: take the chances of old clients as somewhat too high.`
          : `Letting clients leave more readily with age describes the orders ${age.likelihoodRatio < 0.005 ? "no better at all" : "hardly better"}.`,
      test: testOf(age),
    },
    {
      supposed: "How often a client orders says nothing of how soon it leaves",
      answer: blind
        ? "These data cannot tell: clients differ too little for the test to see it."
        : answerOf(rate.p, report),
      meaning:
        rate.p < SURPRISING
          ? `Clients that order often seem to leave ${rate.correlation > 0 ? "sooner" : "later"}. ${seen}`
          : blind
            ? ""
            : seen,
      test: testOf(rate),
    },
  ];
}

function answerOf(p: number, report: MoneyFacts): string {
  return `The data ${p < SURPRISING ? "" : "do not "}speak against it: chance alone does as much in ${byChance(p, report)}.`;
}

/** What the tests rest on. */
export function assumptionCaption({ clients }: TestedAssumptions, report: MoneyFacts): string {
  const f = formatter(report);
  return `Tested on ${f.count(clients)} clients without contracts. Each assumption is compared with a model that does without it (GGompertz/NBD; Pareto/NBD with a correlation by a Sarmanov density, time in years). Below 5 of 100 cases counts as speaking against it. Few clients rarely speak against anything. These models are checks and predict nothing in this report.`;
}
