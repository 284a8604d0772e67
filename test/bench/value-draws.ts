import { randomLcg } from "d3";
import { fitGammaGamma } from "../../src/model/value/gamma-gamma/fit-gamma-gamma.js";
import { purchaseHistoryOf } from "../../src/model/value/orders/order-history.js";
import { repeatModel } from "../../src/model/value/repeat/repeat-models.js";
import { normalDraws } from "../../src/model/value/uncertainty/normal-draws.js";
import { parameterDraws } from "../../src/model/value/uncertainty/parameter-draws.js";
import { paretoPortfolio } from "../../src/model/value/uncertainty/pareto-draws.js";
import type { ResultTable } from "../measurement.js";
import { CALIBRATION_END, cdnow } from "../model/value/cdnow.js";

const DRAWS = 1000;
const WEEKS_AHEAD = 365 / 7;

/**
 * 1,000 draws of the parameters of Pareto/NBD and gamma-gamma and, for each, P(alive), purchases and revenue of the
 * next 12 months of every customer of CDNOW.
 */
export default async function valueDraws(): Promise<ResultTable[]> {
  const { histories } = cdnow("master");
  const repeats = histories.map((history) => purchaseHistoryOf(history.orders));
  const fit = repeatModel("pareto-nbd").fit(repeats);
  const spend = fitGammaGamma(
    histories.flatMap(({ orders: { positiveRepeatDays, meanRevenue } }) =>
      meanRevenue === null ? [] : [{ orders: positiveRepeatDays, meanValue: meanRevenue }],
    ),
  );
  if (fit === null || spend === null) throw new Error("CDNOW: no fit");
  const started = performance.now();
  const draws = parameterDraws(fit, DRAWS, randomLcg(1));
  const drawSpend = normalDraws(spend.logCovariance, randomLcg(2));
  if (draws === null || drawSpend === null) throw new Error("CDNOW: no covariance");
  const forecast = paretoPortfolio(repeats, WEEKS_AHEAD);
  const orders = Float64Array.from(histories, (history) => history.orders.positiveRepeatDays);
  const paid = Float64Array.from(
    histories,
    (history) => history.orders.positiveRepeatDays * (history.orders.meanRevenue ?? 0),
  );
  const sums = new Float64Array(histories.length);
  const squares = new Float64Array(histories.length);
  const totals = draws.map(({ r = 0, alpha = 0, s = 0, beta = 0 }) => {
    const { alive, purchases } = forecast({ r, alpha, s, beta });
    const [byP = 0, byQ = 0, byV = 0] = drawSpend();
    const p = spend.parameters.p * Math.exp(byP);
    const q = spend.parameters.q * Math.exp(byQ);
    const v = spend.parameters.v * Math.exp(byV);
    const total = { active: 0, purchases: 0, revenue: 0 };
    for (let client = 0; client < sums.length; client += 1) {
      const mean = (p * (v + (paid[client] ?? 0))) / (p * (orders[client] ?? 0) + q - 1);
      const revenue = mean * (purchases[client] ?? 0);
      total.active += alive[client] ?? 0;
      total.purchases += purchases[client] ?? 0;
      total.revenue += revenue;
      sums[client] = (sums[client] ?? 0) + revenue;
      squares[client] = (squares[client] ?? 0) + revenue ** 2;
    }
    return total;
  });
  const seconds = (performance.now() - started) / 1000;
  const range = (measure: keyof (typeof totals)[number]): string => {
    const sorted = totals.map((total) => total[measure]).sort((one, other) => one - other);
    const at = (share: number): string => (sorted[Math.floor(share * (DRAWS - 1))] ?? 0).toFixed(0);
    return `${at(0.1)} to ${at(0.9)}`;
  };
  return [
    {
      title: `${DRAWS} parameter draws of the 12 months after ${CALIBRATION_END}`,
      columns: [
        "models",
        "customers",
        "seconds",
        "memory, MB",
        "active, 80 %",
        "purchases, 80 %",
        "revenue, 80 %",
      ],
      rows: [
        [
          "Pareto/NBD + gamma-gamma",
          histories.length,
          seconds.toFixed(2),
          Math.round(process.memoryUsage().rss / 1e6),
          range("active"),
          range("purchases"),
          range("revenue"),
        ],
      ],
      note: "P(alive), expected purchases and expected revenue of every customer at every draw, with each customer's mean and spread of revenue kept. Ranges are of the expected totals: of the parameters, not of luck.",
    },
  ];
}
