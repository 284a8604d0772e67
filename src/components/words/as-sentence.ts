import { sentenceCase, withoutFullStop } from "./wording.js";

/** A clause of the analysis as a sentence of its own: a large first letter, a full stop; "" stays "". */
export function asSentence(clause: string): string {
  const text = withoutFullStop(clause);
  return text === "" ? "" : `${sentenceCase(text)}.`;
}
