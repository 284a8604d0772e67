import { byAccountId } from "./by-account-id.js";
import { type AccountTable, tableRows, tabulateAccounts } from "./encoding/account-table.js";
import { fieldImportance } from "./evaluation/field-importance.js";
import { judgeProspects, withEffects } from "./evaluation/judge-prospects.js";
import { JUDGEMENT_FACTOR } from "./evaluation/judgement-verdict.js";
import { refitModels } from "./evaluation/refit-models.js";
import { tellsApart } from "./evaluation/tells-apart.js";
import { topListShares } from "./evaluation/top-list-shares.js";
import { type Exclusions, findExclusions, isClientReason } from "./exclusions.js";
import { checkLookalikeInput, type LookalikeInput } from "./lookalike-input.js";
import type { LookalikeResult } from "./prospect-score.js";
import { rankRows, rowsWhere } from "./ranking.js";
import { scoreColumns } from "./score-columns.js";
import { type ScoreTable, scoreTable } from "./score-table.js";
import { fitClientSupport } from "./similarity/client-support.js";
import { fitClientLikeness } from "./similarity/similar-clients.js";
import { clvDeviation } from "./value/clv-deviation.js";
import { levelEffects } from "./value/level-effects.js";
import { rowSampler } from "./value/row-sampler.js";
import { fitValueModel, predictValue } from "./value/value-model.js";
import { CHOICE_REPEATS } from "./winning/choose-stage.js";
import { howWeSold } from "./winning/how-we-sold.js";
import { pursuitCost } from "./winning/pursuit-cost.js";
import { trainingDeals } from "./winning/training-deals.js";
import { fitWinModel, predictWin } from "./winning/win-model.js";

/** Accounts of the market that the win model looks at for each client, at least and at most; more are sampled by id. */
const MARKET_A_CLIENT = 10;
const FEWEST_MARKET = 3000;
const MOST_MARKET = 6000;
/** Ranked prospects whose average is the reference; more are sampled by id. */
const REFERENCE_SAMPLE = 5000;
const NO_CLIENTS = "no client to learn from";
const NO_FIELDS = "nothing is known of clients before they buy";

/**
 * Ranks prospects by what they are expected to be worth: P(win) × E[CLV | won, x] − `pursuitCost` where won and lost deals or a
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
  const deals = trainingDeals(input.deals, [...allClients, ...clients], prospects, input.asOf);
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
    years: deals.years,
    winRate: input.winRate,
  });
  const clv = Float64Array.from(clients, (client) => client.clv);
  const value = fitValueModel({
    table: clientTable,
    clv,
    deviations: Float64Array.from(clients, clvDeviation),
    groupIds: clients.map((client) => client.groupId),
    seed: input.seed,
    repeats: CHOICE_REPEATS,
  });
  const predicted = scoreColumns(value, win, prospectTable);
  const { verdict, effects } = judgeProspects(input, clients, prospects, value, predicted);
  const columns = effects === null ? predicted : withEffects(predicted, effects);
  const meanLevel = meanOf(columns.levels, open);
  const meanNeutral = meanOf(columns.neutralLevels, open);
  const hasProbability = win.calibration !== null;
  const cost = pursuitCost(win, input);
  const ranked = (levels: Float64Array, mean: number): Float64Array =>
    levels.map((level, row) => {
      const worth = columns.expectedClv[row] ?? 0;
      return hasProbability ? level * worth - (cost ?? 0) : (level / mean) * worth;
    });
  const refits = refitModels(value, win, input.seed);
  const isTold = tellsApart(
    Float64Array.from(open, (row) => (columns.levels[row] ?? 0) * (columns.expectedClv[row] ?? 0)),
  );
  const plain = ranked(columns.levels, meanLevel);
  const neutral = ranked(columns.neutralLevels, meanNeutral);
  const ranking = rankRows(plain, isRanked);
  const other = rankRows(neutral, isRanked);
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
    pursuitCost: cost ?? 0,
    tellsApart: isTold,
    plain,
    neutral,
    ranking,
    exclusions,
    topListShares: topListShares(value, win, prospectTable, ranking.order, effects, input.capacity, refits),
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
    pursuitCost: cost,
    tellsApart: isTold,
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
          ? levelEffects(
              value.stage.regression.model,
              clientTable,
              "value",
              value.choice.trust,
              refits.flatMap((refit) => refit.value ?? []),
            )
          : []),
        ...(win.model
          ? levelEffects(
              win.model,
              win.basis === "won and lost deals" ? dealTable : wonTable,
              "win",
              1,
              refits.flatMap((refit) => refit.win ?? []),
            )
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

function meanOf(values: Float64Array, rows: Int32Array): number {
  if (rows.length === 0) return 1;
  return rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length;
}
