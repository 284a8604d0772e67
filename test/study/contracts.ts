import { randomBeta, randomLcg, sum } from "d3";
import { substream } from "../../src/model/numerics/substream.js";
import { predictiveScore } from "../../src/model/value/accuracy/predictive-score.js";
import { fitRenewalCurve } from "../../src/model/value/beta-discrete-weibull/fit-renewal-curve.js";
import type { RenewalCurve } from "../../src/model/value/beta-discrete-weibull/renewal-curve.js";
import { survival } from "../../src/model/value/beta-discrete-weibull/survival.js";
import type { ClientHistory } from "../../src/model/value/client-history.js";
import { fitValueModels } from "../../src/model/value/fit-value-models.js";
import { forecastCalendar } from "../../src/model/value/forecast/forecast-calendar.js";
import { simulateFutures } from "../../src/model/value/forecast/simulate-client.js";
import { fitSbg } from "../../src/model/value/shifted-beta-geometric/fit-sbg.js";
import type { RenewalRecord } from "../../src/model/value/shifted-beta-geometric/sbg-parameters.js";
import { clientWorlds } from "../../src/model/value/value-clients.js";
import type { ValueFit } from "../../src/model/value/value-fit.js";
import { DEFAULT_DRAWS } from "../../src/model/value/value-options.js";
import type { ResultTable } from "../measurement.js";
import { type ContractTruth, contractBook, contractsApart } from "./_contract-books.js";

const REPLICATIONS = 20;
const SEEN_YEARS = 4;
const LAST_YEAR = 12;

/** Contracts signed on one day, seen for four years. */
function cohort(truth: RenewalCurve, contracts: number, random: () => number): RenewalRecord[] {
  const churn = randomBeta.source(random)(truth.alpha, truth.beta);
  return Array.from({ length: contracts }, () => {
    const outlasts = Math.ceil((Math.log(1 - random()) / Math.log1p(-churn())) ** (1 / truth.shape)) - 1;
    const renewals = Math.min(outlasts, SEEN_YEARS);
    return { entered: 0, renewals, ended: outlasts < SEEN_YEARS, contracts: 1 };
  });
}

/** Mean absolute error of survival over the years to come, as a share of the truth. */
function holdoutError(curve: RenewalCurve, truth: RenewalCurve): number {
  const years = Array.from({ length: LAST_YEAR - SEEN_YEARS }, (_, index) => SEEN_YEARS + 1 + index);
  const errors = years.map((year) => Math.abs(survival(curve, year) / survival(truth, year) - 1));
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

function percent(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `${(100 * mean).toFixed(1)} %`;
}

const BOOKS = 6;
const CLIENTS = 400;
const SEED = 7;
const TRUTHS: readonly (readonly [string, ContractTruth])[] = [
  ...[0, 0.5, 1].map((deviation): readonly [string, ContractTruth] => [
    `σ = ${deviation}`,
    { deviation, leavesAtOnce: 0, sameDay: false },
  ]),
  ["σ = 1, all on one day", { deviation: 1, leavesAtOnce: 0, sameDay: true }],
  ["8 % a year leave at once", { deviation: 0, leavesAtOnce: 0.08, sameDay: false }],
  ["8 % a year leave at once, all on one day", { deviation: 0, leavesAtOnce: 0.08, sameDay: true }],
];

/** What the year after the fit brings of contracts, by a fit, client by client. */
function scoreOf(fit: ValueFit, histories: readonly ClientHistory[], asOf: string, came: readonly number[]) {
  const calendar = forecastCalendar({ asOf, horizonMonths: 12, discountRateAnnual: 0 });
  const worldsOf = clientWorlds(fit, histories, calendar, SEED);
  let expected = 0;
  const score = predictiveScore(came, (index) => {
    const history = histories[index];
    if (history === undefined) return new Float64Array(0);
    const random = substream(SEED, history.clientId);
    const { residual } = simulateFutures(
      worldsOf(history),
      history.orders,
      calendar,
      0,
      DEFAULT_DRAWS,
      random,
    );
    expected += sum(residual) / residual.length;
    return residual;
  });
  return { score, expected };
}

/** Clients with a live contract in books whose contracts end together or not, by fits that know of it or not. */
function tiesTable(): ResultTable {
  const rows = TRUTHS.flatMap(([name, truth]) => {
    const kinds = ["each contract alone", "as fitted"] as const;
    const found: number[] = [];
    const results = kinds.map(() => ({
      inside: [0, 0, 0],
      crps: 0,
      expected: 0,
      came: 0,
      clients: 0,
      ms: 0,
    }));
    for (let seed = 1; seed <= BOOKS; seed += 1) {
      const book = contractBook(CLIENTS, truth, 100 * seed);
      const live = [...book.histories.keys()].filter((index) =>
        book.histories[index]?.contractLines.some((line) => !line.ended),
      );
      const histories = live.flatMap((index) => book.histories[index] ?? []);
      const came = live.map((index) => book.revenue[index] ?? 0);
      kinds.forEach((kind, place) => {
        const started = performance.now();
        const fit = fitValueModels(kind === "as fitted" ? book.histories : contractsApart(book.histories));
        const result = results[place];
        if (result === undefined) return;
        result.ms += performance.now() - started;
        if (kind === "as fitted") found.push(fit.renewals.long.clients?.deviation ?? 0);
        const { score, expected } = scoreOf(fit, histories, book.asOf, came);
        const clients = score?.clients ?? 0;
        score?.coverage.forEach(({ measured }, level) => {
          result.inside[level] = (result.inside[level] ?? 0) + clients * measured;
        });
        result.crps += clients * (score?.crps ?? 0);
        result.clients += clients;
        result.expected += expected;
        result.came += sum(came);
      });
    }
    return results.map(({ inside, crps, expected, came, clients, ms }, place) => [
      name,
      kinds[place] ?? "",
      place === 0
        ? "–"
        : `${(sum(found) / BOOKS).toFixed(2)}, in ${found.filter((one) => one > 0).length} of ${BOOKS}`,
      ...inside.map((held) => `${((100 * held) / clients).toFixed(1)} %`),
      `${((100 * expected) / came - 100).toFixed(1)} %`,
      (crps / clients).toFixed(0),
      (ms / BOOKS).toFixed(0),
    ]);
  });
  return {
    title: "Contracts of one client that end together: revenue of the next year, client by client",
    columns: ["truth", "fit", "σ found, mean", "in 50 %", "in 80 %", "in 90 %", "bias", "CRPS", "fit, ms"],
    rows,
    note: `${BOOKS} simulated books a row, of ${CLIENTS} clients with one to seven yearly contracts signed over five years; clients with a live contract count. By randomised probability integral transforms, ${DEFAULT_DRAWS} futures a client. “Each contract alone” fits as if every contract were a client of its own; the clients' futures are then drawn contract by contract. Leaving at once ends all contracts of a client in one year, which no client's σ can foresee.`,
  };
}

/**
 * How far survival in years 5 to 12 is off when the curve of renewal is chosen by one rule or another, and how well
 * clients' futures are told where their contracts end together.
 */
export default async function contracts(): Promise<readonly ResultTable[]> {
  const random = randomLcg(2_026);
  const rows = [1, 1.25, 1.6].flatMap((shape) =>
    [150, 500, 2000].map((count) => {
      const truth = { alpha: 0.5, beta: 1.6, shape };
      const errors = { simple: [] as number[], chosen: [] as number[], aic: [] as number[] };
      let shaped = 0;
      for (let replication = 0; replication < REPLICATIONS; replication += 1) {
        const records = cohort(truth, count, random);
        const sbg = fitSbg(records, 0.2);
        const simple = { ...sbg.parameters, shape: 1 };
        const chosen = fitRenewalCurve(records, 0.2);
        if (chosen.parameters.shape !== 1) shaped += 1;
        const better = chosen.logLikelihood - sbg.logLikelihood > 1;
        errors.simple.push(holdoutError(simple, truth));
        errors.chosen.push(holdoutError(chosen.parameters, truth));
        errors.aic.push(holdoutError(better ? chosen.parameters : simple, truth));
      }
      return [
        shape,
        count,
        percent(errors.simple),
        percent(errors.chosen),
        percent(errors.aic),
        `${shaped} of ${REPLICATIONS}`,
      ];
    }),
  );
  return [
    {
      title: "Error of survival in years 5 to 12, fitted on 4 years",
      columns: ["true shape", "contracts", "shape 1", "shape where determined", "by AIC", "shape fitted"],
      rows,
      note: "Mean absolute error as a share of true survival, over simulated cohorts. Shape where determined: the rule of `fitRenewalCurve`.",
    },
    tiesTable(),
  ];
}
