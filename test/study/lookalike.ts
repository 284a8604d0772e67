import { mean, quantileSorted } from "d3";
import { type AccountTable, tabulateAccounts } from "../../src/model/lookalike/encoding/account-table.js";
import { baselineScores } from "../../src/model/lookalike/evaluation/baselines.js";
import { capturedShares, orderByScore } from "../../src/model/lookalike/evaluation/captured-value.js";
import { fitValueModel, predictValue } from "../../src/model/lookalike/value/value-model.js";
import type { Measurement } from "../measurement.js";
import { WORLD_FEATURES, type WorldClient, worldClients } from "./_world-clients.js";

const SIZES = [60, 150, 400];
const WORLDS = 12;
const UNSEEN = 1500;
const SCORER = "expected CLV";

/**
 * How much of the value of unseen accounts the first tenth by expected CLV holds, against every simple way and against
 * the truth, and how often an 80 % interval holds what an account really brought: in worlds of several sizes.
 */
const study: Measurement = async () => {
  const unseen = worldClients(900_001, UNSEEN, "planted");
  const results = SIZES.map((clients) => ({
    clients,
    worlds: Array.from({ length: WORLDS }, (_, world) =>
      judge(worldClients(30_000 + 100 * clients + world, clients, "planted"), unseen),
    ),
  }));
  const methods = [
    ...new Set(results.flatMap(({ worlds }) => worlds.flatMap(({ shares }) => [...shares.keys()]))),
  ];
  const percent = (share: number | undefined) => `${(100 * (share ?? Number.NaN)).toFixed(1)} %`;
  return [
    {
      title: "Share of the expected value of unseen accounts in the first tenth",
      columns: ["ordered by", ...SIZES.map((clients) => `${clients} clients`)],
      rows: methods.map((method) => [
        method,
        ...results.map(({ worlds }) => percent(mean(worlds, ({ shares }) => shares.get(method)))),
      ]),
      note: `Means of ${WORLDS} worlds a size; ${UNSEEN} accounts of the same generator, valued by their true expected CLV.`,
    },
    {
      title: "Scorer minus each simple way, points of the first tenth",
      columns: [
        "simple way",
        ...SIZES.map((clients) => `${clients} clients: mean (10th to 90th percentile of worlds)`),
      ],
      rows: methods
        .filter((method) => method !== SCORER)
        .map((method) => [
          method,
          ...results.map(({ worlds }) => {
            const leads = worlds
              .map(({ shares }) => 100 * ((shares.get(SCORER) ?? 0) - (shares.get(method) ?? 0)))
              .sort((a, b) => a - b);
            const at = (level: number) => (quantileSorted(leads, level) ?? Number.NaN).toFixed(1);
            return `${(mean(leads) ?? Number.NaN).toFixed(1)} (${at(0.1)} to ${at(0.9)})`;
          }),
        ]),
    },
    {
      title: "80 % intervals of realised CLV",
      columns: ["clients", "accounts within", "predicted over actual total"],
      rows: results.map(({ clients, worlds }) => [
        clients,
        percent(mean(worlds, ({ coverage }) => coverage)),
        (mean(worlds, ({ bias }) => bias) ?? Number.NaN).toFixed(2),
      ]),
      note: "Unseen accounts; realised CLV is the margin that they really brought in their first 60 months.",
    },
  ];
};

export default study;

function judge(clients: readonly WorldClient[], unseen: readonly WorldClient[]) {
  const [table, accounts] = tabulateAccounts(WORLD_FEATURES, [clients, unseen]);
  if (table === undefined || accounts === undefined) throw new Error("two lists give two tables");
  const clv = Float64Array.from(clients, (client) => client.clv);
  const model = fitValueModel({
    table,
    clv,
    deviations: new Float64Array(clv.length),
    groupIds: clients.map(({ groupId }) => groupId),
    seed: 1,
    repeats: 1,
  });
  const predicted = predictValue(model, accounts);
  const truth = Float64Array.from(unseen, ({ expectedClv }) => expectedClv);
  const tenth = (scores: ArrayLike<number>) => capturedShares(orderByScore(scores), truth, [0.1])[0] ?? 0;
  const within = unseen.filter(
    (account, row) => account.clv >= (predicted.low[row] ?? 0) && account.clv <= (predicted.high[row] ?? 0),
  );
  const total = unseen.reduce((sum, account) => sum + account.clv, 0);
  const market: AccountTable = accounts;
  return {
    shares: new Map([
      ["the truth", tenth(truth)],
      [SCORER, tenth(predicted.expected)],
      ...baselineScores({ table, clv, market }, accounts).map(
        ({ method, scores }) => [method, tenth(scores)] as const,
      ),
    ]),
    coverage: within.length / unseen.length,
    bias: predicted.expected.reduce((sum, one) => sum + one, 0) / total,
  };
}
