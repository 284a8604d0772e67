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

/** Names that two columns or more have, with their positions from 0: such columns cannot be told apart. */
export function doubledHeaders(names: readonly string[]): { name: string; positions: readonly number[] }[] {
  const positions = new Map<string, number[]>();
  for (const [index, name] of names.entries()) {
    const key = headerKey(name);
    if (key !== "") positions.set(key, [...(positions.get(key) ?? []), index]);
  }
  return [...positions.values()]
    .filter((found) => found.length > 1)
    .map((found) => ({ name: names[found.at(-1) ?? 0] ?? "", positions: found }));
}
