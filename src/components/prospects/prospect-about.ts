import { type FieldMeaning, fieldMeaning } from "../../model/firmographics/field-meaning.js";
import { numberInWords } from "../segments/segment-numbers.js";
import type { Formatter } from "../words/format.js";
import type { ProspectSummary } from "./prospect-parse.js";

/** A firmographic as a reader says it: numbers with separators, years plain, "unknown" when missing. */
export function firmographicInWords(field: string, value: string, f: Formatter): string {
  if (value === "") return "unknown";
  return /^-?\d+(\.\d+)?$/.test(value) ? numberInWords(field, Number(value), f) : value;
}

/** What kind of company a prospect is, in a few words: industry, place, size, as far as they are known. */
export function aboutProspect(prospect: Pick<ProspectSummary, "firmographics">, f: Formatter): string {
  const known = Object.entries(prospect.firmographics).filter(
    ([, value]) => value !== "" && value !== "unknown",
  );
  const first = (meaning: FieldMeaning) => known.find(([field]) => fieldMeaning(field) === meaning);
  const employees = first("employees");
  return [
    first("industry")?.[1],
    first("place")?.[1],
    employees && `${firmographicInWords(employees[0], employees[1], f)} employees`,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}
