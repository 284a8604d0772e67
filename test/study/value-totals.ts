import { quantile, randomLcg, randomNormal } from "d3";
import { shockDraws } from "../../src/model/value/uncertainty/shaken.js";
import type { ResultTable } from "../measurement.js";
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

/** How often intervals of a portfolio's total hold it, when few origins tell the common shock that moves it. */
export default async function valueTotals(): Promise<readonly ResultTable[]> {
  return [
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
