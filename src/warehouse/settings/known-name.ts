import { headerKey } from "../read/header.js";

/** A field by the name that the files have for it, compared as headers are; the name itself where they have none. */
export function knownName(known: readonly string[], name: string): string {
  const key = headerKey(name);
  return known.find((each) => headerKey(each) === key) ?? name;
}
