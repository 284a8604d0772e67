/** How what a contract's terms bring swings around a level: standard deviations of logarithms of revenue. */
export interface Swings {
  /** Of a term, around the level. */
  readonly term: number;
  /** Of the level, around what is known of it. */
  readonly level: number;
}

/** Swings of independent causes together, as of their product; null where nothing swings. */
export function swingsTogether(...causes: readonly (Swings | null | undefined)[]): Swings | null {
  const swinging = causes.filter((cause) => cause !== null && cause !== undefined);
  if (swinging.length === 0) return null;
  return {
    term: Math.hypot(...swinging.map(({ term }) => term)),
    level: Math.hypot(...swinging.map(({ level }) => level)),
  };
}
