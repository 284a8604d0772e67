import { holm } from "../numerics/holm.js";
import type { Estimate } from "../numerics/interval.js";
import type { Rates } from "./difference-in-differences.js";
import type { ImpactOutcome } from "./impact-accounts.js";
import type { Initiative } from "./initiative-reach.js";

/** What one outcome did where the initiative was at work. Margin, expansion and orders are a client's in a year. */
export interface OutcomeImpact {
  readonly outcome: ImpactOutcome;
  /** `untouched` is null where nobody was left to compare with: `touched.after` is then set against its own trend. */
  readonly rates: { readonly touched: Rates["touched"]; readonly untouched: Rates["untouched"] | null };
  readonly effect: Estimate;
  /** Of no effect, corrected for all outcomes and initiatives that were looked at. */
  readonly p: number;
  /** The same a year too early, when nothing had been done: p is of no difference; null: too little was seen before. */
  readonly placebo: { readonly effect: number; readonly p: number } | null;
  /** True: beyond chance at the level, and nothing was moving before. */
  readonly claimed: boolean;
}

export interface InitiativeImpact extends Initiative {
  readonly method: "untouched clients" | "own past" | null;
  /** Clients when it began, touched and compared with. */
  readonly touched: number;
  readonly untouched: number;
  /** Values that no client has. */
  readonly unknownValues: readonly string[];
  /** In words: why nothing can be said; null when it was judged. */
  readonly obstacle: string | null;
  readonly outcomes: readonly OutcomeImpact[];
  readonly verdict: "worked" | "harmed" | "mixed" | "not visible" | "not judged";
}

export const IMPACT_LEVEL = 0.1;

/** An outcome before it is corrected for the other initiatives. */
export interface RawOutcome {
  readonly outcome: ImpactOutcome;
  readonly rates: OutcomeImpact["rates"];
  readonly effect: number;
  /** Of the 80 % interval. */
  readonly halfWidth: number;
  readonly pOfOutcomes: number;
  readonly placebo: OutcomeImpact["placebo"];
}

/** An initiative with its outcomes as they were found. */
export type JudgedInitiative = Omit<InitiativeImpact, "outcomes" | "verdict"> & {
  readonly raw: readonly RawOutcome[];
};

/** What may be claimed: Holm (1979) over the initiatives, each with the p of its clearest outcome, and a still placebo. */
export function claimImpacts(judged: readonly JudgedInitiative[]): InitiativeImpact[] {
  const least = ({ raw }: JudgedInitiative) => Math.min(1, ...raw.map(({ pOfOutcomes }) => pOfOutcomes));
  const order = judged.filter(({ raw }) => raw.length > 0).sort((a, b) => least(a) - least(b));
  const clearest = holm(order.map(least));
  const floors = new Map(
    order.map((one, place) => [one, { times: order.length - place, floor: clearest[place - 1] ?? 0 }]),
  );
  return judged.map((one) => {
    const { raw, ...rest } = one;
    const { times, floor: from } = floors.get(one) ?? { times: 1, floor: 0 };
    const outcomes = raw.map(({ pOfOutcomes, halfWidth, effect, ...outcome }): OutcomeImpact => {
      const p = Math.max(from, Math.min(1, pOfOutcomes * times));
      const still = outcome.placebo !== null && outcome.placebo.p > IMPACT_LEVEL;
      return {
        ...outcome,
        effect: { value: effect, low: effect - halfWidth, high: effect + halfWidth },
        p,
        claimed: p <= IMPACT_LEVEL && still,
      };
    });
    return { ...rest, outcomes, verdict: verdictOf(outcomes) };
  });
}

function verdictOf(outcomes: readonly OutcomeImpact[]): InitiativeImpact["verdict"] {
  if (outcomes.length === 0) return "not judged";
  const claims = outcomes.filter(({ claimed }) => claimed).map(({ effect }) => Math.sign(effect.value));
  if (claims.length === 0) return "not visible";
  if (claims.every((sign) => sign > 0)) return "worked";
  return claims.every((sign) => sign < 0) ? "harmed" : "mixed";
}
