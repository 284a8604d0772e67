import type { InputProblem } from "../input-error.js";
import { doubledHeaders, headerKey } from "./header.js";

/** Columns of one name: a problem where one of them is `read`, by its header; else a warning, since none of them counts. */
export function doubledColumns(
  file: string,
  header: readonly string[],
  read: readonly string[],
): { problems: InputProblem[]; warnings: string[] } {
  const keys = new Set(read.map(headerKey));
  const problems: InputProblem[] = [];
  const warnings: string[] = [];
  for (const { name, positions } of doubledHeaders(header)) {
    const places = positions.map((position) => position + 1).join(" and ");
    const message = `columns ${places} have the same name`;
    if (!keys.has(headerKey(name)))
      warnings.push(`${message}, ${JSON.stringify(name)}: none of them is read`);
    else problems.push({ file, line: 1, column: name, message: `${message}; rename or remove one` });
  }
  return { problems, warnings };
}
