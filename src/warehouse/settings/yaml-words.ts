const PLAIN_WORD = /^\p{L}[\p{L}\d _()./-]*$/u;
const READ_AS_OTHER = /^(true|false|yes|no|on|off|y|n|null)$/i;

/** A text as it may stand between braces or brackets in targeting.yaml: quoted where it would be read as something else. */
export function yamlWord(word: string): string {
  return PLAIN_WORD.test(word) && !READ_AS_OTHER.test(word) ? word : JSON.stringify(word);
}

/** A list of values of cells in one line: all in quotes, by which what an audience may not see is told from words of our own. */
export function yamlWords(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}
