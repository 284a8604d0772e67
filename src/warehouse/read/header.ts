import type { InputProblem } from "../input-error.js";

const DELIMITERS = [",", ";", "\t", "|"] as const;

export type Delimiter = (typeof DELIMITERS)[number];

/** Text up to the first line end outside quotes, less a byte order mark; empty lines before it are skipped. */
export function headerRecord(text: string): string {
  const body = text.replace(/^[\ufeff\r\n]+/, "");
  let quoted = false;
  for (let index = 0; index < body.length; index += 1) {
    const character = body.charAt(index);
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "\n" || character === "\r")) return body.slice(0, index);
  }
  return body;
}

/** The delimiter that a header line uses most outside quotes; a comma when it uses none. */
export function detectDelimiter(headerLine: string): Delimiter {
  const bare = headerLine.replaceAll(/"(?:[^"]|"")*"/g, "");
  let best: Delimiter = ",";
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = bare.split(delimiter).length - 1;
    if (count > most) {
      best = delimiter;
      most = count;
    }
  }
  return best;
}

/** Names of a header record, trimmed of spaces of any kind. */
export function headerNames(record: string, delimiter: Delimiter): string[] {
  return cellsOfRecord(record, delimiter).map(withPlainSpaces);
}

function cellsOfRecord(record: string, delimiter: Delimiter): string[] {
  const names: string[] = [];
  let name = "";
  let quoted = false;
  for (let index = 0; index < record.length; index += 1) {
    const character = record.charAt(index);
    if (character === '"' && quoted && record.charAt(index + 1) === '"') {
      name += '"';
      index += 1;
    } else if (character === '"' && (quoted || name.trim() === "")) quoted = !quoted;
    else if (character === delimiter && !quoted) {
      names.push(name);
      name = "";
    } else name += character;
  }
  names.push(name);
  return names;
}

/** A cell of a record, without spaces around it: those that are staged as one text are one here, too. */
export function cellOf(record: string, delimiter: Delimiter, column: number): string {
  const cells = record.includes('"') ? cellsOfRecord(record, delimiter) : record.split(delimiter, column + 1);
  return withPlainSpaces((cells[column] ?? "").normalize("NFC").replaceAll(/[\u200b\ufeff]/g, ""));
}

function withPlainSpaces(text: string): string {
  return text.replaceAll(/[\s\u200b\ufeff]+/g, " ").trim();
}

/** A header name without regard to case, spaces, underscores and hyphens. */
export function headerKey(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[\s_\-\u200b\ufeff]/g, "");
}

/** Two columns of one name cannot be told apart. */
export function duplicateHeaders(file: string, names: readonly string[]): InputProblem[] {
  const first = new Map<string, number>();
  const problems: InputProblem[] = [];
  for (const [index, name] of names.entries()) {
    const key = headerKey(name);
    const earlier = first.get(key);
    if (key === "") continue;
    if (earlier === undefined) first.set(key, index);
    else {
      const message = `columns ${earlier + 1} and ${index + 1} have the same name; rename or remove one`;
      problems.push({ file, line: 1, column: name, message });
    }
  }
  return problems;
}
