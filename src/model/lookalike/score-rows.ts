import { median } from "d3";
import { fieldLabel } from "../firmographics/field-meaning.js";
import { accountFlags } from "./account-flags.js";
import { type AccountTable, columnOf, tableRows } from "./account-table.js";
import { type ClientSupport, fieldStates } from "./client-support.js";
import { confidenceOf } from "./confidence.js";
import { FIELD_STATES } from "./design.js";
import type { Exclusions } from "./exclusions.js";
import { JUDGEMENT_FACTOR } from "./judgement-verdict.js";
import type { LookalikeClient, Prospect } from "./prospect.js";
import type { ProspectScore, SimilarClient } from "./prospect-score.js";
import { type Ranking, tierOf } from "./ranking.js";
import { type Reason, strongestEffects } from "./reasons.js";
import { SCORE_BATCH, type ScoreColumns } from "./score-columns.js";
import { type ClientLikeness, clientLikeness, type Likeness } from "./similar-clients.js";
import { predictValue, type ValueModel } from "./value-model.js";
import { SIMILAR_CLIENTS } from "./value-stage.js";
import { valueText } from "./value-text.js";
import { predictWin, type WinModel } from "./win-model.js";

export interface ScoreRowsInput {
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
  readonly cac: number;
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

/** One row for every prospect: in ranked order, those not ranked last. */
export function scoreRows(input: ScoreRowsInput): readonly ProspectScore[] {
  const { prospects, ranking, table, columns } = input;
  const hasProbability = input.win.calibration !== null;
  const unranked = prospects.flatMap((_, row) => (ranking.ranks[row] === 0 ? [row] : []));
  const order = [...ranking.order, ...unranked];
  const usualWidth = median(input.value.stage.spreads) ?? 1;
  const explained = input.importance.reduce((sum, share) => sum + share, 0);
  const fieldWeights = input.importance.map((share) =>
    explained > 0 ? 0.5 / input.importance.length + (0.5 * share) / explained : 1 / input.importance.length,
  );
  const labels = table.columns.map((column) => fieldLabel(column.feature.name));
  const scores: ProspectScore[] = [];
  for (let start = 0; start < order.length; start += SCORE_BATCH) {
    const rows = order.slice(start, start + SCORE_BATCH);
    const batch = tableRows(table, rows);
    const alike = clientLikeness(input.likeness, batch);
    const states = fieldStates(input.support, batch);
    const listed = Math.max(0, Math.min(rows.length, input.listed - start));
    const details = detailsOf(input, tableRows(table, rows.slice(0, listed)));
    for (const [at, row] of rows.entries()) {
      const prospect = prospects[row];
      if (prospect === undefined) continue;
      const share = input.topListShares[row] ?? Number.NaN;
      const topListShare = Number.isNaN(share) ? null : share;
      const rank = ranking.ranks[row] ?? 0;
      const unlikeClients = (alike.nearest[at] ?? 0) < input.likeness.usualSimilarity - 1e-12;
      const level = columns.levels[row] ?? 0;
      const neutral = columns.neutralLevels[row] ?? 0;
      const expectedClv = columns.expectedClv[row] ?? 0;
      const { reasons, similarClients, valueMultipliers, winMultipliers } =
        at < listed ? details(at, alike, row) : NO_DETAILS;
      // One literal: objects put together by spreading take a slow path, which tells at a million rows.
      scores.push({
        prospectId: prospect.accountId,
        name: prospect.name,
        rank: rank > 0 ? rank : null,
        tier: rank > 0 ? tierOf(rank, input.capacity) : null,
        score: rank > 0 ? (ranking.percentiles[row] ?? 0) : null,
        expectedClv,
        expectedClvLow: columns.low[row] ?? 0,
        expectedClvHigh: columns.high[row] ?? 0,
        winIndex: level / input.meanLevel,
        winIndexNeutral: neutral / input.meanNeutral,
        pWin: hasProbability ? level : null,
        pWinNeutral: hasProbability ? neutral : null,
        expectedValue: hasProbability ? level * expectedClv - input.cac : null,
        rankingValue: input.plain[row] ?? 0,
        rankingValueNeutral: input.neutral[row] ?? 0,
        similarity: alike.similarity[at] ?? 0,
        confidence: confidenceOf({
          clients: input.value.clients,
          unknownShare: unknownWeight(states, at, fieldWeights),
          unlikeClients,
          relativeWidth: (columns.widths[row] ?? 1) / usualWidth,
          agreement: topListShare === null || rank <= input.capacity ? topListShare : 1 - topListShare,
        }),
        topListShare,
        flags: accountFlags(
          batch,
          labels,
          at,
          states,
          unlikeClients,
          input.exclusions.sharesClientName[row] ?? false,
        ),
        excluded: input.exclusions.reasons[row] ?? null,
        reasons,
        similarClients,
        valueMultipliers,
        winMultipliers,
      });
    }
  }
  return scores;
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

/** Reasons and similar clients of the rows of a batch. */
function detailsOf(
  input: ScoreRowsInput,
  batch: AccountTable,
): (row: number, alike: Likeness, prospect: number) => Details {
  const worth = predictValue(input.value, batch);
  const won = predictWin(input.win, batch);
  const valueCount = input.value.factorNames.length;
  const winCount = won.factorNames.length;
  const fieldOf = new Map(batch.columns.map((column, field) => [column.feature.name, field]));
  return (row, alike, prospect) => {
    const judged = input.judgementEffects?.[prospect];
    const own = judged === undefined ? [] : [judged];
    const valueMultipliers = [...multipliersOf(worth.logFactors, row, valueCount), ...own.map(Math.exp)];
    const winMultipliers = multipliersOf(won.logFactors, row, winCount);
    const similarClients = similarOf(input.clients, alike, row);
    const effects = [
      ...Array.from({ length: valueCount + winCount }, (_, at) =>
        at < valueCount
          ? (worth.logFactors[row * valueCount + at] ?? 0)
          : (won.logFactors[row * winCount + at - valueCount] ?? 0),
      ),
      ...own,
    ];
    const reasons = strongestEffects(effects).map((place): Reason => {
      const multiplier = Math.exp(effects[place] ?? 0);
      if (place === valueCount + winCount) {
        const value = multiplier > 1 ? "above the model's" : "below the model's";
        return { field: JUDGEMENT_FACTOR, value, multiplier, part: "value" };
      }
      const part = place < valueCount ? "value" : "win";
      const field =
        (part === "value" ? input.value.factorNames[place] : won.factorNames[place - valueCount]) ?? "";
      const value =
        field === SIMILAR_CLIENTS
          ? similarClients.map((client) => client.name).join(", ")
          : field
              .split(" × ")
              .map((name) => fieldText(batch, fieldOf.get(name), row))
              .join(" × ");
      return { field, value, multiplier, part };
    });
    return { reasons, similarClients, valueMultipliers, winMultipliers };
  };
}

function multipliersOf(logFactors: Float64Array, row: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => Math.exp(logFactors[row * count + at] ?? 0));
}

function fieldText(table: AccountTable, field: number | undefined, row: number): string {
  if (field === undefined) return "unknown";
  const column = columnOf(table, field);
  return valueText(column, column.values[row] ?? Number.NaN);
}

function similarOf(
  clients: readonly LookalikeClient[],
  alike: Likeness,
  row: number,
): readonly SimilarClient[] {
  return [0, 1, 2].flatMap((rank) => {
    const client = clients[alike.clients[row * 3 + rank] ?? -1];
    if (client === undefined) return [];
    const similarity = alike.clientSimilarities[row * 3 + rank] ?? 0;
    return [{ clientId: client.accountId, name: client.name, clv: client.clv, similarity }];
  });
}
