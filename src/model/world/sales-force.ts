import { substream } from "../numerics/substream.js";
import type { Random } from "./draw.js";
import { drawOne, drawWeighted } from "./draw.js";
import { HOME_COUNTRY, MARKETS } from "./markets.js";

/** A seller; the first of the list is the hunter. */
export interface Rep {
  readonly name: string;
  readonly territory: string;
}

export interface SalesForce {
  readonly reps: readonly Rep[];
  /** Who looks after clients once won. */
  readonly successOwners: readonly string[];
}

/** The rep who meets quota with clients that leave: share of all deals, and log-odds of leaving that its deals add. */
export const HUNTER = { share: 0.14, leavingShift: 1.2 } as const;

const FIRST_NAMES = [
  ...[
    "Mirela",
    "Jonas",
    "Zofia",
    "Émile",
    "Agnes",
    "Søren",
    "Ines",
    "Tobias",
    "Hanneke",
    "Rafał",
    "Clara",
    "Björn",
  ],
  ...[
    "Odile",
    "Marten",
    "Freya",
    "Lukas",
    "Amélie",
    "Gareth",
    "Katja",
    "Piotr",
    "Saskia",
    "Nils",
    "Helen",
    "Anton",
  ],
];
const LAST_NAMES = [
  ...["Adler", "Vermeer", "Nowicka", "Rivière", "Stahl", "Kjeldsen", "Moreau", "Winkler", "Dekker", "Zawada"],
  ...["Hartley", "Ågren", "Fontaine", "Bosch", "Lind", "Sommer", "Perrin", "Whitcombe", "Orłowska", "Falk"],
];

function territories(): readonly string[] {
  const all = MARKETS.flatMap(({ cities, country }) => {
    const own = [...new Set(Object.values(cities))];
    return country === HOME_COUNTRY ? [...own, ...own] : own;
  });
  return all;
}

/** One person's name, not yet in `taken` as long as names last. */
function drawPerson(random: Random, taken: Set<string>): string {
  let name = `${drawOne(random, FIRST_NAMES)} ${drawOne(random, LAST_NAMES)}`;
  for (let tries = 0; taken.has(name) && tries < 50; tries++) {
    name = `${drawOne(random, FIRST_NAMES)} ${drawOne(random, LAST_NAMES)}`;
  }
  taken.add(name);
  return name;
}

/** The people of a vendor with that many clients: a rep for about 42 of them. */
export function hireSalesForce(seed: number, clients: number): SalesForce {
  const random = substream(seed, "people");
  const taken = new Set<string>();
  const patches = territories();
  const reps = Array.from({ length: Math.min(60, Math.max(4, Math.round(clients / 42))) }, (_, index) => ({
    name: drawPerson(random, taken),
    territory: patches[index % patches.length] ?? "",
  }));
  return { reps, successOwners: Array.from({ length: 6 }, () => drawPerson(random, taken)) };
}

/** Who sells to a company of that territory; index into `reps`, 0 the hunter, who sells everywhere. */
export function drawSeller(random: Random, { reps }: SalesForce, territory: string): number {
  if (random() < HUNTER.share) return 0;
  return drawWeighted(
    random,
    reps.slice(1).map((rep, index) => [index + 1, rep.territory === territory ? 6 : 1]),
  );
}
