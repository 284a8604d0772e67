import { daysBetween } from "../../numerics/calendar.js";
import { type BlendForm, blend, blendWeights } from "./blend.js";
import { chooseWinner } from "./choose-winner.js";
import { broughtAnything, type Round, relativeDeviance } from "./contest-round.js";
import { evenlySpaced } from "./evenly-spaced.js";
import type { EntrantKind, Standing } from "./standing.js";

/** One that competes. */
export interface Entrant {
  readonly name: string;
  readonly kind: Exclude<EntrantKind, "blend">;
  /** It is a member of the blends. */
  readonly blended: boolean;
}

/** What is judged: predictions made on some days, and what came until later ones. */
export interface ContestField {
  /** ISO dates, ascending; the last one is the present, from which nothing can be judged yet. */
  readonly days: readonly string[];
  /**
   * What the entrants expect, client by client, on one of the days (by index) of the `ahead` days after it, from what
   * was known then; an entrant may be absent.
   */
  readonly predict: (day: number, ahead: number) => ReadonlyMap<string, Float64Array>;
  /** What came from one of the days until a later one (both by index), in the order of the predictions. */
  readonly actual: (day: number, until: number) => Float64Array;
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
  /** Indices of the days that chose: all but the last origin, where every entrant competed if there are such. */
  readonly choosingRounds: readonly number[];
  /** Weights of each blend, learned from all that came so far: for what lies ahead. */
  readonly weights: ReadonlyMap<string, readonly BlendWeight[]>;
  /** `ContestField.predict` with the blends, their weights learned from what had come by that day. */
  readonly predict: ContestField["predict"];
}

/** Names of the blends by form. */
const BLENDS: Readonly<Record<BlendForm, string>> = {
  money: "blend in money",
  logs: "blend in logs",
};

const FORMS = ["money", "logs"] as const;

/** Clients of a round by whom weights are learned, evenly spaced: a few weights need no more. */
const MOST_WEIGHING = 3_000;

/**
 * Lets entrants and two blends of the `blended` ones compete on rounds, one for each day but the present.
 *
 * What lies ahead is longer than the time from one day to the next, and who predicts a month best need not predict a
 * year best: every round but the last is judged on all that came until the last origin. The last round, from there to
 * the present, is kept out of the choice: the smallest mean loss over the earlier rounds wins, the first given among
 * equals, and a blend where the winner is not better than it by more than two standard errors: what averages several
 * is the safer of two that the data do not tell apart. A blend's weights at a day come from the days before it and
 * what had come by then. A round in which nothing came does not count, unless nothing came in any of those that choose. With
 * fewer than two rounds nothing is chosen. `power` is that of the deviance.
 *
 * An `incumbent` is chosen unless the winner, or who had the smallest loss, is better than it by more than two standard
 * errors.
 */
export function runContest(
  entrants: readonly Entrant[],
  field: ContestField,
  power: number,
  incumbent?: string,
): Verdict {
  const { days } = field;
  const present = days.length - 1;
  const members = entrants.filter((entrant) => entrant.blended).map((entrant) => entrant.name);
  const forms = members.length > 1 ? FORMS : [];
  const between = (day: number, until: number): number => daysBetween(days[day] ?? "", days[until] ?? "");
  const weightsOn = days.map((_, day) => {
    const rounds = Array.from({ length: day }, (__, origin): Round => {
      return { actual: field.actual(origin, day), predictions: field.predict(origin, between(origin, day)) };
    }).filter(
      ({ predictions, actual }) => broughtAnything(actual) && members.every((name) => predictions.has(name)),
    );
    const learned = rounds.map(({ predictions, actual }) => {
      const clients = evenlySpaced(actual.length, MOST_WEIGHING);
      const those = (values: Float64Array): Float64Array =>
        Float64Array.from(clients, (client) => values[client] ?? 0);
      return { members: membersOf(predictions, members).map(those), actual: those(actual) };
    });
    return new Map(forms.map((form) => [form, blendWeights(learned, members.length, form, power)] as const));
  });
  const predict = (day: number, ahead: number): ReadonlyMap<string, Float64Array> => {
    const all = new Map(field.predict(day, ahead));
    if (!members.every((name) => all.has(name))) return all;
    const own = membersOf(all, members);
    for (const form of forms) all.set(BLENDS[form], blend(own, weightsOn[day]?.get(form) ?? [], form));
    return all;
  };
  const rounds = days.slice(0, -1).map((_, day): Round => {
    const until = day === present - 1 ? present : present - 1;
    return { actual: field.actual(day, until), predictions: predict(day, between(day, until)) };
  });
  const names = [
    ...entrants.map(({ name, kind }) => ({ name, kind })),
    ...forms.map((form) => ({ name: BLENDS[form], kind: "blend" as const })),
  ];
  const before = rounds.slice(0, -1);
  const allSilent = before.every(({ actual }) => !broughtAnything(actual));
  const tells = ({ actual }: Round): boolean => allSilent || broughtAnything(actual);
  const earlier = before.flatMap((round, index) => (tells(round) ? [index] : []));
  const full = earlier.filter((index) => members.every((name) => rounds[index]?.predictions.has(name)));
  const choosingRounds = full.length > 0 ? full : earlier;
  const standings = names.map(({ name, kind }): Standing => {
    const losses = rounds.map((round) => {
      const predicted = round.predictions.get(name);
      return predicted === undefined || !tells(round)
        ? null
        : relativeDeviance(predicted, round.actual, power);
    });
    const choosing = choosingRounds.map((index) => losses[index] ?? null).filter((loss) => loss !== null);
    const all = choosing.length > 0 && choosing.length === choosingRounds.length;
    return { name, kind, losses, choosingLoss: all ? mean(choosing) : null };
  });
  const judged = choosingRounds.flatMap((index) => rounds[index] ?? []);
  return {
    standings,
    chosen: chooseWinner(standings, judged, power, incumbent),
    choosingRounds,
    weights: new Map(
      forms.map((form) => {
        const weights = weightsOn[present]?.get(form) ?? [];
        return [BLENDS[form], members.map((name, index) => ({ name, weight: weights[index] ?? 0 }))] as const;
      }),
    ),
    predict,
  };
}

function membersOf(predictions: ReadonlyMap<string, Float64Array>, names: readonly string[]): Float64Array[] {
  return names.map((name) => predictions.get(name) ?? new Float64Array(0));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
