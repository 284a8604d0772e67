import { sum } from "d3";
import { type Accuracy, accuracy } from "../accuracy/accuracy.js";
import { type CalibrationDecile, decileCalibration } from "../accuracy/decile-calibration.js";
import { mbgCnbdModel } from "../beta-geometric/beta-geometric-models.js";
import type { ClientHistory } from "../client-history.js";
import type { ValueModelChoice } from "../fit-value-models.js";
import { isCarriedByActivity } from "../order-factors.js";
import { paretoNbdModel } from "../pareto-nbd/pareto-nbd-model.js";
import type { OrderFactors } from "../value-fit.js";
import type { ClientTraits } from "./client-predictors.js";
import type { BlendWeight, EntrantKind, Verdict } from "./contest.js";
import { COMPETING_MODELS } from "./order-contest.js";
import { repeatTournament } from "./repeat-tournament.js";
import { expectedValueEntrant } from "./revenue-contest.js";
import {
  type Outcome,
  outcomeBetween,
  type Snapshot,
  withEnoughClients,
  withoutContracts,
} from "./snapshot.js";

/** One that competed, with what is published of it. */
export interface ContestRow {
  readonly name: string;
  readonly kind: EntrantKind;
  /** By origin; see `Standing`. */
  readonly losses: readonly (number | null)[];
  readonly choosingLoss: number | null;
  /** On the last origin, which chose nothing; null where it could not compete. */
  readonly accuracy: Accuracy | null;
}

/** A contest as plain data. */
export interface ContestTable {
  readonly chosen: string | null;
  readonly kind: EntrantKind | null;
  /** The origins that chose. */
  readonly choosingOrigins: readonly string[];
  readonly rows: readonly ContestRow[];
  readonly weights: readonly { readonly blend: string; readonly members: readonly BlendWeight[] }[];
  /** Of the chosen one on the last origin. */
  readonly calibration: readonly CalibrationDecile[];
}

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
  const tournament = repeatTournament(COMPETING_MODELS, own, traits);
  const last = outcomeBetween(own.at(-2) ?? first, now);
  const origins = own.slice(0, -1).map(({ asOf }) => asOf);
  const carrier = carrierOf(tournament.orders);
  const base = expectedValueEntrant(carrier.label);
  const winner = tournament.revenue.chosen ?? base;
  const factors = (
    histories: readonly ClientHistory[],
    predictions: ReadonlyMap<string, Float64Array> | undefined,
  ): OrderFactors => orderFactors(histories, predictions?.get(winner), predictions?.get(base));
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
const CARRIERS = [
  { name: "pareto-nbd", label: paretoNbdModel.label },
  { name: "mbg-cnbd-k", label: mbgCnbdModel.label },
] as const;

/** The carrier with the smallest loss where it counts; the default where none competed. */
function carrierOf({ standings }: Verdict): { name: ValueModelChoice["repeatModel"]; label: string } {
  const lossOf = ({ label }: { readonly label: string }): number =>
    standings.find(({ name }) => name === label)?.choosingLoss ?? Number.POSITIVE_INFINITY;
  const [usual, other] = CARRIERS;
  return lossOf(other) < lossOf(usual) ? other : usual;
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

/** Share of what is expected in all below which it changes nothing that the reader would see. */
const NOTABLE_SHARE = 0.001;

function factorWarnings(
  winner: string,
  model: string,
  histories: readonly ClientHistory[],
  factors: OrderFactors,
  chosen: Float64Array | undefined,
): string[] {
  const expected = histories.map(({ clientId }, index) => ({
    factor: factors[clientId],
    revenue: chosen?.[index] ?? 0,
  }));
  const raised = expected.filter(({ factor = 1 }) => isCarriedByActivity(factor));
  const lost = expected.filter(({ factor, revenue }) => factor === undefined && revenue > 0);
  const total = sum(expected, ({ revenue }) => revenue);
  const shareOf = (clients: typeof expected): number => sum(clients, ({ revenue }) => revenue) / total;
  const share = (clients: typeof expected): string =>
    `${(100 * shareOf(clients)).toFixed(1)}% of what it expects in all`;
  const counted = ({ length }: typeof expected): string => `${length} ${length === 1 ? "client" : "clients"}`;
  return [
    ...(!(shareOf(raised) > NOTABLE_SHARE)
      ? []
      : [
          `Of ${counted(raised)} “${winner}” expects more than 10 times the revenue that ${model} does (${share(raised)}): they count as likelier to be active than ${model} has it.`,
        ]),
    ...(!(shareOf(lost) > NOTABLE_SHARE)
      ? []
      : [
          `Of ${counted(lost)} “${winner}” expects revenue where ${model} expects none at all (${share(lost)}): nothing is expected of them.`,
        ]),
  ];
}

/** A contest as plain data, with what came after the last origin. */
export function contestTable(
  verdict: Verdict,
  window: Outcome,
  measure: "orders" | "revenue",
  origins: readonly string[],
): ContestTable {
  const came = window[measure];
  const predicted = verdict.predict(origins.length - 1, window.days);
  const chosen = verdict.standings.find(({ name }) => name === verdict.chosen);
  const ofChosen = chosen === undefined ? undefined : predicted.get(chosen.name);
  return {
    chosen: verdict.chosen,
    kind: chosen?.kind ?? null,
    choosingOrigins: verdict.choosingRounds.map((index) => origins[index] ?? ""),
    rows: verdict.standings.map((standing) => {
      const own = predicted.get(standing.name);
      return { ...standing, accuracy: own === undefined ? null : accuracy([...own], [...came]) };
    }),
    weights: [...verdict.weights].map(([blend, members]) => ({ blend, members })),
    calibration: ofChosen === undefined ? [] : decileCalibration(ofChosen, came),
  };
}
