/** What a command has to say when it is done: to a person, and to a program that asked for `--json`. */
export interface Outcome {
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Options that every command with an outcome takes. */
export interface OutputOptions {
  /** One JSON object on stdout, also on failure. */
  readonly json?: boolean;
  /** Nothing but errors. */
  readonly quiet?: boolean;
}

/**
 * Text that came in part from data, safe for a terminal: control characters and those that turn the direction of
 * writing are shown as their code.
 */
export function printable(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A word of a command that can be copied into a shell: in quotes, unless it is plain. */
export function shellWord(word: string): string {
  if (/^[\w./:@%+=,-]+$/.test(word)) return word;
  return process.platform === "win32" ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Says something to whoever runs the command. */
export function say(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}
