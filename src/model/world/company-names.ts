import { substream } from "../numerics/substream.js";
import { foldedLetters } from "../words/folded-letters.js";
import type { Company } from "./company.js";
import type { Random } from "./draw.js";
import { drawOne, drawWeighted } from "./draw.js";
import { INDUSTRIES } from "./industries.js";

/** What a company is called. */
export interface CompanyName {
  readonly name: string;
  readonly legalForm: string;
  /** Under the reserved top level "example", so that it belongs to nobody; unique in the world. */
  readonly domain: string;
}

/** Lower-case ASCII letters and digits, joined by hyphens. */
function slug(text: string): string {
  return foldedLetters(text)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function drawBaseName(random: Random, company: Company): string {
  const { surnames, stems } = company.market;
  const words = INDUSTRIES.find((industry) => industry.name === company.industry)?.words ?? ["Group"];
  const shape = drawWeighted(random, [
    ["surname", 4],
    ["stem", 4],
    ["pair", 2],
    ["stem and surname", 2],
  ]);
  if (shape === "surname") return `${drawOne(random, surnames)} ${drawOne(random, words)}`;
  if (shape === "stem") return `${drawOne(random, stems)}${drawOne(random, words).toLowerCase()}`;
  if (shape === "pair") return `${drawOne(random, surnames)} & ${drawOne(random, surnames)}`;
  return `${drawOne(random, stems)} ${drawOne(random, surnames)} ${drawOne(random, words)}`;
}

/**
 * Names companies in the order in which they are asked for; no two share a domain, hence none a name.
 * A taken name is told apart by its city, then by a number, as companies do.
 */
export function companyNamer(seed: number): (company: Company) => CompanyName {
  const taken = new Set<string>();
  return (company) => {
    const random = substream(seed, `name ${company.index}`);
    const base = drawBaseName(random, company);
    const candidates = [base, drawBaseName(random, company), `${base} ${company.city}`];
    let name = candidates.find((candidate) => !taken.has(slug(candidate)));
    for (let number = 2; name === undefined; number++) {
      const numbered = `${base} ${company.city} ${number}`;
      if (!taken.has(slug(numbered))) name = numbered;
    }
    taken.add(slug(name));
    return { name, legalForm: drawOne(random, company.market.legalForms), domain: `${slug(name)}.example` };
  };
}
