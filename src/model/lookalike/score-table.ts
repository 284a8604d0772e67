import { median } from "d3";
import { fieldLabel } from "../firmographics/field-meaning.js";
import { type Confidence, confidenceOf } from "./confidence.js";
import { accountFlags } from "./encoding/account-flags.js";
import { type AccountTable, columnOf, tableRows, tableSlice } from "./encoding/account-table.js";
import { FIELD_STATES } from "./encoding/design.js";
import { halfByRight } from "./evaluation/half-by-right.js";
import { JUDGEMENT_FACTOR } from "./evaluation/judgement-verdict.js";
import type { Exclusions } from "./exclusions.js";
import type { LookalikeClient, Prospect } from "./prospect.js";
import type { ProspectScore, SimilarClient } from "./prospect-score.js";
import { type Ranking, rowsWhere, tierOf } from "./ranking.js";
import { type Reason, strongestEffects } from "./reasons/reasons.js";
import { valueText } from "./reasons/value-text.js";
import { SCORE_BATCH, type ScoreColumns } from "./score-columns.js";
import { type ClientSupport, fieldStates } from "./similarity/client-support.js";
import {
  type ClientLikeness,
  clientLikeness,
  type SimilarClients,
  similarClients,
} from "./similarity/similar-clients.js";
import { predictValue, type ValueModel } from "./value/value-model.js";
import { SIMILAR_CLIENTS } from "./value/value-stage.js";
import { predictWin, type WinModel } from "./winning/win-model.js";

export interface ScoreTableInput {
  readonly prospects: readonly Prospect[];
  readonly clients: readonly LookalikeClient[];
  readonly table: AccountTable;
  readonly columns: ScoreColumns;
  /** By what logarithm judgements move each prospect's value; null where they are not used. */
  readonly judgementEffects: Float64Array | null;
  readonly value: ValueModel;
  readonly win: WinModel;
  readonly meanLevel: number;
  readonly meanNeutral: number;
  readonly pursuitCost: number;
  readonly tellsApart: boolean;
  readonly plain: Float64Array;
  readonly neutral: Float64Array;
  readonly ranking: Ranking;
  readonly exclusions: Exclusions;
  /** Share of refits that list each row; NaN for rows that are not ranked or when nothing was refitted. */
  readonly topListShares: Float64Array;
  readonly likeness: ClientLikeness;
  readonly support: ClientSupport;
  readonly importance: Float64Array;
  readonly capacity: number;
  readonly listed: number;
}

/** Scores of every prospect by column; the objects that a reader wants of some are made of them. */
export interface ScoreTable {
  readonly columns: ScoreColumns;
  /** Rows in ranked order, those not ranked last. */
  readonly order: Int32Array;
  readonly ranking: Ranking;
  /** Mean similarity to the three nearest high-value clients, 0…1. */
  readonly similarity: Float64Array;
  readonly confidence: readonly Confidence[];
  /** The scores at the places from ≤ i < to of the order. */
  scores(from: number, to: number): readonly ProspectScore[];
}

/** Compares all prospects with the clients and gives reasons for the listed ones. */
export function scoreTable(input: ScoreTableInput): ScoreTable {
  const { ranking, table, columns, support } = input;
  const unranked = rowsWhere(ranking.ranks.length, (row) => ranking.ranks[row] === 0);
  const order = new Int32Array(table.rowCount);
  order.set(ranking.order);
  order.set(unranked, ranking.order.length);
  const usualWidth = median(input.value.stage.spreads) ?? 1;
  const fieldWeights = halfByRight(input.importance);
  const similarity = new Float64Array(table.rowCount);
  const isUnlike = new Uint8Array(table.rowCount);
  const confidence: Confidence[] = [];
  for (let start = 0; start < table.rowCount; start += SCORE_BATCH) {
    const batch = tableSlice(table, start, Math.min(start + SCORE_BATCH, table.rowCount));
    const alike = clientLikeness(input.likeness, batch);
    const states = fieldStates(support, batch);
    similarity.set(alike.similarity, start);
    isUnlike.set(alike.isUnlike, start);
    for (let at = 0; at < batch.rowCount; at++) {
      const row = start + at;
      const share = topListShareOf(input, row);
      confidence.push(
        confidenceOf({
          tellsApart: input.tellsApart,
          clients: input.value.clients,
          unknownShare: unknownWeight(states, at, fieldWeights),
          unlikeClients: alike.isUnlike[at] === 1,
          relativeWidth: (columns.widths[row] ?? 1) / usualWidth,
          agreement: share === null || (ranking.ranks[row] ?? 0) <= input.capacity ? share : 1 - share,
        }),
      );
    }
  }
  const details: Details[] = [];
  for (let start = 0; start < Math.min(order.length, input.listed); start += SCORE_BATCH) {
    details.push(
      ...detailsOf(input, order.subarray(start, Math.min(start + SCORE_BATCH, order.length, input.listed))),
    );
  }
  const labels = table.columns.map((column) => fieldLabel(column.feature.name));
  const scores = (from: number, to: number): readonly ProspectScore[] => {
    const rows = order.subarray(from, to);
    const batch = tableRows(table, rows);
    const states = fieldStates(support, batch);
    return Array.from(rows, (row, at) => {
      const sharesName = input.exclusions.sharesClientName[row] ?? false;
      return {
        ...standingOf(input, row),
        similarity: similarity[row] ?? 0,
        confidence: confidence[row] ?? "low",
        topListShare: topListShareOf(input, row),
        flags: accountFlags(batch, labels, at, states, isUnlike[row] === 1, sharesName),
        excluded: input.exclusions.reasons[row] ?? null,
        ...(details[from + at] ?? NO_DETAILS),
      };
    });
  };
  return { columns, order, ranking, similarity, confidence, scores };
}

/** The part of a score that stands in the columns. */
function standingOf(input: ScoreTableInput, row: number) {
  const { ranking, columns } = input;
  const hasProbability = input.win.calibration !== null;
  const rank = ranking.ranks[row] ?? 0;
  const level = columns.levels[row] ?? 0;
  const neutral = columns.neutralLevels[row] ?? 0;
  const expectedClv = columns.expectedClv[row] ?? 0;
  return {
    prospectId: input.prospects[row]?.accountId ?? "",
    name: input.prospects[row]?.name ?? "",
    rank: rank > 0 ? rank : null,
    tier: rank > 0 ? tierOf(rank, input.capacity) : null,
    score: rank > 0 ? (ranking.percentiles[row] ?? 0) : null,
    expectedClv,
    expectedLoss: columns.expectedLoss[row] ?? 0,
    expectedClvLow: columns.low[row] ?? 0,
    expectedClvHigh: columns.high[row] ?? 0,
    winIndex: level / input.meanLevel,
    winIndexNeutral: neutral / input.meanNeutral,
    pWin: hasProbability ? level : null,
    pWinNeutral: hasProbability ? neutral : null,
    expectedValue: hasProbability ? level * expectedClv - input.pursuitCost : null,
    rankingValue: input.plain[row] ?? 0,
    rankingValueNeutral: input.neutral[row] ?? 0,
  };
}

function topListShareOf({ topListShares }: ScoreTableInput, row: number): number | null {
  const share = topListShares[row] ?? Number.NaN;
  return Number.isNaN(share) ? null : share;
}

const NO_DETAILS: Details = { reasons: [], similarClients: [], valueMultipliers: [], winMultipliers: [] };

type Details = Pick<ProspectScore, "reasons" | "similarClients" | "valueMultipliers" | "winMultipliers">;

/** Weight of the fields that are not known as clients' are. */
function unknownWeight(states: Uint8Array, row: number, weights: Float64Array): number {
  let unknown = 0;
  for (let field = 0; field < weights.length; field++) {
    if (states[row * weights.length + field] !== FIELD_STATES.known) unknown += weights[field] ?? 0;
  }
  return unknown;
}

/** Reasons and similar clients of some rows. */
function detailsOf(input: ScoreTableInput, rows: Int32Array): Details[] {
  const batch = tableRows(input.table, rows);
  const alike = similarClients(input.likeness, batch);
  const worth = predictValue(input.value, batch);
  const won = predictWin(input.win, batch);
  const valueCount = input.value.factorNames.length;
  const winCount = won.factorNames.length;
  const fieldOf = new Map(batch.columns.map((column, field) => [column.feature.name, field]));
  return Array.from(rows, (prospect, row) => {
    const judged = input.judgementEffects?.[prospect];
    const own = judged === undefined ? [] : [judged];
    const valueMultipliers = [...multipliersOf(worth.logFactors, row, valueCount), ...own.map(Math.exp)];
    const winMultipliers = multipliersOf(won.logFactors, row, winCount);
    const similar = similarOf(input.clients, alike, row);
    const effectsOf = {
      value: [...logsOf(worth.logFactors, row, valueCount), ...own],
      win: logsOf(won.logFactors, row, winCount),
    };
    const reasonOf = (part: Reason["part"], place: number): Reason => {
      const multiplier = Math.exp(effectsOf[part][place] ?? 0);
      if (part === "value" && place === valueCount) {
        const value = multiplier > 1 ? "above the model's" : "below the model's";
        return { field: JUDGEMENT_FACTOR, value, multiplier, part };
      }
      const field = (part === "value" ? input.value : won).factorNames[place] ?? "";
      const value =
        field === SIMILAR_CLIENTS
          ? similar.map((client) => client.name).join(", ")
          : field
              .split(" × ")
              .map((name) => fieldText(batch, fieldOf.get(name), row))
              .join(" × ");
      return { field, value, multiplier, part };
    };
    const reasons = (["value", "win"] as const).flatMap((part) =>
      strongestEffects(effectsOf[part]).map((place) => reasonOf(part, place)),
    );
    return { reasons, similarClients: similar, valueMultipliers, winMultipliers };
  });
}

function multipliersOf(logFactors: Float64Array, row: number, count: number): readonly number[] {
  return logsOf(logFactors, row, count).map(Math.exp);
}

function logsOf(logFactors: Float64Array, row: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => logFactors[row * count + at] ?? 0);
}

function fieldText(table: AccountTable, field: number | undefined, row: number): string {
  if (field === undefined) return "unknown";
  const column = columnOf(table, field);
  return valueText(column, column.values[row] ?? Number.NaN);
}

function similarOf(
  clients: readonly LookalikeClient[],
  alike: SimilarClients,
  row: number,
): readonly SimilarClient[] {
  return [0, 1, 2].flatMap((rank) => {
    const client = clients[alike.clients[row * 3 + rank] ?? -1];
    if (client === undefined) return [];
    const similarity = alike.similarities[row * 3 + rank] ?? 0;
    return [{ clientId: client.accountId, name: client.name, clv: client.clv, similarity }];
  });
}
