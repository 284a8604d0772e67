import { type Engine, number, text } from "../engine.js";
import { dealWon, type StatedOutcomes } from "../parse/outcomes.js";
import { literal } from "../sql.js";
import type { TypedFile } from "./type-table.js";

/**
 * A warning where accepted opportunities have a closed_on up to the as-of date and do not say whether they were won or lost.
 * Open deals have one too where systems keep the day on which they are expected: then is_closed tells.
 */
export async function closedWithoutOutcome(
  engine: Engine,
  file: TypedFile,
  asOf: string,
  outcomes: StatedOutcomes,
): Promise<string[]> {
  if (file.table !== "opportunities") return [];
  const [row] = await engine.rows(
    `SELECT count(*) AS rows, min(stage) AS example FROM ${file.accepted}
     WHERE closed_on <= DATE ${literal(asOf)} AND is_closed IS NOT FALSE AND (${dealWon(outcomes)}) IS NULL`,
  );
  const rows = row === undefined ? 0 : number(row, "rows");
  if (row === undefined || rows === 0) return [];
  const stage = JSON.stringify(text(row, "example"));
  return [
    `${rows === 1 ? "1 opportunity has" : `${rows} opportunities have`} a closed_on, and a stage such as ${stage} that says neither won nor lost; ${rows === 1 ? "it counts" : "they count"} as open: list its words under outcomes.won and outcomes.lost in targeting.yaml, or map is_won and is_closed`,
  ];
}
