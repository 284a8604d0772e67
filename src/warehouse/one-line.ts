const LONGEST = 2000;

/**
 * Text from a file as one line that a terminal shows and does not obey: control characters, line breaks and marks of
 * direction as their escapes, and cut after 2,000 characters.
 */
export function oneLine(text: string): string {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return shown.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
