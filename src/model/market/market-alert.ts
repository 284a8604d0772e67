import { fieldLabel } from "../firmographics/field-meaning.js";
import type { LevelMove, MarketTurn } from "./market-turn.js";

/** Why the profile should be looked at again. */
export interface MarketAlert {
  readonly sentence: string;
  readonly strength: "clear" | "worth a look";
}

const CLEAR_P = 0.05;
/** |t| from which a level is named as one of those that moved, once it is claimed that its field did. */
const NAMED_T = 1.64;
const MOST_NAMED = 2;

/** What rose and what fell in a field that turned: the levels clear on their own, or else the one that moved most. */
export function moved(levels: readonly LevelMove[]): {
  readonly risen: readonly LevelMove[];
  readonly fallen: readonly LevelMove[];
} {
  const furthest = (sign: number) => {
    const named = levels
      .filter(({ t, clear }) => sign * t > 0 && (clear || Math.abs(t) >= NAMED_T))
      .sort((one, other) => sign * (other.t - one.t));
    const clear = named.filter((level) => level.clear);
    return clear.length > 0 ? clear.slice(0, MOST_NAMED) : named.slice(0, 1);
  };
  return { risen: furthest(1), fallen: furthest(-1) };
}

/** The alert of the clearest turn that is beyond chance; null when there is none. */
export function marketAlert({ fields }: MarketTurn): MarketAlert | null {
  const turn = fields.find(({ claimed }) => claimed);
  if (turn === undefined) return null;
  const { risen, fallen } = moved(turn.levels);
  const names = (levels: readonly LevelMove[]): string => levels.map(({ level }) => level).join(" and ");
  const parts = [
    ...(risen.length > 0 ? [`up for ${names(risen)}`] : []),
    ...(fallen.length > 0 ? [`down for ${names(fallen)}`] : []),
  ];
  const how = parts.length > 0 ? `: ${parts.join(", ")}` : "";
  return {
    sentence: `The market has moved since ${monthInWords(turn.from)}. What a client is worth by ${fieldLabel(turn.field)} is no longer what it was${how}.`,
    strength: turn.p <= CLEAR_P ? "clear" : "worth a look",
  };
}

const MONTHS: Readonly<Record<string, string>> = { "01": "January", "07": "July" };

function monthInWords(month: string): string {
  return `${MONTHS[month.slice(5)] ?? month.slice(5)} ${month.slice(0, 4)}`;
}
