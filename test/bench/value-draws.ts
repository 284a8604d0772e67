import { randomLcg } from "d3";
import { purchaseHistoryOf } from "../../src/model/value/order-history.js";
import type { RepeatModelName } from "../../src/model/value/repeat/repeat-model.js";
import { repeatModel } from "../../src/model/value/repeat/repeat-models.js";
import { parameterDraws } from "../../src/model/value/uncertainty/parameter-draws.js";
import type { ResultTable } from "../measurement.js";
import { CALIBRATION_END, cdnow } from "../model/value/cdnow.js";

const DRAWS = 1000;
const WEEKS_AHEAD = 39;

/** Parameter draws and, for each, the orders expected of every customer of CDNOW; identical histories share one. */
export default async function valueDraws(): Promise<ResultTable[]> {
  const { histories } = cdnow("master");
  const rows = (["mbg-nbd", "bg-nbd", "pareto-nbd"] satisfies RepeatModelName[]).map((name) => {
    const repeats = histories.map((history) => purchaseHistoryOf(history.orders));
    const model = repeatModel(name);
    const fit = model.fit(repeats);
    if (fit === null) throw new Error(`${name}: nobody bought again`);
    const started = performance.now();
    const distinct = new Map<string, { history: (typeof repeats)[number]; index: number }>();
    const shared = repeats.map((history) => {
      const key = `${history.repeats} ${history.recency} ${history.age}`;
      const known = distinct.get(key) ?? { history, index: distinct.size };
      distinct.set(key, known);
      return known.index;
    });
    const draws = parameterDraws(fit, DRAWS, randomLcg(1));
    if (draws === null) throw new Error(`${name}: no covariance`);
    const sums = new Float64Array(distinct.size);
    const squares = new Float64Array(distinct.size);
    const totals = draws.map((parameters) => {
      const { expectedPurchases } = model.at(parameters);
      const expected = new Float64Array(distinct.size);
      for (const { history, index } of distinct.values()) {
        const count = expectedPurchases(history, WEEKS_AHEAD);
        expected[index] = count;
        sums[index] = (sums[index] ?? 0) + count;
        squares[index] = (squares[index] ?? 0) + count ** 2;
      }
      return shared.reduce((sum, index) => sum + (expected[index] ?? 0), 0);
    });
    const seconds = (performance.now() - started) / 1000;
    const sorted = totals.sort((one, other) => one - other);
    const at = (share: number): string => (sorted[Math.floor(share * (DRAWS - 1))] ?? 0).toFixed(0);
    return [
      model.label,
      histories.length,
      distinct.size,
      seconds.toFixed(2),
      Math.round(process.memoryUsage().rss / 1e6),
      `${at(0.1)} to ${at(0.9)}`,
    ];
  });
  return [
    {
      title: `${DRAWS} parameter draws of the orders of ${WEEKS_AHEAD} weeks after ${CALIBRATION_END}`,
      columns: ["model", "customers", "distinct histories", "seconds", "memory, MB", "total orders, 80 %"],
      rows,
    },
  ];
}
