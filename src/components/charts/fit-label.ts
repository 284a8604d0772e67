/** Mean width of a letter over the size of its type; letters of the Far East are as wide as they are high. */
const LETTER = 0.56;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u;

/** About how wide a text is drawn, in pixels. */
export function labelWidth(text: string, fontSize: number): number {
  return [...text].reduce((width, letter) => width + fontSize * (WIDE.test(letter) ? 1 : LETTER), 0);
}

/** The text as far as it fits into so many pixels, an ellipsis in place of the rest. */
export function fitLabel(text: string, width: number, fontSize = 13): string {
  if (labelWidth(text, fontSize) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && labelWidth(`${letters.join("")}…`, fontSize) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** The text broken between words into lines that fit into so many pixels. */
export function wrapLabel(text: string, width: number, fontSize = 13): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && labelWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
