import { type Accuracy, accuracy } from "../accuracy/accuracy.js";
import { type CalibrationDecile, decileCalibration } from "../accuracy/decile-calibration.js";
import type { BlendWeight, Verdict } from "./contest.js";
import type { Outcome } from "./snapshot.js";
import type { EntrantKind } from "./standing.js";

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
