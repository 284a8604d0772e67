import type { Feature } from "../../feature.js";
import { fieldMeaning } from "../../firmographics/field-meaning.js";
import { type AccountTable, columnOf, tableRows } from "../encoding/account-table.js";
import { bandOf, fitNumericBasis } from "../encoding/numeric-basis.js";
import { nearestAccounts, similarityIndex } from "../similarity/similarity.js";
import { fitWinModel, predictWin } from "../winning/win-model.js";

/** A simple way of ordering accounts that the scorer must beat. */
export interface BaselineScores {
  readonly method: string;
  readonly scores: Float64Array;
}

export interface BaselineTraining {
  readonly table: AccountTable;
  readonly clv: Float64Array;
  /** Accounts of the market that are not clients. */
  readonly market: AccountTable;
}

const NEAREST = 3;
const TOP_SHARE = 0.25;

/**
 * Scores accounts in the ways a team would without this tool: at random, by size, by how many clients are like them in
 * industry and size, by how likely such accounts are clients whatever they are worth, by likeness to all clients and
 * to the best quarter. A way that needs a field that is not there is left out. Needs at least one client.
 */
export function baselineScores(
  training: BaselineTraining,
  accounts: AccountTable,
): readonly BaselineScores[] {
  const size = fieldNamed(training.table, (feature) => feature.kind === "size", "employees");
  const industry = fieldNamed(training.table, (feature) => feature.kind === "category", "industry");
  const found: BaselineScores[] = [{ method: "random", scores: new Float64Array(accounts.rowCount) }];
  if (size !== null) found.push({ method: "size only", scores: sizeScores(training.table, size, accounts) });
  if (size !== null && industry !== null) {
    const scores = logoCounts(training.table, industry, size, accounts);
    found.push({ method: "logo count (industry × size)", scores });
  }
  found.push({ method: "propensity, blind to value", scores: propensityScores(training, accounts) });
  if (training.table.columns.length > 0) {
    const cut =
      Float64Array.from(training.clv).sort()[Math.floor((1 - TOP_SHARE) * training.clv.length)] ?? 0;
    const best = [...training.clv.keys()].filter((row) => (training.clv[row] ?? 0) >= cut);
    found.push({ method: "nearest to all clients", scores: nearness(training.table, accounts) });
    found.push({
      method: "nearest to the best quarter",
      scores: nearness(tableRows(training.table, best), accounts),
    });
  }
  return found;
}

/** The first field of a kind whose name means what is looked for, else the first of the kind; null without any. */
function fieldNamed(
  table: AccountTable,
  isKind: (feature: Feature) => boolean,
  meaning: "employees" | "industry",
): number | null {
  const fields = table.columns.flatMap((column, field) => (isKind(column.feature) ? [field] : []));
  const named = fields.find((field) => fieldMeaning(columnOf(table, field).feature.name) === meaning);
  return named ?? fields[0] ?? null;
}

function sizeScores(training: AccountTable, field: number, accounts: AccountTable): Float64Array {
  const known = columnOf(training, field)
    .values.filter((value) => !Number.isNaN(value))
    .sort();
  const middle = known[Math.floor(known.length / 2)] ?? 0;
  return columnOf(accounts, field).values.map((value) => (Number.isNaN(value) ? middle : value));
}

function logoCounts(
  training: AccountTable,
  industry: number,
  size: number,
  accounts: AccountTable,
): Float64Array {
  const basis = fitNumericBasis(columnOf(training, size), new Float64Array(training.rowCount).fill(1));
  const cellOf = (table: AccountTable, row: number): string => {
    const value = columnOf(table, size).values[row] ?? Number.NaN;
    const band = basis === null ? 0 : bandOf(basis, value);
    return `${columnOf(table, industry).values[row]}|${band}`;
  };
  const counts = new Map<string, number>();
  for (let row = 0; row < training.rowCount; row++) {
    const cell = cellOf(training, row);
    counts.set(cell, (counts.get(cell) ?? 0) + 1 / training.rowCount);
  }
  return Float64Array.from({ length: accounts.rowCount }, (_, row) => counts.get(cellOf(accounts, row)) ?? 0);
}

function propensityScores(training: BaselineTraining, accounts: AccountTable): Float64Array {
  const win = fitWinModel({
    clients: training.table,
    market: training.market,
    open: training.market,
    deals: tableRows(training.table, []),
    outcomes: new Float64Array(0),
    winRate: null,
  });
  return predictWin(win, accounts).levels;
}

function nearness(clients: AccountTable, accounts: AccountTable): Float64Array {
  const index = similarityIndex(clients, new Float64Array(clients.columns.length).fill(1));
  const count = Math.min(NEAREST, clients.rowCount);
  const nearest = nearestAccounts(index, accounts, count);
  const scores = new Float64Array(accounts.rowCount);
  for (let at = 0; at < nearest.similarities.length; at++) {
    const row = Math.floor(at / count);
    scores[row] = (scores[row] ?? 0) + Math.max(nearest.similarities[at] ?? 0, 0) / count;
  }
  return scores;
}
