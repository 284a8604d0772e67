import { fieldLabel } from "../firmographics/field-meaning.js";
import { substream } from "../numerics/substream.js";
import { type AccountTable, tableRows, tabulateAccounts } from "./account-table.js";
import { byAccountId } from "./by-account-id.js";
import { fitClientSupport } from "./client-support.js";
import { clvDeviation } from "./clv-deviation.js";
import { type Exclusions, findExclusions, isClientReason } from "./exclusions.js";
import { fieldImportance } from "./field-importance.js";
import {
  JUDGEMENT_FACTOR,
  type JudgementVerdict,
  judgementSurplus,
  judgementVerdict,
} from "./judgement-verdict.js";
import { levelEffects } from "./level-effects.js";
import { listStability } from "./list-stability.js";
import { checkLookalikeInput, type LookalikeInput } from "./lookalike-input.js";
import type { LookalikeClient, Prospect } from "./prospect.js";
import type { LookalikeResult } from "./prospect-score.js";
import { rankRows, rowsWhere } from "./ranking.js";
import { type ScoreColumns, scoreColumns } from "./score-columns.js";
import { type ScoreTable, scoreTable } from "./score-table.js";
import { fitClientLikeness } from "./similar-clients.js";
import { trainingDeals } from "./training-deals.js";
import { fitValueModel, predictValue, type ValueModel } from "./value-model.js";
import { fitWinModel, predictWin, type WinModel } from "./win-model.js";

/** Accounts of the market that the win model looks at for each client, at least and at most; more are sampled by id. */
const MARKET_A_CLIENT = 10;
const FEWEST_MARKET = 3000;
const MOST_MARKET = 6000;
/** Ranked prospects whose average is the reference; more are sampled by id. */
const REFERENCE_SAMPLE = 5000;
/** Rounds of the choice of a stage; with more clients than this one round tells as much as two do with fewer. */
const CHOICE_REPEATS = 2;
const CLIENTS_FOR_ONE_REPEAT = 300;
/** Ranked prospects that refits are asked about: they are so many times the places, and never fewer than this. */
const CONTENDERS_A_PLACE = 20;
const FEWEST_CONTENDERS = 20_000;
const NO_CLIENTS = "no client to learn from";
const NO_FIELDS = "nothing is known of clients before they buy";

/**
 * Ranks prospects by what they are expected to be worth: P(win) × E[CLV | won, x] − CAC where won and lost deals or a
 * stated win rate give P(win), win index × E[CLV | won, x] otherwise; similarity to the high-value clients stands
 * beside it and decides nothing. Every prospect gets a row; clients, open deals and marked accounts are not ranked
 * and are counted. Missing values and unseen levels add nothing, widen the interval and are named.
 * The result does not depend on the order of clients or prospects; the same seed gives the same result.
 * Throws on settings that no list can be made with, never on the data.
 */
export function scoreProspects(input: LookalikeInput): LookalikeResult {
  const { table, ...models } = scoreByColumn(input);
  return { scores: table.scores(0, table.order.length), ...models };
}

/** What `scoreProspects` gives, the scores by column: for lists so long that an object a prospect is too many. */
export interface ColumnScores extends Omit<LookalikeResult, "scores"> {
  readonly table: ScoreTable;
}

/** As `scoreProspects`, without an object for each prospect. */
export function scoreByColumn(input: LookalikeInput): ColumnScores {
  checkLookalikeInput(input);
  const clients = [...input.clients].sort(byAccountId);
  const prospects = [...input.prospects].sort(byAccountId);
  const allClients = [...input.allClients].sort(byAccountId);
  const found = findExclusions(prospects, [...allClients, ...clients], input.deals);
  const obstacle = clients.length === 0 ? NO_CLIENTS : input.features.length === 0 ? NO_FIELDS : null;
  const exclusions = obstacle === null ? found : unranked(found, prospects.length, obstacle);
  const deals = trainingDeals(input.deals, [...allClients, ...clients], prospects);
  const [clientTable, prospectTable, wonTable, dealTable] = tablesOf(
    tabulateAccounts(input.features, [
      clients,
      prospects,
      allClients.length > 0 ? allClients : clients,
      deals.accounts,
    ]),
  );
  const isRanked = (row: number): boolean => exclusions.reasons[row] === null;
  const ids = prospects.map((prospect) => prospect.accountId);
  const inMarket = rowsWhere(ids.length, (row) => !isClientReason(found.reasons[row] ?? null));
  const open = rowsWhere(ids.length, isRanked);
  const sample = rowSampler(ids);
  const marketSample = Math.min(Math.max(MARKET_A_CLIENT * allClients.length, FEWEST_MARKET), MOST_MARKET);
  const win = fitWinModel({
    clients: wonTable,
    market: tableRows(prospectTable, sample(inMarket, marketSample)),
    open: tableRows(prospectTable, sample(open, REFERENCE_SAMPLE)),
    deals: dealTable,
    outcomes: deals.outcomes,
    winRate: input.winRate,
  });
  const clv = Float64Array.from(clients, (client) => client.clv);
  const value = fitValueModel({
    table: clientTable,
    clv,
    deviations: Float64Array.from(clients, clvDeviation),
    groupIds: clients.map((client) => client.groupId),
    seed: input.seed,
    repeats: clients.length < CLIENTS_FOR_ONE_REPEAT ? CHOICE_REPEATS : 1,
  });
  const predicted = scoreColumns(value, win, prospectTable);
  const { verdict, effects } = judge(input, clients, prospects, value, predicted.expectedClv);
  const columns = effects === null ? predicted : withEffects(predicted, effects);
  const meanLevel = meanOf(columns.levels, open);
  const meanNeutral = meanOf(columns.neutralLevels, open);
  const hasProbability = win.calibration !== null;
  const cac = input.cac ?? 0;
  const ranked = (levels: Float64Array, mean: number): Float64Array =>
    levels.map((level, row) => {
      const worth = columns.expectedClv[row] ?? 0;
      return hasProbability ? level * worth - cac : (level / mean) * worth;
    });
  const plain = ranked(columns.levels, meanLevel);
  const neutral = ranked(columns.neutralLevels, meanNeutral);
  const rankingValues = input.withoutHowWeSold ? neutral : plain;
  const ranking = rankRows(rankingValues, isRanked);
  const other = rankRows(input.withoutHowWeSold ? plain : neutral, isRanked);
  const importance = fieldImportance(value, input.features.length);
  const likeness = fitClientLikeness(
    clientTable,
    clients.map((client) => client.accountId),
    clients.map((client) => client.highValue),
    clv,
    importance,
  );
  const table = scoreTable({
    prospects,
    clients,
    table: prospectTable,
    columns,
    judgementEffects: effects,
    value,
    win,
    meanLevel,
    meanNeutral,
    cac,
    plain,
    neutral,
    ranking,
    exclusions,
    topListShares: topListShares(value, win, prospectTable, ranking.order, input),
    likeness,
    support: fitClientSupport(clientTable),
    importance,
    capacity: input.capacity,
    listed: input.listed ?? prospects.length,
  });
  const wonBase = predictWin(win, tableRows(prospectTable, []));
  return {
    table,
    exclusions: exclusions.counts,
    judgement: verdict,
    valueFactors: effects === null ? value.factorNames : [...value.factorNames, JUDGEMENT_FACTOR],
    winFactors: wonBase.factorNames,
    valueBase: predictValue(value, tableRows(prospectTable, [])).base,
    winBase: hasProbability ? wonBase.base : wonBase.base / meanLevel,
    models: {
      value: {
        choice: value.choice,
        clients: value.clients,
        lossMakingClients: value.lossMakingClients,
        penaltyStrength: value.stage.regression?.strength ?? null,
        sentence: `Expected CLV is predicted by ${value.choice.stage}: ${value.choice.why}.`,
      },
      win: {
        basis: win.basis,
        positives: win.positives,
        negatives: win.negatives,
        penaltyStrength: win.strength,
        dealsWithoutAccount: deals.withoutAccount,
        sentence: `How easily a prospect is won: ${win.why}.`,
      },
      coefficients: [
        ...(value.stage.regression
          ? levelEffects(value.stage.regression.model, clientTable, "value", value.choice.trust)
          : []),
        ...(win.model
          ? levelEffects(win.model, win.basis === "won and lost deals" ? dealTable : wonTable, "win", 1)
          : []),
      ],
    },
    howWeSold: howWeSold(win, columns, open, ranking.order, other.ranks, input.capacity),
  };
}

function tablesOf(tables: readonly AccountTable[]): [AccountTable, AccountTable, AccountTable, AccountTable] {
  const [clients, prospects, won, deals] = tables;
  if (!clients || !prospects || !won || !deals)
    throw new Error("account tables: four lists give four tables");
  return [clients, prospects, won, deals];
}

/** Nobody ranked: where nothing tells prospects apart, an order would be made up. */
function unranked(found: Exclusions, prospects: number, reason: string): Exclusions {
  return {
    reasons: found.reasons.map((own) => own ?? reason),
    sharesClientName: found.sharesClientName,
    counts: [
      ...found.counts,
      {
        reason,
        prospects: prospects - found.counts.reduce((sum, one) => sum + one.prospects, 0),
      },
    ].filter((one) => one.prospects > 0),
  };
}

/**
 * At most `count` of some rows, drawn by a hash of their ids so that the order of the input does not matter. The draws
 * are made once for all samples.
 */
function rowSampler(ids: readonly string[]): (rows: Int32Array, count: number) => Int32Array {
  let kept: Float64Array | undefined;
  return (rows, count) => {
    if (rows.length <= count) return rows;
    kept ??= Float64Array.from(ids, (id) => substream(1, id)());
    const draws = kept;
    const last = Float64Array.from(rows, (row) => draws[row] ?? 0).sort()[count - 1] ?? 1;
    return rows.filter((row) => (draws[row] ?? 1) <= last).slice(0, count);
  };
}

/** `listStability` of the prospects that can come to be listed; the others are listed by no refit. */
function topListShares(
  value: ValueModel,
  win: WinModel,
  table: AccountTable,
  order: Int32Array,
  input: LookalikeInput,
): Float64Array {
  const contenders = order.subarray(0, Math.max(CONTENDERS_A_PLACE * input.capacity, FEWEST_CONTENDERS));
  const stability = listStability(value, win, tableRows(table, contenders), input.capacity, input.seed);
  const shares = new Float64Array(table.rowCount).fill(Number.NaN);
  if (stability === null) return shares;
  for (const row of order) shares[row] = 0;
  for (const [at, row] of contenders.entries()) shares[row] = stability[at] ?? 0;
  return shares;
}

function meanOf(values: Float64Array, rows: Int32Array): number {
  if (rows.length === 0) return 1;
  return rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length;
}

/** What judgements are found to be worth, and by what logarithm they move each prospect; null where they move none. */
function judge(
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

function withEffects(columns: ScoreColumns, effects: Float64Array): ScoreColumns {
  const moved = (values: Float64Array) => values.map((one, row) => one * Math.exp(effects[row] ?? 0));
  return {
    ...columns,
    expectedClv: moved(columns.expectedClv),
    low: moved(columns.low),
    high: moved(columns.high),
  };
}

function howWeSold(
  win: WinModel,
  columns: ScoreColumns,
  open: Int32Array,
  order: Int32Array,
  otherRanks: Int32Array,
  capacity: number,
): LookalikeResult["howWeSold"] {
  const fields = (win.model?.design.factors ?? []).filter((factor) => factor.howWeSold);
  if (fields.length === 0 || open.length === 0) return null;
  const all = open.reduce((sum, row) => sum + (columns.allEffects[row] ?? 0), 0);
  const sold = open.reduce((sum, row) => sum + (columns.soldEffects[row] ?? 0), 0);
  const top = Array.from(order.subarray(0, capacity));
  const leave = top.filter((row) => (otherRanks[row] ?? 0) > capacity).length;
  return {
    fields: fields.map((factor) => fieldLabel(factor.name)),
    shareOfScore: all > 0 ? sold / all : 0,
    topListChanges: leave / top.length,
  };
}
