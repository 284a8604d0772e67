import { deviation, mean, rollup, sum } from "d3";
import { sampleRankCorrelation } from "simple-statistics";
import type { Estimate } from "../../numerics/interval.js";
import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";

/** What somebody who knows an account said of it. */
export interface Judgement {
  readonly accountId: string;
  readonly by: string;
  /** 1 is best. */
  readonly rank: number | null;
  /** Money that it is thought to be worth; counts before the rank. */
  readonly estimate: number | null;
  /** Said before the account bought; false where it was a client already. */
  readonly isForesight: boolean;
}

/** A client that was judged: what it turned out to be worth, and what others' CLV foretell of it. */
export interface JudgedOutcome {
  readonly clv: number;
  readonly predicted: number;
}

/** Whether judgements foretell value better than the model does, and what they do to the ranking. */
export interface JudgementVerdict {
  /** Accounts judged at all. */
  readonly accounts: number;
  /** Judged clients whose CLV is known and above 0, and those of them that were judged before they bought. */
  readonly known: number;
  readonly foreseen: number;
  /** Rank correlation with CLV, of the model on left-out clients and of the judgements; null where nothing varies. */
  readonly modelCorrelation: number | null;
  readonly judgementCorrelation: number | null;
  /** Share of what the model leaves unexplained that judgements explain of left-out clients, 80 % interval. */
  readonly gain: Estimate | null;
  readonly isUsed: boolean;
  /** Power of (judgement over prediction) by which a judged account's value is multiplied; 0 where it is not used. */
  readonly weight: number;
  readonly sentence: string;
}

/** The factor under which a judgement stands among a prospect's reasons. */
export const JUDGEMENT_FACTOR = "executives' judgement";

const FEWEST_KNOWN = 20;
/** A slope is drawn to 0 as if so many accounts without any connection had been judged. */
const PRIOR_ACCOUNTS = 5;

/**
 * Judges judgements: of each judge, what is said is compared with the model's prediction of the same accounts, both as
 * logarithms around their mean; of left-out clients, how much of log CLV − prediction does the difference foretell?
 * Judgements are used where at least 20 clients were judged before they bought and the gain's 80 % interval lies above
 * 0. What is said of a client that buys already is hindsight and decides nothing.
 */
export function judgementVerdict(
  judgements: readonly Judgement[],
  outcomes: ReadonlyMap<string, JudgedOutcome>,
  predictions: ReadonlyMap<string, number>,
): JudgementVerdict {
  const surplus = judgementSurplus(judgements, predictions);
  const foresight = new Set(judgements.filter((one) => one.isForesight).map(({ accountId }) => accountId));
  const all = judgedClients(surplus, outcomes);
  const foreseen = all.filter(({ accountId }) => foresight.has(accountId));
  const decisive = foreseen.length >= FEWEST_KNOWN;
  const shown = decisive ? foreseen : all;
  const gain = shown.length >= FEWEST_KNOWN ? heldOutGain(shown) : null;
  const weight = slope(sum(foreseen, product), sum(foreseen, square), foreseen.length);
  const isUsed = decisive && gain !== null && gain.low > 0 && weight > 0;
  const correlation = (of: (one: Judged) => number): number | null => {
    if (shown.length < 3) return null;
    const value = sampleRankCorrelation(
      shown.map(of),
      shown.map(({ clv }) => clv),
    );
    return Number.isFinite(value) ? value : null;
  };
  const verdict = {
    accounts: new Set(judgements.map(({ accountId }) => accountId)).size,
    known: all.length,
    foreseen: foreseen.length,
    modelCorrelation: correlation(({ predicted }) => predicted),
    judgementCorrelation: correlation(({ predicted, surplus: own }) => Math.log(predicted) + own),
    gain,
    isUsed,
    weight: isUsed ? weight : 0,
  };
  return { ...verdict, sentence: sentenceOf(verdict, decisive) };
}

/**
 * Natural logarithm of what is said of each judged account over what the model predicts, each judge's own level taken
 * out; the mean over judges. An estimate counts by its logarithm, else a rank by −log(rank); a judge needs two accounts.
 */
export function judgementSurplus(
  judgements: readonly Judgement[],
  predictions: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const byJudge = rollup(
    judgements.filter(({ accountId }) => (predictions.get(accountId) ?? 0) > 0),
    (own) => {
      const priced = own.filter(({ estimate }) => estimate !== null && estimate > 0);
      const isPriced = priced.length >= 2;
      const used = isPriced ? priced : own.filter(({ rank }) => rank !== null && rank > 0);
      const rows = used.map(({ accountId, estimate, rank }) => ({
        accountId,
        excess:
          (isPriced ? Math.log(estimate ?? 1) : -Math.log(rank ?? 1)) -
          Math.log(predictions.get(accountId) ?? 1),
      }));
      const level = mean(rows, ({ excess }) => excess) ?? 0;
      return rows.length < 2 ? [] : rows.map((row) => ({ ...row, excess: row.excess - level }));
    },
    ({ by }) => by,
  );
  return rollup(
    [...byJudge.values()].flat(),
    (rows) => mean(rows, ({ excess }) => excess) ?? 0,
    ({ accountId }) => accountId,
  );
}

interface Judged {
  readonly accountId: string;
  readonly clv: number;
  readonly predicted: number;
  readonly surplus: number;
  /** log CLV − log prediction, around its mean over the judged. */
  readonly left: number;
}

function judgedClients(
  surplus: ReadonlyMap<string, number>,
  outcomes: ReadonlyMap<string, JudgedOutcome>,
): readonly Judged[] {
  const rows = [...surplus].flatMap(([accountId, own]) => {
    const outcome = outcomes.get(accountId);
    if (outcome === undefined || !(outcome.clv > 0) || !(outcome.predicted > 0)) return [];
    return [{ accountId, ...outcome, surplus: own, left: Math.log(outcome.clv / outcome.predicted) }];
  });
  const level = mean(rows, ({ left }) => left) ?? 0;
  return rows
    .map((row) => ({ ...row, left: row.left - level }))
    .sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
}

const product = ({ surplus, left }: Judged): number => surplus * left;
const square = ({ surplus }: Judged): number => surplus * surplus;

function slope(products: number, squares: number, count: number): number {
  const whole = squares * (1 + PRIOR_ACCOUNTS / Math.max(count, 1));
  return whole > 0 ? products / whole : 0;
}

/** Fall of the squared error of left-out clients, as a share of the error without judgements; normal interval of the mean. */
function heldOutGain(rows: readonly Judged[]): NonNullable<JudgementVerdict["gain"]> {
  const products = sum(rows, product);
  const squares = sum(rows, square);
  const gains = rows.map((row) => {
    const weight = slope(products - product(row), squares - square(row), rows.length - 1);
    return row.left ** 2 - (row.left - weight * row.surplus) ** 2;
  });
  const whole = mean(rows, ({ left }) => left ** 2) ?? 0;
  if (!(whole > 0)) return { value: 0, low: 0, high: 0 };
  const value = (mean(gains) ?? 0) / whole;
  const reach = (DEVIATIONS_OF_80 * (deviation(gains) ?? 0)) / Math.sqrt(rows.length) / whole;
  return { value, low: value - reach, high: value + reach };
}

function sentenceOf(verdict: Omit<JudgementVerdict, "sentence">, decisive: boolean): string {
  const { accounts, known, foreseen, gain, isUsed, modelCorrelation, judgementCorrelation } = verdict;
  const beside = "they stand beside the score and do not enter it";
  const judged = `Executives judged ${accounts} accounts`;
  if (gain === null) {
    return `${judged}; the CLV of ${known} of them is known, and ${FEWEST_KNOWN} are needed to tell whether judgements foretell it: ${beside}.`;
  }
  const percent = `${Math.round(100 * gain.value)}%`;
  const orders = `Among ${decisive ? foreseen : known} judged clients their order agrees with CLV to ${round(judgementCorrelation)} (1 is perfect). The model's, which had not seen the client, agrees to ${round(modelCorrelation)}`;
  if (!decisive) {
    return `${judged}. ${orders}. But only ${foreseen} of these clients ${foreseen === 1 ? "was" : "were"} judged before they bought. What is said of a client that buys already proves nothing about prospects, so ${beside}.`;
  }
  return isUsed
    ? `${judged}. ${orders}. Judgements explain ${percent} of what the model leaves open, so they enter the score.`
    : `${judged}. ${orders}. That judgements add to the model cannot be told from chance, so ${beside}.`;
}

function round(correlation: number | null): string {
  return correlation === null ? "nothing" : correlation.toFixed(2);
}
