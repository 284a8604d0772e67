/** Why a prospect stands where it does: one factor's multiplier of expected CLV or of how easily it is won. */
export interface Reason {
  /** A field, two fields together ("industry × employees"), or "most similar clients". */
  readonly field: string;
  /** The prospect's value in words, "unknown" when missing. */
  readonly value: string;
  readonly multiplier: number;
  readonly part: "value" | "win";
}

const MOST_PLUS = 3;
const MOST_MINUS = 2;
const SMALLEST_EFFECT = Math.log(1.03);

/**
 * Places of the three strongest effects above 0 and the two strongest below it, strongest first, plus before minus;
 * effects are natural logarithms of multipliers, and those within 3 % of no effect are left out.
 */
export function strongestEffects(effects: readonly number[]): readonly number[] {
  const plus = strongest(effects, MOST_PLUS, 1);
  return [...plus, ...strongest(effects, MOST_MINUS, -1)];
}

function strongest(effects: readonly number[], most: number, sign: 1 | -1): number[] {
  const places: number[] = [];
  for (let place = 0; place < effects.length; place++) {
    const effect = sign * (effects[place] ?? 0);
    if (!(effect > SMALLEST_EFFECT)) continue;
    let at = Math.min(places.length, most);
    while (at > 0 && effect > sign * (effects[places[at - 1] ?? 0] ?? 0)) at--;
    if (at < most) places.splice(at, 0, place);
    if (places.length > most) places.pop();
  }
  return places;
}
