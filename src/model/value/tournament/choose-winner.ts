import { levelOf, type Round } from "./contest-round.js";
import { clientDeviances, meanDeviance } from "./deviance.js";
import type { Standing } from "./standing.js";

/** Standard errors by which one must be better than a blend to be preferred to it. */
const CLEAR_ERRORS = 2;

/**
 * Who wins, by the rounds that choose: the smallest mean loss, the first given among equals, and a blend where the
 * winner is not clearly better than it; an `incumbent` unless the winner, or who had the smallest loss, is clearly better
 * than that. Null where nobody has a loss.
 */
export function chooseWinner(
  standings: readonly Standing[],
  judged: readonly Round[],
  power: number,
  incumbent?: string,
): string | null {
  const ranked = standings
    .flatMap(({ name, kind, choosingLoss }) =>
      choosingLoss === null ? [] : [{ name, kind, loss: choosingLoss }],
    )
    .sort((one, other) => one.loss - other.loss);
  const best = ranked[0];
  const blended = ranked.find(({ kind }) => kind === "blend");
  const winner =
    best !== undefined && blended !== undefined && !isClearlyBetter(best.name, blended.name, judged, power)
      ? blended
      : best;
  const defender = ranked.find(({ name }) => name === incumbent);
  const chosen =
    defender === undefined
      ? winner
      : ([winner, best].find((one) => one && isClearlyBetter(one.name, defender.name, judged, power)) ??
        defender);
  return chosen?.name ?? null;
}

/**
 * Whether one's losses are smaller than another's by more than two standard errors. Clients are taken as independent
 * of each other, rounds as wholly dependent: they hold the same clients, and what came after a later day came after an
 * earlier one too, so that the standard errors of rounds add up.
 */
function isClearlyBetter(one: string, other: string, rounds: readonly Round[], power: number): boolean {
  let [gain, standardError] = [0, 0];
  for (const { predictions, actual } of rounds) {
    const [ours, theirs] = [predictions.get(one), predictions.get(other)];
    if (ours === undefined || theirs === undefined) continue;
    const level = meanDeviance(levelOf(actual), actual, power) * actual.length;
    const [ownDeviances, others] = [
      clientDeviances(ours, actual, power),
      clientDeviances(theirs, actual, power),
    ];
    const gains = ownDeviances.map((deviance, client) => ((others[client] ?? 0) - deviance) / level);
    const total = gains.reduce((sum, each) => sum + each, 0);
    gain += total;
    standardError += Math.sqrt(gains.reduce((sum, each) => sum + (each - total / gains.length) ** 2, 0));
  }
  return gain > CLEAR_ERRORS * standardError;
}
