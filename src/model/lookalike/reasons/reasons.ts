/** Why a prospect stands where it does: one factor's multiplier of expected CLV or of how easily it is won. */
export interface Reason {
  /** A field, two fields together ("industry × employees"), or "most similar clients". */
  readonly field: string;
  /** The prospect's value in words, "unknown" when missing. */
  readonly value: string;
  readonly multiplier: number;
  readonly part: "value" | "win";
}

const FEWEST = 3;
const MOST = 6;
const SMALLEST_EFFECT = Math.log(1.03);

/**
 * Places of the effects to name, of one part of a score, strongest above 0 first, then strongest below it. Effects are
 * natural logarithms of multipliers; named are the strongest either way, at least three, and more of them until the rest
 * together is smaller than each named one, at most six. Those within 3 % of no effect are never named.
 */
export function strongestEffects(effects: readonly number[]): readonly number[] {
  const size = (place: number): number => Math.abs(effects[place] ?? 0);
  const places = effects
    .map((_, place) => place)
    .filter((place) => size(place) > SMALLEST_EFFECT)
    .sort((a, b) => size(b) - size(a) || a - b);
  let rest = effects.reduce((sum, effect) => sum + effect, 0);
  const named: number[] = [];
  for (const place of places) {
    const isTold = named.length >= FEWEST && Math.abs(rest) < size(named.at(-1) ?? place);
    if (isTold || named.length === MOST) break;
    named.push(place);
    rest -= effects[place] ?? 0;
  }
  const isPlus = (place: number): boolean => (effects[place] ?? 0) > 0;
  return [...named.filter(isPlus), ...named.filter((place) => !isPlus(place))];
}
