import { type JudgementVerdict, judgementSurplus, judgementVerdict } from "./judgement-verdict.js";
import type { LookalikeInput } from "./lookalike-input.js";
import type { LookalikeClient, Prospect } from "./prospect.js";
import type { ScoreColumns } from "./score-columns.js";
import type { ValueModel } from "./value-model.js";

/** What judgements are found to be worth, and by what logarithm they move each prospect; null where they move none. */
export function judgeProspects(
  { judgements = [] }: LookalikeInput,
  clients: readonly LookalikeClient[],
  prospects: readonly Prospect[],
  value: ValueModel,
  expectedClv: Float64Array,
): { verdict: JudgementVerdict | null; effects: Float64Array | null } {
  if (judgements.length === 0) return { verdict: null, effects: null };
  const predictions = new Map([
    ...prospects.map(({ accountId }, row) => [accountId, expectedClv[row] ?? 0] as const),
    ...clients.map(({ accountId }, row) => [accountId, value.leaveOneOut[row] ?? 0] as const),
  ]);
  const outcomes = new Map(
    clients.map(({ accountId, clv }, row) => [accountId, { clv, predicted: value.leaveOneOut[row] ?? 0 }]),
  );
  const verdict = judgementVerdict(judgements, outcomes, predictions);
  if (!verdict.isUsed) return { verdict, effects: null };
  const surplus = judgementSurplus(judgements, predictions);
  const effects = Float64Array.from(
    prospects,
    ({ accountId }) => verdict.weight * (surplus.get(accountId) ?? 0),
  );
  return { verdict, effects };
}

/** Expected CLV and its interval moved by what judgements say. */
export function withEffects(columns: ScoreColumns, effects: Float64Array): ScoreColumns {
  const moved = (values: Float64Array) => values.map((one, row) => one * Math.exp(effects[row] ?? 0));
  return {
    ...columns,
    expectedClv: moved(columns.expectedClv),
    low: moved(columns.low),
    high: moved(columns.high),
  };
}
