/** A number within a sentence, put into words in the locale and currency of the report. */
export type Figure =
  | { readonly money: number }
  /** To three digits, where sums are to close. */
  | { readonly moneyTotal: number }
  | { readonly percent: number }
  | { readonly count: number }
  | { readonly multiple: number };

/** Something that a leader can do, in one sentence, and the page with its evidence. */
export interface Decision {
  /** What it is about, in two or three words. */
  readonly topic: string;
  /** The sentence in parts. */
  readonly parts: readonly (string | Figure)[];
  /** Path of the page with the evidence, from the root: "accounts". */
  readonly page: string;
  /** What is found there: "the key accounts". */
  readonly evidence: string;
  /** Where the accounts that it speaks of stand by name, and what that is: "these prospects". */
  readonly list?: {
    readonly page: string;
    readonly query: Readonly<Record<string, string>>;
    readonly words: string;
  };
}

const MOST = 5;

/** The first five decisions that can be taken, in the order of their weight; null: its data are not there. */
export function chooseDecisions(candidates: readonly (Decision | null)[]): Decision[] {
  return candidates.filter((one) => one !== null).slice(0, MOST);
}

/** Parts of a sentence from a template; parts within parts are set in. */
export function said(
  texts: TemplateStringsArray,
  ...figures: readonly (string | Figure | readonly (string | Figure)[])[]
): (string | Figure)[] {
  const parts: (string | Figure)[] = [];
  const add = (part: string | Figure) => {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else if (part !== "") parts.push(part);
  };
  texts.forEach((text, at) => {
    add(text);
    for (const figure of [figures[at] ?? ""].flat()) add(figure);
  });
  return parts;
}
