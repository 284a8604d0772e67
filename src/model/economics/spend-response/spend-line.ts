import type { Estimate, Interval } from "../../numerics/interval.js";
import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";
import type { ResponseStatus } from "./fit-channel-response.js";
import { type FittedCurve, responseCurveOf } from "./fitted-curve.js";
import type { NextEuroVerdict } from "./next-euro.js";
import { type ResponseCurve, saturatingCurve } from "./response-curve.js";

interface Bounded {
  readonly name: string;
  /** Spent a month, lately. */
  readonly today: number;
  /** Least and most spent in a month so far. */
  readonly seen: Interval;
  /** Share of the spend that is people's time. */
  readonly peopleShare: number;
}

/** A channel that wins clients, or those of a segment. */
export interface WinningLine extends Bounded {
  readonly purpose: "win";
  /** Of the channel's accounts, those that the line is for, and whether spend.csv tells what is spent on them; null: all. */
  readonly segment: { readonly name: string; readonly spendIsKnown: boolean } | null;
  /** Whether the data tell how what it brings answers to spend. */
  readonly status: ResponseStatus;
  /** Of the channel at what is spent on it today. */
  readonly nextEuro: NextEuroVerdict;
  /** CLV won a month; null where too little is known. */
  readonly curve: FittedCurve | null;
  /** Curves that the data bear out as well. */
  readonly draws: readonly FittedCurve[];
}

/** A segment whose clients are kept. */
export interface KeepingLine extends Bounded {
  readonly purpose: "keep";
  readonly clients: number;
  /** Value a month that leaving is still expected to cost and that could be avoided, with its 80 % interval. */
  readonly avoidable: Estimate;
}

/** Something to spend on, in money a month. */
export type SpendLine = WinningLine | KeepingLine;

/** Share of a line's avoidable leaving that today's spend is taken to avoid, above 0 and below 1. */
type AvoidedToday = number;

/**
 * What spend on a line brings a month. Channels: their fitted curve, or its part for a segment (`segmentLines`). Keeping: with A still avoidable at today's spend x₀,
 * of which it avoids the share s, f(x) = A/(1 − s)·(1 − (1 − s)^(x/x₀)), so that A is what all further spend could add.
 * Nothing where nothing is known. `draw` picks one of the curves that the data bear out; null: the best.
 */
export function lineCurve(
  line: SpendLine,
  avoidedToday: AvoidedToday,
  draw: { readonly index: number; readonly deviations: number } | null = null,
): ResponseCurve {
  if (line.purpose === "win") {
    const drawn =
      draw === null ? line.curve : (line.draws[draw.index % Math.max(1, line.draws.length)] ?? line.curve);
    return drawn === null ? nothing : responseCurveOf(drawn);
  }
  if (!(avoidedToday > 0 && avoidedToday < 1)) {
    throw new RangeError(`share avoided today: ${avoidedToday}; it must be above 0 and below 1`);
  }
  if (!(line.today > 0)) return nothing;
  const { value, low, high } = line.avoidable;
  const away = (draw?.deviations ?? 0) / DEVIATIONS_OF_80;
  const avoidable = Math.max(0, value + away * (away > 0 ? high - value : value - low));
  return saturatingCurve(avoidable / (1 - avoidedToday), -Math.log1p(-avoidedToday) / line.today);
}

const nothing: ResponseCurve = { valueAt: () => 0, marginalAt: () => 0, spendWhere: () => 0 };

/** What may be moved, as the reader has it. */
export interface BudgetRules {
  readonly avoidedToday: AvoidedToday;
  /** Also channels of which the data do not tell whether more spend brings more, or the next unit more or less than itself. */
  readonly movesUnclear: boolean;
  /** From nothing to twice what was seen. */
  readonly beyondSeen: boolean;
}

/** True where a line stays at today's spend, because the data do not tell whether more or less would pay. */
export function isHeld(line: SpendLine, { movesUnclear }: BudgetRules): boolean {
  if (line.purpose === "keep") return !(line.today > 0 && line.avoidable.value > 0);
  const isClear = line.status === "responds" && line.nextEuro !== "cannot tell";
  return line.curve === null || (!isClear && !movesUnclear);
}

/** Least and most to spend on a line a month: what was seen, unless the reader goes beyond; today's where it is held. */
export function boundsOf(
  line: SpendLine,
  rules: BudgetRules,
): { readonly least: number; readonly most: number } {
  if (isHeld(line, rules)) return { least: line.today, most: line.today };
  if (rules.beyondSeen) return { least: 0, most: 2 * Math.max(line.seen.high, line.today) };
  return { least: Math.min(line.seen.low, line.today), most: Math.max(line.seen.high, line.today) };
}

/** True where spend lies outside what was ever spent in a month: what it brings is a guess. */
export function isBeyondSeen(line: SpendLine, spend: number): boolean {
  const slack = 1e-6 * Math.max(1, line.seen.high);
  return spend > line.seen.high + slack || spend < line.seen.low - slack;
}
