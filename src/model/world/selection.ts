import { shuffler } from "d3";
import { substream } from "../numerics/substream.js";
import { type Company, drawCompany } from "./company.js";
import type { WorldSize } from "./options.js";
import { pursuitProbability, winProbability } from "./win-drivers.js";

/** A company of the prospect list. */
export interface ProspectDraw {
  readonly company: Company;
  readonly standing: "untouched" | "lost" | "duplicate of a client";
}

/** The universe, split by what selling did to it. */
export interface Selection {
  readonly won: readonly Company[];
  /** Lost opportunities, with those that are still on the prospect list. */
  readonly lost: readonly Company[];
  readonly prospects: readonly ProspectDraw[];
}

/** Lost opportunities that stay on the prospect list: at most this share of it. */
const LOST_SHARE_OF_PROSPECTS = 0.15;
/** Clients that the prospect list holds again, at least two and at most a tenth of the list. */
const DUPLICATES_PER_CLIENT = 0.08;

/**
 * Draws companies until sales has won enough of them: each is pursued, and then won, by its own drivers.
 * Prospects are the rest of the same universe, with some lost deals and some clients listed again.
 */
export function selectBySelling({ seed, clients, prospects }: WorldSize): Selection {
  const won: Company[] = [];
  const lost: Company[] = [];
  const untouched: Company[] = [];
  const duplicates = Math.min(
    Math.floor(prospects / 10),
    clients,
    Math.max(2, Math.round(clients * DUPLICATES_PER_CLIENT)),
  );
  for (let index = 0; ; index++) {
    const keptLost = Math.min(lost.length, Math.floor(prospects * LOST_SHARE_OF_PROSPECTS));
    if (won.length === clients && untouched.length >= prospects - keptLost - duplicates) break;
    const company = drawCompany(seed, index);
    const random = substream(seed, `selling ${index}`);
    if (random() >= pursuitProbability(company)) {
      if (untouched.length < prospects) untouched.push(company);
    } else if (won.length < clients) {
      (random() < winProbability(company) ? won : lost).push(company);
    }
  }
  const keptLost = lost.slice(0, Math.floor(prospects * LOST_SHARE_OF_PROSPECTS));
  const list: ProspectDraw[] = [
    ...keptLost.map((company): ProspectDraw => ({ company, standing: "lost" })),
    ...won
      .slice(0, duplicates)
      .map((company): ProspectDraw => ({ company, standing: "duplicate of a client" })),
  ];
  for (const company of untouched.slice(0, prospects - list.length)) {
    list.push({ company, standing: "untouched" });
  }
  return { won, lost, prospects: shuffler(substream(seed, "prospect order"))(list) };
}
