import { csvParse } from "d3";
import { textOfCsvCell } from "../../model/csv-cell.js";
import { inputError } from "../../warehouse/input-error.js";

/** Where a prospect stood in the previous report. */
export interface PreviousProspect {
  readonly prospectId: string;
  readonly name: string;
  readonly rank: number | null;
  readonly tier: string;
  readonly expectedClv: number;
  readonly winIndex: number | null;
  readonly pWin: number | null;
}

const columns = ["prospect_id", "name", "rank", "tier", "expected_clv", "win_index", "p_win"] as const;

/** Reads prospects.csv of an earlier report; none where the text is empty. Throws an `InputError` on anything else than such a file. */
export function parsePreviousProspects(file: string, text: string): readonly PreviousProspect[] {
  if (text.trim() === "") return [];
  const table = csvParse(text);
  const missing = columns.filter((column) => !table.columns.includes(column));
  if (missing.length > 0) {
    throw inputError({
      file,
      message: `lacks ${missing.join(", ")}; give --previous the exports of an earlier report`,
    });
  }
  const numberIn = (cell: string | undefined): number | null => {
    const value = (cell ?? "").trim() === "" ? Number.NaN : Number(cell);
    return Number.isFinite(value) ? value : null;
  };
  return table.map((row) => ({
    prospectId: textOfCsvCell(row.prospect_id ?? ""),
    name: textOfCsvCell(row.name ?? ""),
    rank: numberIn(row.rank),
    tier: row.tier ?? "",
    expectedClv: numberIn(row.expected_clv) ?? 0,
    winIndex: numberIn(row.win_index),
    pWin: numberIn(row.p_win),
  }));
}
