import type { LookalikeInput } from "../lookalike-input.js";
import type { LookalikeClient, Prospect } from "../prospect.js";
import type { ScoreColumns } from "../score-columns.js";
import type { ValueModel } from "../value/value-model.js";
import { type JudgementVerdict, judgementSurplus, judgementVerdict } from "./judgement-verdict.js";

/** What judgements of what is gained are found to be worth, and by what logarithm they move each prospect; null where they move none. */
export function judgeProspects(
  { judgements = [] }: LookalikeInput,
  clients: readonly LookalikeClient[],
  prospects: readonly Prospect[],
  value: ValueModel,
  { expectedClv, expectedLoss }: ScoreColumns,
): { verdict: JudgementVerdict | null; effects: Float64Array | null } {
  if (judgements.length === 0) return { verdict: null, effects: null };
  const gainOf = (row: number) => (value.leaveOneOut[row] ?? 0) + (value.leaveOneOutLoss[row] ?? 0);
  const predictions = new Map([
    ...prospects.map(
      ({ accountId }, row) => [accountId, (expectedClv[row] ?? 0) + (expectedLoss[row] ?? 0)] as const,
    ),
    ...clients.map(({ accountId }, row) => [accountId, gainOf(row)] as const),
  ]);
  const outcomes = new Map(
    clients.map(({ accountId, clv }, row) => [accountId, { clv, predicted: gainOf(row) }]),
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

/** What is gained, in the expected CLV and its interval, moved by what judgements say; losses stay. */
export function withEffects(columns: ScoreColumns, effects: Float64Array): ScoreColumns {
  const moved = (values: Float64Array) =>
    values.map((one, row) => (one > 0 ? one * Math.exp(effects[row] ?? 0) : one));
  return {
    ...columns,
    expectedClv: columns.expectedClv.map((expected, row) => {
      const loss = columns.expectedLoss[row] ?? 0;
      return (expected + loss) * Math.exp(effects[row] ?? 0) - loss;
    }),
    low: moved(columns.low),
    high: moved(columns.high),
  };
}
