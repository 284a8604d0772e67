import { least } from "d3";
import { type BlendForm, blend, blendWeights } from "./blend.js";
import { clientDeviances, meanDeviance } from "./deviance.js";

export type EntrantKind = "model" | "regression" | "rule" | "blend";

/** One that competes. */
export interface Entrant {
  readonly name: string;
  readonly kind: Exclude<EntrantKind, "blend">;
  /** It is a member of the blends. */
  readonly blended: boolean;
}

/** What the entrants predicted from one origin, client by client, and what came; an entrant may be absent. */
export interface Round {
  readonly origin: string;
  readonly actual: Float64Array;
  readonly predictions: ReadonlyMap<string, Float64Array>;
}

export interface Standing {
  readonly name: string;
  readonly kind: EntrantKind;
  /**
   * Deviance by round as a share of what it would be had everybody been expected to bring the actual mean; null
   * where it could not compete. Below 1 is better than knowing the total and nothing else.
   */
  readonly losses: readonly (number | null)[];
  /** Mean over the rounds that choose; null where it was absent from one of them. */
  readonly choosingLoss: number | null;
}

export interface BlendWeight {
  readonly name: string;
  readonly weight: number;
}

/** Who won, by the earlier rounds alone. */
export interface Verdict {
  /** In the order in which the entrants were given, blends last. */
  readonly standings: readonly Standing[];
  /** Null when no round was left to choose by. */
  readonly chosen: string | null;
  /** Indices of the rounds that chose: all but the last, where every entrant competed if there are such. */
  readonly choosingRounds: readonly number[];
  /** Weights of each blend, learned from all rounds that have all members: for what lies ahead. */
  readonly weights: ReadonlyMap<string, readonly BlendWeight[]>;
  /** Predictions by round and name, the blends' with weights learned from earlier rounds alone. */
  readonly predictions: readonly ReadonlyMap<string, Float64Array>[];
}

/** Names of the blends by form. */
export const BLENDS: Readonly<Record<BlendForm, string>> = {
  money: "blend in money",
  logs: "blend in logs",
};

const FORMS = ["money", "logs"] as const;

/**
 * A member whose loss on the rounds before was larger than the best member's by more than this share of it, on
 * average, takes no part in the blends: an average with it would only lose.
 */
const TOLERATED_LOSS = 0.03;

/** And by more than this many of its standard errors, clients taken as independent. */
const CLEAR_ERRORS = 2;

/**
 * Lets entrants and two blends of the `blended` ones compete. The last round is kept out of the choice: the smallest
 * mean loss over the earlier rounds wins, the first given among equals. A blend's weights at a round come
 * from the rounds before it. With fewer than two rounds nothing is chosen.
 *
 * `power` is that of the deviance. Rounds stand in the order of their origins.
 */
export function runContest(entrants: readonly Entrant[], rounds: readonly Round[], power: number): Verdict {
  const members = entrants.filter((entrant) => entrant.blended).map((entrant) => entrant.name);
  const complete = rounds.map((round) => members.every((name) => round.predictions.has(name)));
  const weightsFrom = (before: number, form: BlendForm): number[] =>
    memberWeights(rounds.slice(0, before), members, form, power);
  const predictions = rounds.map((round, index) => {
    const all = new Map(round.predictions);
    if (members.length > 1 && complete[index]) {
      for (const form of FORMS) {
        all.set(BLENDS[form], blend(membersOf(all, members), weightsFrom(index, form), form));
      }
    }
    return all;
  });
  const names = [
    ...entrants.map(({ name, kind }) => ({ name, kind })),
    ...(members.length > 1 ? FORMS.map((form) => ({ name: BLENDS[form], kind: "blend" as const })) : []),
  ];
  const earlier = rounds.slice(0, -1).map((_, index) => index);
  const full = earlier.filter((index) => complete[index]);
  const choosingRounds = full.length > 0 ? full : earlier;
  const standings = names.map(({ name, kind }): Standing => {
    const losses = rounds.map(({ actual }, index) => {
      const predicted = predictions[index]?.get(name);
      return predicted === undefined ? null : relativeDeviance(predicted, actual, power);
    });
    const choosing = choosingRounds.map((index) => losses[index] ?? null).filter((loss) => loss !== null);
    const all = choosing.length > 0 && choosing.length === choosingRounds.length;
    return { name, kind, losses, choosingLoss: all ? mean(choosing) : null };
  });
  let chosen: Standing | null = null;
  for (const standing of standings) {
    if (standing.choosingLoss === null) continue;
    if (chosen?.choosingLoss == null || standing.choosingLoss < chosen.choosingLoss) chosen = standing;
  }
  return {
    standings,
    chosen: chosen?.name ?? null,
    choosingRounds,
    weights: new Map(
      members.length > 1
        ? FORMS.map((form) => {
            const weights = weightsFrom(rounds.length, form);
            return [
              BLENDS[form],
              members.map((name, index) => ({ name, weight: weights[index] ?? 0 })),
            ] as const;
          })
        : [],
    ),
    predictions,
  };
}

/** Predictions of a winner for what lies ahead, from those of the entrants; undefined where one is missing. */
export function predictionOf(
  name: string,
  verdict: Verdict,
  predictions: ReadonlyMap<string, Float64Array>,
): Float64Array | undefined {
  const form = FORMS.find((each) => BLENDS[each] === name);
  if (form === undefined) return predictions.get(name);
  const weights = verdict.weights.get(name) ?? [];
  const present = weights.flatMap(({ name: member, weight }) => {
    const predicted = predictions.get(member);
    return predicted === undefined ? [] : [{ predicted, weight }];
  });
  if (present.length < weights.length) return undefined;
  return blend(
    present.map(({ predicted }) => predicted),
    present.map(({ weight }) => weight),
    form,
  );
}

function memberWeights(
  rounds: readonly Round[],
  members: readonly string[],
  form: BlendForm,
  power: number,
): number[] {
  const able = ableMembers(rounds, members, power);
  const full = rounds.filter(({ predictions }) => able.every((name) => predictions.has(name)));
  const weights = blendWeights(
    full.map(({ predictions, actual }) => ({ members: membersOf(predictions, able), actual })),
    able.length,
    form,
    power,
  );
  return members.map((name) => weights[able.indexOf(name)] ?? 0);
}

/** Members that were not clearly worse than the best one on the rounds in which they competed. */
function ableMembers(rounds: readonly Round[], members: readonly string[], power: number): string[] {
  const excesses = new Map(members.map((name) => [name, [] as Excess[]] as const));
  for (const { predictions, actual } of rounds) {
    const losses = members.flatMap((name) => {
      const predicted = predictions.get(name);
      return predicted === undefined ? [] : [{ name, deviances: clientDeviances(predicted, actual, power) }];
    });
    const best = least(losses, ({ deviances }) => mean([...deviances]));
    if (best === undefined) continue;
    for (const { name, deviances } of losses) {
      excesses.get(name)?.push(excessOver(best.deviances, deviances));
    }
  }
  return members.filter((name) => {
    const seen = excesses.get(name) ?? [];
    if (seen.length === 0) return true;
    const excess = mean(seen.map((one) => one.mean));
    const error = Math.sqrt(seen.reduce((sum, one) => sum + one.error ** 2, 0)) / seen.length;
    return excess <= TOLERATED_LOSS || excess <= CLEAR_ERRORS * error;
  });
}

/** How much larger one's deviances are than another's, in the mean of the other's, with its standard error. */
interface Excess {
  readonly mean: number;
  readonly error: number;
}

function excessOver(best: Float64Array, deviances: Float64Array): Excess {
  const level = mean([...best]);
  const differences = Array.from(deviances, (deviance, index) => (deviance - (best[index] ?? 0)) / level);
  const centre = mean(differences);
  const squares = differences.reduce((sum, difference) => sum + (difference - centre) ** 2, 0);
  return level > 0 ? { mean: centre, error: Math.sqrt(squares) / differences.length } : { mean: 0, error: 0 };
}

function membersOf(predictions: ReadonlyMap<string, Float64Array>, names: readonly string[]): Float64Array[] {
  return names.map((name) => predictions.get(name) ?? new Float64Array(0));
}

function relativeDeviance(predicted: Float64Array, actual: Float64Array, power: number): number | null {
  const level = actual.reduce((sum, value) => sum + Math.max(0, value), 0) / Math.max(1, actual.length);
  const known = meanDeviance(new Float64Array(actual.length).fill(level), actual, power);
  return known > 0 ? meanDeviance(predicted, actual, power) / known : null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
