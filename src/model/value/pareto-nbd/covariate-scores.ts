import { mean } from "d3";
import type { CovariateHistory } from "./fit-pareto-covariates.js";
import { type HistorySlopes, historyLikelihood } from "./history-likelihood.js";
import { paretoNbdModel } from "./pareto-nbd-model.js";

/**
 * Rao's score of each covariate in Pareto/NBD at no effect, in its standard errors: of its effects on purchase rate and
 * attrition the one that lies farther from 0. Σ z·u / √Σ (z·u)² over clients, z centred, u the slope of a client's
 * log-likelihood by the effect. Null where Pareto/NBD without covariates has no proper fit.
 */
export function covariateScores(clients: readonly CovariateHistory[]): number[] | null {
  const fit = paretoNbdModel.fit(clients.map(({ history }) => history));
  if (fit === null || fit.model !== "pareto-nbd") return null;
  const { r = 1, alpha = 1, s = 1, beta = 1 } = fit.parameters;
  const slopes: HistorySlopes = { value: 0, r: 0, alpha: 0, s: 0, beta: 0 };
  const ofClients = clients.map(({ history }) => {
    historyLikelihood(r + history.repeats, alpha, s, beta, history.recency, history.age, slopes);
    return [-(slopes.alpha * alpha + r), -(slopes.beta * beta + s)] as const;
  });
  const covariates = clients[0]?.covariates ?? [];
  return covariates.map((_, column) => {
    const centre = mean(clients, (client) => client.covariates[column] ?? 0) ?? 0;
    const [onRate, onAttrition] = [0, 1].map((effect) => {
      let [sum, squares] = [0, 0];
      clients.forEach((client, index) => {
        const score = ((client.covariates[column] ?? 0) - centre) * (ofClients[index]?.[effect] ?? 0);
        sum += score;
        squares += score * score;
      });
      return squares > 0 ? sum / Math.sqrt(squares) : 0;
    });
    return Math.abs(onRate ?? 0) > Math.abs(onAttrition ?? 0) ? (onRate ?? 0) : (onAttrition ?? 0);
  });
}
