import { type Engine, number, text } from "../engine.js";
import type { FileQuality } from "../inputs.js";
import { placeInWords } from "../read/source-files.js";
import type { TypedFile } from "./type-table.js";

/** For what most rows of a file are rejected, how many they are, and the first of them. */
export interface MostRejected {
  readonly rows: number;
  readonly reason: string;
  readonly example: string;
}

/** Null: none is rejected. */
export async function mostRejected(
  engine: Engine,
  file: TypedFile,
  { rejects }: Pick<FileQuality, "rejects">,
): Promise<MostRejected | null> {
  const [judged] = await engine.rows(
    `SELECT coalesce(problem_column, '') AS header, problem, count(*) AS rows
     FROM ${file.parts.judged} WHERE problem IS NOT NULL AND exclusion IS NULL
     GROUP BY 1, 2 ORDER BY rows DESC, problem, header LIMIT 1`,
  );
  const [cut] = file.scan.rejects;
  const broken = file.scan.rejects.length;
  if (cut !== undefined && (judged === undefined || broken > number(judged, "rows"))) {
    return { rows: broken, reason: cut.reason, example: placeInWords(file, { file: file.file, ...cut }) };
  }
  if (judged === undefined) return null;
  const [header, problem] = [text(judged, "header"), text(judged, "problem")];
  const first = rejects.find(({ column, reason }) => (column ?? "") === header && reason.startsWith(problem));
  const value = first === undefined || first.value === null ? "" : `: ${JSON.stringify(first.value)}`;
  return {
    rows: number(judged, "rows"),
    reason: header === "" ? problem : `${header}: ${problem}`,
    example: first === undefined ? "" : `${placeInWords(file, first)}${value}`,
  };
}

/** As a part of a sentence. */
export function mostOften({ rows, reason, example }: MostRejected): string {
  return `most often (${rows} ${rows === 1 ? "row" : "rows"}): ${reason}${example === "" ? "" : `, as on ${example}`}`;
}
