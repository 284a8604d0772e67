import { literal } from "../sql.js";

/** What a text says of a deal or a lead that went one way or the other. */
interface OutcomeWords {
  readonly won: readonly string[];
  readonly lost: readonly string[];
}

const DEAL: OutcomeWords = { won: ["won"], lost: ["lost"] };
const LEAD: OutcomeWords = {
  won: ["won", "converted", "customer"],
  lost: ["lost", "disqualified", "unqualified", "rejected", "dead"],
};

/** What may stand between "not" and the word that it denies. */
const BETWEEN = "(?:a |yet )*(?:closed ?)?";

/** SQL: how an opportunity went, by its values is_won, stage and closed_on; NULL while it is open. */
export const DEAL_WON = `CASE WHEN is_won THEN true
  WHEN NOT (${outcomeOf("stage", DEAL)}) THEN false
  WHEN is_won IS NULL THEN ${outcomeOf("stage", DEAL)}
  WHEN closed_on IS NOT NULL OR stage IS NULL THEN false END`;

/** SQL: how a lead went, by its value outcome; NULL while it is open. */
export const LEAD_WON = outcomeOf("outcome", LEAD);

/**
 * SQL: true where a text says won, false where it says lost or not won, NULL where it says neither or not yet.
 * Words are those between spaces, underscores and other marks, or after "closed", as in closedwon.
 */
function outcomeOf(cell: string, { won, lost }: OutcomeWords): string {
  const text = `regexp_replace(lower(${cell}), '[ _-]+', ' ', 'g')`;
  const says = (form: string): string => `regexp_matches(${text}, ${literal(form)})`;
  const word = (words: readonly string[]): string => `(?:\\b|closed)(?:${words.join("|")})\\b`;
  const denied = (words: readonly string[]): string => `\\bnot ${BETWEEN}${word(words)}`;
  return `CASE WHEN ${says(word(lost))} AND NOT ${says(denied(lost))} THEN false
    WHEN ${says(denied(won))} THEN CASE WHEN NOT ${says("\\byet\\b")} THEN false END
    WHEN ${says(word(won))} THEN true END`;
}
