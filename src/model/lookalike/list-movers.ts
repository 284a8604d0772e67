/** What moved a prospect into or out of the first tier. */
export const MOVE_PARTS = [
  "value",
  "ease of winning",
  "others moved",
  "excluded",
  "no longer excluded",
  "new",
  "gone",
] as const;
export type MovePart = (typeof MOVE_PARTS)[number];

/** A prospect as a report had it. */
export interface ListedProspect {
  readonly prospectId: string;
  readonly name: string;
  /** null: not ranked. */
  readonly rank: number | null;
  readonly isFirstTier: boolean;
  readonly expectedClv: number;
  /** P(win), or the win index where there is none; the same in both reports. */
  readonly ease: number;
  readonly excluded: string | null;
}

/** A prospect that came into the first tier, or left it. */
export interface Mover {
  readonly prospectId: string;
  readonly name: string;
  readonly direction: "in" | "out";
  readonly rankThen: number | null;
  readonly rankNow: number | null;
  readonly part: MovePart;
  /** Of what it would be worth, and of how easily it is won: now over then; null where one of them is not known. */
  readonly valueRatio: number | null;
  readonly easeRatio: number | null;
  readonly excluded: string | null;
}

/** Who came into and who left the first tier between two reports. */
export interface ListMovers {
  readonly stayed: number;
  readonly came: number;
  readonly left: number;
  /** Those that came in, best rank first, then those that left, best former rank first. */
  readonly movers: readonly Mover[];
}

/** A part that moved by less than this does not move a prospect: the others passed it. */
const SMALLEST_MOVE = 0.02;

/**
 * Compares the first tier of two reports. The part that moved a prospect is the one of value and ease of winning whose
 * logarithm changed more in the direction of the move; where neither did by 2 %, others moved past it.
 */
export function listMovers(then: readonly ListedProspect[], now: readonly ListedProspect[]): ListMovers {
  const before = new Map(then.map((prospect) => [prospect.prospectId, prospect]));
  const after = new Map(now.map((prospect) => [prospect.prospectId, prospect]));
  const firstThen = then.filter(({ isFirstTier }) => isFirstTier);
  const came = now
    .filter((one) => one.isFirstTier && !before.get(one.prospectId)?.isFirstTier)
    .sort(byRank)
    .map((one) => moverOf("in", before.get(one.prospectId), one, one));
  const left = firstThen
    .filter(({ prospectId }) => !after.get(prospectId)?.isFirstTier)
    .sort(byRank)
    .map((one) => moverOf("out", one, after.get(one.prospectId), one));
  return {
    stayed: firstThen.length - left.length,
    came: came.length,
    left: left.length,
    movers: [...came, ...left],
  };
}

function moverOf(
  direction: Mover["direction"],
  then: ListedProspect | undefined,
  now: ListedProspect | undefined,
  { prospectId, name }: ListedProspect,
): Mover {
  const valueRatio = ratio(now?.expectedClv, then?.expectedClv);
  const easeRatio = ratio(now?.ease, then?.ease);
  return {
    prospectId,
    name: now?.name ?? name,
    direction,
    rankThen: then?.rank ?? null,
    rankNow: now?.rank ?? null,
    part: partOf(direction, then, now, valueRatio, easeRatio),
    valueRatio,
    easeRatio,
    excluded: now?.excluded ?? null,
  };
}

function partOf(
  direction: Mover["direction"],
  then: ListedProspect | undefined,
  now: ListedProspect | undefined,
  valueRatio: number | null,
  easeRatio: number | null,
): MovePart {
  if (then === undefined) return "new";
  if (now === undefined) return "gone";
  if (now.rank === null) return "excluded";
  if (then.rank === null) return "no longer excluded";
  const sign = direction === "in" ? 1 : -1;
  const value = sign * Math.log(valueRatio ?? 1);
  const ease = sign * Math.log(easeRatio ?? 1);
  if (Math.max(value, ease) < SMALLEST_MOVE) return "others moved";
  return value >= ease ? "value" : "ease of winning";
}

function ratio(now: number | undefined, then: number | undefined): number | null {
  return now !== undefined && then !== undefined && now > 0 && then > 0 ? now / then : null;
}

function byRank(a: ListedProspect, b: ListedProspect): number {
  return (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY);
}
