import { getDomain } from "tldts";
import { foldedLetters } from "../../words/folded-letters.js";
import { SHARED_DOMAINS } from "./shared-domains.js";

const LEGAL_FORMS: ReadonlySet<string> = new Set(
  (
    "gmbh mbh ag kg kgaa ohg ug gbr ev eg se co cokg company ltd limited plc llc llp lp inc incorporated corp " +
    "corporation sa sas sasu sarl eurl snc srl spa sapa sl slu bv nv vof cv bvba sprl ab as asa aps oy oyj spzoo zoo " +
    "sp z oo doo sro kft zrt nyrt ood ead pte pty"
  ).split(" "),
);

const PLAIN_WORDS = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;
const PLAIN_HOST = /^[a-z0-9.-]+$/;

/** The registrable domain of an address, mail or web; null when unknown or shared by many companies. */
export function companyDomain(address: string | null): string | null {
  if (address === null) return null;
  const domain = getDomain(address.trim().toLowerCase());
  return domain === null || SHARED_DOMAINS.has(domain) ? null : domain;
}

/** Whether the registrable domain of an address is among some (see `companyDomain`). */
export function hasDomain(domains: ReadonlySet<string>, address: string | null): boolean {
  if (address === null || domains.size === 0) return false;
  if (PLAIN_HOST.test(address)) {
    // A registrable domain is the end of its host: where no end is among them, nothing has to be looked up.
    let start = 0;
    while (start < address.length && !domains.has(address.slice(start))) {
      const dot = address.indexOf(".", start);
      start = dot < 0 ? address.length : dot + 1;
    }
    if (start === address.length && !address.endsWith(".")) return false;
  }
  return domains.has(companyDomain(address) ?? "");
}

/** The name without accents, case, punctuation and legal form: "Müller & Söhne GmbH" → "muller and sohne". */
export function companyNameKey(name: string): string {
  // Most names are plain, and at a million of them Unicode's tables take seconds.
  const words = PLAIN_WORDS.test(name) ? name.toLowerCase() : plainWords(name);
  let end = words.length;
  for (let start = words.lastIndexOf(" "); start > 0; start = words.lastIndexOf(" ", end - 1)) {
    const word = words.slice(start + 1, end);
    if (!LEGAL_FORMS.has(word) && !(word === "and" && end < words.length)) break;
    end = start;
  }
  return words.slice(0, end);
}

function plainWords(name: string): string {
  return foldedLetters(name)
    .replaceAll("&", " and ")
    .replace(/[.'’`]/g, "")
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== "")
    .join(" ");
}

/** Name key and country, where both are known: what must agree for two records to be one company. */
export function keyAndCountry(name: string, country: string | null): string | null {
  const place = country?.trim().toLowerCase() ?? "";
  return name === "" || place === "" ? null : `${name}|${place}`;
}
