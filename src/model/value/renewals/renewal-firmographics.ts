import { mean, sum } from "d3";
import { minimise } from "../../numerics/minimise/minimise.js";
import { objectiveAndGradient } from "../../numerics/minimise/objective.js";
import {
  clearColumns,
  EFFECT_PENALTY,
  FEWEST_CLIENTS_WITH_COVARIATES,
  type FirmographicColumns,
} from "../firmographic-columns.js";
import type { ClientLines, PortfolioLines } from "./renewal-lines.js";
import { clientSlopes } from "./renewal-slopes.js";
import { type CurveForm, FARTHEST, type RenewalTable, renewalTables } from "./renewal-tables.js";

/** Firmographics that tell how likely contracts are to end. */
export interface ChosenFirmographics {
  readonly names: readonly string[];
  /** What each is counted in, for a reader: the effect of one unit is weight × unit. */
  readonly units: readonly number[];
  /** A client's, in standard deviations from the mean. */
  readonly rowOf: (clientId: string) => readonly number[];
}

/** Clients are left out a fifth at a time to see whether effects pay on them. */
const FOLDS = 5;
/** Standard errors by which they must. */
const CLEAR_GAIN_ERRORS = 2;

interface Standardised {
  readonly lines: ClientLines;
  readonly row: readonly number[];
}

/**
 * The firmographics whose effects on the log-odds of ending pay on clients that they were not learned from; null
 * where none do, and for fewer than 100 clients.
 *
 * As for repeat business at most six columns enter, those whose score lies more than 2.5 standard errors from 0, by
 * one maximum with a ridge penalty. They are chosen and fitted anew without each fifth of the clients, by rank of their
 * ids; the log-likelihood that they add on the clients left out must be more than two of its standard errors above 0.
 * The form of the curve and what the lines' offsets say are taken as known.
 */
export function chooseFirmographics(
  { records, clients }: PortfolioLines,
  { names, units, rowOf }: FirmographicColumns,
  form: CurveForm,
  level: number,
): ChosenFirmographics | null {
  if (names.length === 0 || clients.length < FEWEST_CLIENTS_WITH_COVARIATES) return null;
  const raw = clients.map(({ client }) => rowOf(client));
  const centres = names.map((_, column) => mean(raw, (row) => row[column] ?? 0) ?? 0);
  const scales = names.map((_, column) => {
    const centre = centres[column] ?? 0;
    const spread = Math.sqrt(mean(raw, (row) => ((row[column] ?? 0) - centre) ** 2) ?? 0);
    return spread > 0 ? spread : 1;
  });
  const standardise = (row: readonly number[]): number[] =>
    row.map((value, column) => (value - (centres[column] ?? 0)) / (scales[column] ?? 1));
  const seen = clients.map((lines, index): Standardised => ({ lines, row: standardise(raw[index] ?? []) }));
  const table = renewalTables(records)(form, FARTHEST);
  const chosen = clearColumns(scoresOf(seen, table, level));
  if (chosen.length === 0 || !paysOnOthers(seen, table, level)) return null;
  return {
    names: chosen.map((column) => names[column] ?? ""),
    units: chosen.map((column) => (units[column] ?? 1) / (scales[column] ?? 1)),
    rowOf: (clientId) => {
      const row = standardise(rowOf(clientId));
      return chosen.map((column) => row[column] ?? 0);
    },
  };
}

/** Rao's score of each column at no effect, in standard errors: Σ x·s / √Σ (x·s)² over clients. */
function scoresOf(clients: readonly Standardised[], table: RenewalTable, level: number): number[] {
  const slopes = clientSlopes(
    clients.map(({ lines }) => lines),
    table,
    () => level,
  );
  return (clients[0]?.row ?? []).map((_, column) => {
    let [total, squares] = [0, 0];
    clients.forEach(({ row }, index) => {
      const score = (row[column] ?? 0) * (slopes[index]?.slope ?? 0);
      total += score;
      squares += score ** 2;
    });
    return squares > 0 ? total / Math.sqrt(squares) : 0;
  });
}

function paysOnOthers(clients: readonly Standardised[], table: RenewalTable, level: number): boolean {
  const gains = Array.from({ length: FOLDS }, (_, fold) => {
    const learned = clients.filter((__, rank) => rank % FOLDS !== fold);
    const others = clients.filter((__, rank) => rank % FOLDS === fold);
    const chosen = clearColumns(scoresOf(learned, table, level));
    if (chosen.length === 0) return others.map(() => 0);
    const judge = (columns: readonly number[]): number[] =>
      logLikelihoods(others, table, columns, fitEffects(learned, table, columns, level));
    const [without, withEffects] = [judge([]), judge(chosen)];
    return others.map((__, index) => (withEffects[index] ?? 0) - (without[index] ?? 0));
  }).flat();
  const total = sum(gains);
  const squares = sum(gains, (gain) => (gain - total / gains.length) ** 2);
  return total > CLEAR_GAIN_ERRORS * Math.sqrt(squares);
}

/** The level and, after it, the effects of columns: a penalised maximum. */
function fitEffects(
  clients: readonly Standardised[],
  table: RenewalTable,
  columns: readonly number[],
  firstLevel: number,
): readonly number[] {
  const { objective, gradient } = objectiveAndGradient((point) => {
    let value = 0;
    const slopes = point.map(() => 0);
    clientsAt(clients, table, columns, point).forEach(({ logLikelihood, slope }, index) => {
      value -= logLikelihood;
      slopes[0] = (slopes[0] ?? 0) - slope;
      columns.forEach((column, place) => {
        slopes[place + 1] = (slopes[place + 1] ?? 0) - slope * (clients[index]?.row[column] ?? 0);
      });
    });
    columns.forEach((_, place) => {
      const effect = point[place + 1] ?? 0;
      value += (EFFECT_PENALTY / 2) * effect ** 2;
      slopes[place + 1] = (slopes[place + 1] ?? 0) + EFFECT_PENALTY * effect;
    });
    return { value, slopes };
  });
  return minimise(objective, [[firstLevel, ...columns.map(() => 0)]], gradient).point;
}

function logLikelihoods(
  clients: readonly Standardised[],
  table: RenewalTable,
  columns: readonly number[],
  point: readonly number[],
): number[] {
  return clientsAt(clients, table, columns, point).map(({ logLikelihood }) => logLikelihood);
}

function clientsAt(
  clients: readonly Standardised[],
  table: RenewalTable,
  columns: readonly number[],
  [level = 0, ...effects]: readonly number[],
) {
  return clientSlopes(
    clients.map(({ lines }) => lines),
    table,
    (client) =>
      effects.reduce(
        (all, effect, place) => all + effect * (clients[client]?.row[columns[place] ?? -1] ?? 0),
        level,
      ),
  );
}
