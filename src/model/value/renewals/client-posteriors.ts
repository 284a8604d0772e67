import { logSumExp } from "../../numerics/log-sum-exp.js";
import { type EffectParameters, logOddsOf, rangeOf } from "./client-effects.js";
import type { PortfolioLines } from "./renewal-lines.js";
import { interpolate, renewalTables } from "./renewal-tables.js";
import { spreadNodes } from "./spread-nodes.js";

/** What a client's own contracts tell of uᵢ, which they share. */
export interface ClientPosterior {
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and standard deviation of each client's uᵢ given its contracts, in their order. */
export function clientPosteriors(
  { records, clients }: PortfolioLines,
  parameters: EffectParameters,
): ClientPosterior[] {
  const { deviation } = parameters;
  const nodesFor = spreadNodes();
  const table = renewalTables(records)(parameters, rangeOf(clients, parameters));
  const entry = { value: 0, slope: 0 };
  return clients.map(({ contracts, lines }) => {
    const { points, logWeights } = nodesFor(contracts);
    const totals = Float64Array.from(logWeights);
    for (const line of lines) {
      const base = logOddsOf(line, parameters);
      points.forEach((z, node) => {
        interpolate(table, line.record, base + deviation * z, entry);
        totals[node] = (totals[node] ?? 0) + line.contracts * entry.value;
      });
    }
    const likelihood = logSumExp(totals);
    let [mean, square] = [0, 0];
    points.forEach((z, node) => {
      const share = Math.exp((totals[node] ?? 0) - likelihood);
      mean += share * z;
      square += share * z * z;
    });
    return {
      mean: deviation * mean,
      deviation: Math.abs(deviation) * Math.sqrt(Math.max(0, square - mean ** 2)),
    };
  });
}
