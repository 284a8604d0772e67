/** Latin letters that the files of Western European ones lack, such as ł and ő, and signs of currencies but the euro's. */
const FURTHER_LETTERS =
  "U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0";

/**
 * The rules that declare the report's two typefaces, which ship with it, in two files each. `folder` is where they lie,
 * as whoever holds the rules writes it.
 */
export function fontFaces(folder: string): string[] {
  const face = (family: string, file: string, range = "") =>
    `@font-face { font-family: "${family}"; src: url("${folder}/${file}.woff2") format("woff2"); font-weight: 200 900; font-display: swap;${range} }`;
  // The later face of a family goes before for the letters of its range, and is fetched on pages that have one.
  return ["serif", "sans"].flatMap((name) => {
    const family = name === "serif" ? "Bellwether Serif" : "Bellwether Sans";
    return [face(family, name), face(family, `${name}-ext`, ` unicode-range: ${FURTHER_LETTERS};`)];
  });
}
