import { hasMeaningfulShares } from "../../value/portfolio/gains-and-losses.js";
import { tableRows, tabulateAccounts } from "../encoding/account-table.js";
import type { LookalikeInput } from "../lookalike-input.js";
import type { LookalikeResult } from "../prospect-score.js";
import { baselineScores } from "./baselines.js";
import { capturedShares, orderByScore } from "./captured-value.js";

/** Share of the predicted value held by the first share of a list. */
export interface ListCurve {
  readonly method: string;
  readonly points: readonly { readonly share: number; readonly captured: number }[];
}

const LENGTHS = [
  0, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
];
const MARKET_SAMPLE = 4000;

/**
 * Predicted value captured against list length, for the list as ranked, for similarity, and for the baselines. Value
 * is win level × expected CLV before what winning costs, as the models predict it: it shows what the orders would
 * give if the models are right, not that they are. Empty when nothing is ranked, or where
 * what prospects are expected to lose leaves shares of the total without meaning.
 */
export function listCurves(
  input: Pick<LookalikeInput, "clients" | "prospects" | "features">,
  result: LookalikeResult,
): readonly ListCurve[] {
  const ranked = result.scores.filter((score) => score.rank !== null);
  const values = ranked.map((score) => (score.pWin ?? score.winIndex) * score.expectedClv);
  if (!hasMeaningfulShares(values) || input.clients.length === 0) return [];
  const byId = new Map(input.prospects.map((prospect) => [prospect.accountId, prospect]));
  const accounts = ranked.flatMap((score) => byId.get(score.prospectId) ?? []);
  const clients = [...input.clients].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const [training, table] = tabulateAccounts(input.features, [clients, accounts]);
  if (training === undefined || table === undefined) throw new Error("account tables: two lists give two");
  const stride = Math.max(1, Math.ceil(table.rowCount / MARKET_SAMPLE));
  const market = tableRows(
    table,
    [...ranked.keys()].filter((row) => row % stride === 0),
  );
  const clv = Float64Array.from(clients, (client) => client.clv);
  return [
    { method: "this list", scores: ranked.map((score) => -(score.rank ?? 0)) },
    { method: "similarity to high-value clients", scores: ranked.map((score) => score.similarity) },
    ...baselineScores({ table: training, clv, market }, table),
  ].map(({ method, scores }) => {
    const captured = capturedShares(orderByScore(scores), values, LENGTHS);
    return { method, points: LENGTHS.map((share, at) => ({ share, captured: captured[at] ?? 0 })) };
  });
}
