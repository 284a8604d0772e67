import { literal, literals } from "../sql.js";

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

/** Stages that say that a deal is over, and not how: alone, or after a number; "Demo done" is not one of them. */
const OVER = ["done", "complete", "completed", "finished", "ended", "cancell?ed", "abandoned", "withdrawn"];
const REFUSED = ["declined", ...LEAD.lost];

/** Words of the settings for what was won and lost, beside those that are known. */
export type StatedOutcomes = OutcomeWords;

/**
 * SQL: how an opportunity went, by its values is_won, is_closed and stage; NULL while it is open.
 *
 * Systems that tell no from "not yet" in is_closed only have is_won at no for every open deal: it means lost where
 * is_closed or the stage says that the deal is over, and where there is neither.
 */
export function dealWon(stated: StatedOutcomes): string {
  const byStage = outcomeOf("stage", DEAL, stated);
  return `CASE WHEN is_won THEN true
    WHEN NOT is_closed THEN NULL
    WHEN NOT (${byStage}) THEN false
    WHEN is_won IS NULL THEN ${byStage}
    WHEN is_closed OR stage IS NULL OR ${byStage} OR ${isOver("stage")} THEN false END`;
}

/** SQL: how a lead went, by its value outcome; NULL while it is open. */
export function leadWon(stated: StatedOutcomes): string {
  return outcomeOf("outcome", LEAD, stated);
}

/**
 * SQL: true where a text says won, false where it says lost or not won, NULL where it says neither or not yet.
 * Words are those between spaces, underscores and other marks, or after "closed", as in closedwon; those that the
 * settings state are the whole text, whatever the case of its letters, and go before.
 */
function outcomeOf(cell: string, { won, lost }: OutcomeWords, stated: StatedOutcomes): string {
  const word = (words: readonly string[]): string => `(?:\\b|closed)(?:${words.join("|")})\\b`;
  const denied = (words: readonly string[]): string => `\\bnot ${BETWEEN}${word(words)}`;
  const says = (form: string): string => saysSo(cell, form);
  const is = (words: readonly string[]): string =>
    words.length === 0 ? "false" : `lower(${cell}) IN (${literals(words.map((each) => each.toLowerCase()))})`;
  return `CASE WHEN ${is(stated.won)} THEN true WHEN ${is(stated.lost)} THEN false
    WHEN ${says(word(lost))} AND NOT ${says(denied(lost))} THEN false
    WHEN ${says(denied(won))} THEN CASE WHEN NOT ${says("\\byet\\b")} THEN false END
    WHEN ${says(word(won))} THEN true END`;
}

/** SQL: true where a text is a word for the end of a deal, or begins with "closed". */
function isOver(cell: string): string {
  return saysSo(cell, `^[^a-z]*(?:closed.*|(?:${[...OVER, ...REFUSED].join("|")})[^a-z]*)$`);
}

function saysSo(cell: string, form: string): string {
  return `regexp_matches(regexp_replace(lower(${cell}), '[ _-]+', ' ', 'g'), ${literal(form)})`;
}
