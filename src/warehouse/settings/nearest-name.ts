import { distance } from "fastest-levenshtein";

/** The known name closest to a mistyped one, or undefined when none is near: at most 40 % of it wrong. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = plain(name);
  let best: { name: string; edits: number } | undefined;
  for (const candidate of known) {
    const other = plain(candidate);
    const edits = wanted.length > 3 && other.includes(wanted) ? 1 : distance(wanted, other);
    if (edits > Math.max(1, 0.4 * Math.max(wanted.length, other.length))) continue;
    if (best === undefined || edits < best.edits) best = { name: candidate, edits };
  }
  return best?.name;
}

/** "did you mean …?" with a leading separator, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest)}?`;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, "");
}
