import { fieldLabel } from "../firmographics/field-meaning.js";
import type { Rule } from "../icp/rule.js";
import { listInWords } from "../words/list-in-words.js";
import type { LevelMove, MarketTurn } from "./market-turn.js";

/** Why the profile should be looked at again. */
export interface MarketAlert {
  readonly sentence: string;
  readonly strength: "clear" | "worth a look";
}

const CLEAR_P = 0.05;
const MOST_NAMED = 2;

/** What rose and what fell in a field that turned: only levels that are clear on their own, furthest first. */
export function moved<Level extends Pick<LevelMove, "t" | "clear">>(
  levels: readonly Level[],
): { readonly risen: readonly Level[]; readonly fallen: readonly Level[] } {
  const furthest = (sign: number) =>
    levels
      .filter(({ t, clear }) => clear && sign * t > 0)
      .sort((one, other) => sign * (other.t - one.t))
      .slice(0, MOST_NAMED);
  return { risen: furthest(1), fallen: furthest(-1) };
}

/**
 * The alert of the clearest turn that is beyond chance, with the kinds of account that `rule`, the proposed profile,
 * names although they fell; null when there is none.
 */
export function marketAlert({ fields }: Pick<MarketTurn, "fields">, rule: Rule | null): MarketAlert | null {
  const turn = fields.find(({ claimed }) => claimed);
  if (turn === undefined) return null;
  const { risen, fallen } = moved(turn.levels);
  const names = (levels: readonly LevelMove[]): string => listInWords(levels.map(({ level }) => level));
  const parts = [
    ...(risen.length > 0 ? [`up for ${names(risen)}`] : []),
    ...(fallen.length > 0 ? [`down for ${names(fallen)}`] : []),
  ];
  const how = parts.length > 0 ? `: ${parts.join(", ")}` : "";
  const asked = (rule?.all ?? []).flatMap((condition) =>
    condition.field === turn.field && "in" in condition ? condition.in : [],
  );
  const targeted = fallen.filter(({ level }) => asked.includes(level));
  const warning = targeted.length > 0 ? ` The proposed profile holds ${names(targeted)}.` : "";
  return {
    sentence: `The market has moved since ${monthInWords(turn.from)}. What a client is worth by ${fieldLabel(turn.field)} is no longer what it was${how}.${warning}`,
    strength: turn.p <= CLEAR_P ? "clear" : "worth a look",
  };
}

const MONTHS: Readonly<Record<string, string>> = { "01": "January", "07": "July" };

function monthInWords(month: string): string {
  return `${MONTHS[month.slice(5)] ?? month.slice(5)} ${month.slice(0, 4)}`;
}
