import { mbgCnbdModel } from "../beta-geometric/beta-geometric-models.js";
import { bgBbModel } from "../bg-bb/bg-bb-model.js";
import { noticeOrderRounds } from "../bg-bb/notice-order-rounds.js";
import type { ClientHistory } from "../client-history.js";
import { DEFAULT_MODELS, type ValueModelChoice } from "../fit-value-models.js";
import { paretoNbdModel } from "../pareto-nbd/pareto-nbd-model.js";
import type { RepeatModel } from "../repeat/repeat-model.js";
import { repeatModel } from "../repeat/repeat-models.js";
import type { OrderFactors } from "../value-fit.js";
import type { ClientTraits } from "./client-predictors.js";
import type { Verdict } from "./contest.js";
import { type ContestTable, contestTable } from "./contest-table.js";
import { factorWarnings } from "./factor-warnings.js";
import { COMPETING_MODELS } from "./order-contest.js";
import { repeatTournament } from "./repeat-tournament.js";
import { expectedValueEntrant } from "./revenue-contest.js";
import { outcomeBetween, type Snapshot, withEnoughClients, withoutContracts } from "./snapshot.js";

/** How repeat business is to be predicted, by what predicted best so far. */
export interface RepeatVerdict {
  /** Without contracts, today. */
  readonly clients: number;
  readonly origins: readonly string[];
  readonly orders: ContestTable;
  readonly revenue: ContestTable;
  /** The model that carries what is expected month by month, and P(active). */
  readonly model: ValueModelChoice["repeatModel"];
  /** What the winner expects of the next 12 months over what the model expects, today. */
  readonly factors: OrderFactors;
  /** The same over as many days as from the last origin until today, by origin, with what was known at it. */
  readonly factorsAtOrigins: readonly OrderFactors[];
  /** Sentences on clients of whom the winner and the model expect widely different things. */
  readonly warnings: readonly string[];
}

const DAYS_AHEAD = 365;

/**
 * Lets ways of predicting the repeat business of clients without contracts compete on rolling origins; the last
 * snapshot is the present. Snapshots before the first that knows 30 such clients do not count. Null with fewer than
 * two that do.
 */
export function repeatVerdict(snapshots: readonly Snapshot[], traits: ClientTraits): RepeatVerdict | null {
  const own = withEnoughClients(snapshots.map(withoutContracts));
  const [first, now] = [own[0], own.at(-1)];
  if (first === undefined || now === undefined || own.length < 2) return null;
  const inRounds = noticeOrderRounds(now.histories) !== null;
  const models = inRounds ? [...COMPETING_MODELS, bgBbModel] : COMPETING_MODELS;
  const tournament = repeatTournament(models, own, traits);
  const last = outcomeBetween(own.at(-2) ?? first, now);
  const origins = own.slice(0, -1).map(({ asOf }) => asOf);
  const carrier = carrierOf(tournament.orders, inRounds);
  const base = expectedValueEntrant(carrier.label);
  const winner = tournament.revenue.chosen ?? base;
  const factors = (
    histories: readonly ClientHistory[],
    predictions: ReadonlyMap<string, Float64Array> | undefined,
  ): OrderFactors =>
    orderFactors(histories, predictions?.get(winner), predictions?.get(base) ?? predictions?.get(USUAL_BASE));
  const ahead = tournament.ahead(DAYS_AHEAD).revenue;
  const today = factors(now.histories, ahead);
  return {
    clients: now.histories.length,
    origins,
    orders: contestTable(tournament.orders, last, "orders", origins),
    revenue: contestTable(tournament.revenue, last, "revenue", origins),
    model: carrier.name,
    factors: today,
    factorsAtOrigins: own
      .slice(0, -1)
      .map(({ histories }, index) => factors(histories, tournament.revenue.predict(index, last.days))),
    warnings: factorWarnings(winner, carrier.label, now.histories, today, ahead.get(winner)),
  };
}

/**
 * Models that let every client leave. The others keep a one-time buyer a client for ever: what they expect may win or
 * enter a blend, but their P(active) is not to be shown. Where nobody leaves, these become NBD.
 */
const CARRIERS: readonly RepeatModel[] = [paretoNbdModel, mbgCnbdModel];

/** What is fitted on a day on which no rounds were known yet. */
const USUAL_BASE = expectedValueEntrant(repeatModel(DEFAULT_MODELS.repeatModel).label);

/**
 * The carrier with the smallest loss where it counts; the default where none competed. Where orders come in rounds,
 * BG/BB is one, and the one that is taken where no earlier day knew of enough rounds to judge it: it alone knows when
 * orders come.
 */
function carrierOf({ standings }: Verdict, inRounds: boolean): RepeatModel {
  const lossOf = ({ label }: RepeatModel): number | null =>
    standings.find(({ name }) => name === label)?.choosingLoss ?? null;
  if (inRounds && lossOf(bgBbModel) === null) return bgBbModel;
  return [...CARRIERS, ...(inRounds ? [bgBbModel] : [])].reduce((best, next) =>
    (lossOf(next) ?? Number.POSITIVE_INFINITY) < (lossOf(best) ?? Number.POSITIVE_INFINITY) ? next : best,
  );
}

/** What the winner expects over what the model does, client by client; a client of which the model expects nothing is left out. */
function orderFactors(
  histories: readonly ClientHistory[],
  chosen: Float64Array | undefined,
  base: Float64Array | undefined,
): OrderFactors {
  if (chosen === undefined || base === undefined) return {};
  return Object.fromEntries(
    histories.flatMap(({ clientId }, index) => {
      const factor = Math.max(0, chosen[index] ?? 0) / (base[index] ?? 0);
      return Number.isFinite(factor) ? [[clientId, factor]] : [];
    }),
  );
}
