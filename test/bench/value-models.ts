import { median, randomBeta, randomGamma, randomLcg, range } from "d3";
import { expectedOrderValue } from "../../src/model/value/gamma-gamma/expected-order-value.js";
import { fitGammaGamma } from "../../src/model/value/gamma-gamma/fit-gamma-gamma.js";
import type { SpendHistory } from "../../src/model/value/gamma-gamma/gamma-gamma-parameters.js";
import { purchaseHistoryOf } from "../../src/model/value/orders/order-history.js";
import type { RepeatHistory } from "../../src/model/value/repeat/repeat-history.js";
import type { RepeatModelName } from "../../src/model/value/repeat/repeat-model.js";
import { repeatForecaster, repeatModel } from "../../src/model/value/repeat/repeat-models.js";
import type { ResultTable } from "../measurement.js";
import { cdnow, SHARED_PRESENT } from "../model/value/cdnow.js";

interface Portfolio {
  readonly histories: readonly RepeatHistory[];
  readonly spend: readonly (SpendHistory | null)[];
}

const SIZES = [2_000, 10_000, 50_000, 235_700, 1_000_000];

/** Clients that follow MBG/NBD and gamma-gamma, whose times are real numbers, so that no two histories are alike. */
function distinctClients(count: number): Portfolio {
  const random = randomLcg(0.7);
  const [rate, leave, scale] = [
    randomGamma.source(random)(0.6, 1 / 8),
    randomBeta.source(random)(0.9, 3),
    randomGamma.source(random)(4, 1 / 300),
  ];
  const histories: RepeatHistory[] = [];
  const spend: (SpendHistory | null)[] = [];
  for (let client = 0; client < count; client += 1) {
    const age = 20 + 80 * random();
    const [orders, leaves] = [rate(), leave()];
    let [repeats, recency] = [0, 0];
    while (random() >= leaves) {
      const next = recency - Math.log(1 - random()) / orders;
      if (!(next < age)) break;
      [recency, repeats] = [next, repeats + 1];
    }
    histories.push({ repeats, recency, age });
    const meanValue = repeats > 0 ? randomGamma.source(random)(5 * repeats, 1 / scale() / repeats)() : 0;
    spend.push(meanValue > 0 ? { orders: repeats, meanValue } : null);
  }
  return { histories, spend };
}

/** Seconds to fit the models, with standard errors, and to score every client; the checksum keeps the work from being skipped. */
function fitAndScore(models: readonly RepeatModelName[], { histories, spend }: Portfolio): number {
  const start = performance.now();
  let checksum = 0;
  for (const name of models) {
    const fit = repeatModel(name).fit(histories);
    if (fit === null || fit.standardErrors === null) throw new Error(`${name}: no proper fit`);
    const forecaster = repeatForecaster(fit);
    for (const history of histories) {
      checksum += forecaster.probabilityAlive(history) + forecaster.expectedPurchases(history, 52);
    }
  }
  const value = fitGammaGamma(spend.flatMap((one) => one ?? []));
  if (value === null) throw new Error("gamma-gamma: no fit");
  for (const one of spend) {
    checksum += expectedOrderValue(value.parameters, one?.orders ?? 0, one?.meanValue ?? 0);
  }
  if (!Number.isFinite(checksum)) throw new Error("scores are not finite");
  return (performance.now() - start) / 1000;
}

function measured(models: readonly RepeatModelName[], portfolio: Portfolio, runs: number): [string, string] {
  let memory = 0;
  const seconds = range(runs).map(() => {
    const taken = fitAndScore(models, portfolio);
    memory = Math.max(memory, process.memoryUsage().rss);
    return taken;
  });
  return [(median(seconds) ?? Number.NaN).toFixed(2), Math.round(memory / 2 ** 20).toString()];
}

export default async function measureValueModels(): Promise<readonly ResultTable[]> {
  const tables: ResultTable[] = [];
  if (SHARED_PRESENT) {
    const { histories } = cdnow("master");
    const master: Portfolio = {
      histories: histories.map(({ orders }) => purchaseHistoryOf(orders)),
      spend: histories.map(({ orders: { positiveRepeatDays, meanRevenue } }) =>
        meanRevenue === null ? null : { orders: positiveRepeatDays, meanValue: meanRevenue },
      ),
    };
    const both = ["bg-nbd", "pareto-nbd"] as const;
    tables.push({
      title: "CDNOW master, 23,570 customers",
      columns: ["models", "first run, s", "median of 5, s", "memory, MiB"],
      rows: [
        [
          "BG/NBD + Pareto/NBD + gamma-gamma",
          fitAndScore(both, master).toFixed(2),
          ...measured(both, master, 5),
        ],
      ],
      note: "Fit, standard errors, and P(alive), purchases of 52 weeks and order value of every customer, in process. The first run includes compilation. Memory is the whole process's, with the data.",
    });
  }
  const rows = SIZES.map((size) => {
    const portfolio = distinctClients(size);
    const runs = size > 500_000 ? 1 : size > 100_000 ? 3 : 5;
    const columns = [["bg-nbd"], ["mbg-nbd"], ["pareto-nbd"]] as const;
    return [
      size.toLocaleString("en"),
      ...columns.map((models) => measured(models, portfolio, runs)[0]),
      Math.round(process.memoryUsage().rss / 2 ** 20),
    ];
  });
  tables.push({
    title: "Growth with distinct clients",
    columns: ["clients", "BG/NBD, s", "MBG/NBD, s", "Pareto/NBD, s", "memory, MiB"],
    rows,
    note: "Simulated clients, no two histories alike, nothing binned; each with gamma-gamma, standard errors and all scores. Medians of 5 runs, of 3 at 235,700 clients, one run at a million.",
  });
  return tables;
}
