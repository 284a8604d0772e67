const SPECIAL: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
};
const LETTERS = new RegExp(`[${Object.keys(SPECIAL).join("")}]`, "g");
const PLAIN = /^[\x20-\x7e]*$/;

/** Text in lower case without accents and with plain letters for special ones: "Møller Straße" → "moller strasse". */
export function foldedLetters(text: string): string {
  // Most text is plain, and at a million of names Unicode's tables take seconds.
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(LETTERS, (letter) => SPECIAL[letter] ?? letter);
}
