import { mean, quantile, randomLcg, randomNormal, sum } from "d3";
import { fitValueModels } from "../../src/model/value/fit-value-models.js";
import { portfolioResidual } from "../../src/model/value/portfolio/portfolio-totals.js";
import { shockDraws } from "../../src/model/value/uncertainty/shaken.js";
import { valueClients } from "../../src/model/value/value-clients.js";
import type { ResultTable } from "../measurement.js";
import { OPTIONS } from "../model/value/client-histories.js";
import { type ContractTruth, simulateContracts } from "../model/value/simulate-contracts.js";
import {
  EXPECTED_TOTAL,
  INDEPENDENT_DEVIATION,
  intervalOfTotal,
  SHOCK_DEVIATION,
  simulateTotals,
  simulateWalk,
  WINDOW_MONTHS,
} from "../model/value/simulate-totals.js";

const REPLICATIONS = 2000;
const DRAWS = 400;
const ORIGINS = [3, 4, 5, 6] as const;
const LEVELS = [0.5, 0.8, 0.9] as const;
const SEED = 17;
const MONTHS = [12, 24, 60] as const;

/** Each is fitted and valued, which takes half a second. */
const BOOKS = 60;
const BOOK: ContractTruth = {
  clients: 300,
  years: 5,
  termMonths: 12,
  churnAt: () => 0.15,
  concentration: 5,
};
const FITTED: readonly (readonly [string, ContractTruth])[] = [
  ["15 % end at the first renewal, five years", BOOK],
  ["12 %", { ...BOOK, churnAt: () => 0.12 }],
  ["15 %, two years", { ...BOOK, years: 2, clients: 400 }],
  ["terms of 36 months, none due", { ...BOOK, years: 1.5, termMonths: 36, churnAt: () => 0.3 }],
  [
    "6 % of the first to 32 % of the last signed",
    { ...BOOK, churnAt: (share) => 0.06 + 0.26 * share, concentration: 12 },
  ],
  ["32 % to 6 %", { ...BOOK, churnAt: (share) => 0.32 - 0.26 * share, concentration: 12 }],
];

/**
 * How often intervals of a portfolio's total hold it: of books that are fitted, whose rates are not known, and when few
 * origins tell the common shock that moves it.
 */
export default async function valueTotals(): Promise<readonly ResultTable[]> {
  return [
    {
      title: "Totals of fitted books of contracts",
      columns: ["truth", "in 80 %", "clients taken as independent: in 80 %", "mean of expected ÷ came"],
      rows: FITTED.map(([name, truth]) => [name, ...fittedRow(truth)]),
      note: `${BOOKS} simulated books a row, of ${BOOK.clients} clients with a yearly contract each (400 in the book of two years), fitted and valued over ${OPTIONS.horizonMonths} months; no common shock. “Independent” leaves out how what is expected of all clients moves with what is not known of the parameters. A share of 80 % over so many books has a standard error of ${percent(Math.sqrt((0.8 * 0.2) / BOOKS), 0)} points.`,
    },
    {
      title: "Totals under a simulated common shock",
      columns: [
        "origins",
        "interval of the total: in 80 %",
        ...LEVELS.map((level) => `shaken draws: in ${percent(level, 0)} %`),
        "shock put aside: in 80 %",
      ],
      rows: ORIGINS.map(rowOf),
      note: `${REPLICATIONS.toLocaleString("en")} replications a row, seed ${SEED}. Every origin's total strays from what is expected by a shock common to all clients, a normal of standard deviation ${SHOCK_DEVIATION} on a log scale, and by chance, ${percent(INDEPENDENT_DEVIATION / EXPECTED_TOTAL, 0)} % of the total; the shock is told from the origins before, with as many degrees of freedom of Student's t. “Interval of the total” is the one the pages show; “shaken draws” are ${DRAWS} futures of the total under the factors that clients' futures are shaken by. A share of 80 % over so many replications has a standard error of ${percent(Math.sqrt((0.8 * 0.2) / REPLICATIONS), 1)} points.`,
    },
    {
      title: "Totals of longer times than the windows that told the shock",
      columns: ["origins", ...MONTHS.map((months) => `${months} months: in 80 %`)],
      rows: ORIGINS.map((origins) => [
        origins,
        ...MONTHS.map((months) => percent(shareHeld(origins, months), 1)),
      ]),
      note: `${REPLICATIONS.toLocaleString("en")} replications a cell, seed ${SEED}. From every origin on the level of business walks at random, a step a month, so that the total of ${WINDOW_MONTHS} months strays by a standard deviation of ${SHOCK_DEVIATION} on a log scale; the shock is told from windows of ${WINDOW_MONTHS} months.`,
    },
  ];
}

function fittedRow(truth: ContractTruth): (string | number)[] {
  const random = randomLcg(SEED);
  const books = Array.from({ length: BOOKS }, (_, seed) => {
    const { histories, came } = simulateContracts(truth, random);
    const values = valueClients(histories, fitValueModels(histories), { ...OPTIONS, draws: 96, seed });
    const brought = sum(came);
    const holds = (clients: typeof values): number => {
      const { low, high } = portfolioResidual(clients, null, OPTIONS.horizonMonths);
      return low <= brought && brought <= high ? 1 : 0;
    };
    return {
      held: holds(values),
      apart: holds(values.map((value) => ({ ...value, residualMoves: [] }))),
      ratio: sum(values, ({ residualValue }) => residualValue) / brought,
    };
  });
  return [
    percent(mean(books, ({ held }) => held) ?? 0, 0),
    percent(mean(books, ({ apart }) => apart) ?? 0, 0),
    (mean(books, ({ ratio }) => ratio) ?? 0).toFixed(2),
  ];
}

function shareHeld(origins: number, months: number): number {
  const random = randomLcg(SEED);
  let held = 0;
  for (let replication = 0; replication < REPLICATIONS; replication += 1) {
    const { shock, came } = simulateWalk(origins, months, random);
    const { low, high } = intervalOfTotal(shock, months);
    held += low <= came && came <= high ? 1 : 0;
  }
  return held / REPLICATIONS;
}

function rowOf(origins: number): (string | number)[] {
  const random = randomLcg(SEED);
  const independent = randomNormal.source(random)(0, INDEPENDENT_DEVIATION);
  let [held, alone] = [0, 0];
  const heldByDraws = LEVELS.map(() => 0);
  for (let replication = 0; replication < REPLICATIONS; replication += 1) {
    const { shock, came } = simulateTotals(origins, random);
    const holds = ({ low, high }: { readonly low: number; readonly high: number }): number =>
      low <= came && came <= high ? 1 : 0;
    held += holds(intervalOfTotal(shock));
    alone += holds(intervalOfTotal(null));
    const draws = shockDraws(shock, DRAWS, random).map(
      (draw) => EXPECTED_TOTAL * Math.exp(draw) + independent(),
    );
    LEVELS.forEach((level, index) => {
      const [low = Number.NaN, high = Number.NaN] = [(1 - level) / 2, (1 + level) / 2].map((part) =>
        quantile(draws, part),
      );
      heldByDraws[index] = (heldByDraws[index] ?? 0) + holds({ low, high });
    });
  }
  return [
    origins,
    percent(held / REPLICATIONS, 1),
    ...heldByDraws.map((count) => percent(count / REPLICATIONS, 1)),
    percent(alone / REPLICATIONS, 1),
  ];
}

function percent(share: number, digits: number): string {
  return (100 * share).toFixed(digits);
}
