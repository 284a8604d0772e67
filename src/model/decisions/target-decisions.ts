import type { Estimate } from "../numerics/interval.js";
import { listInWords } from "../words/list-in-words.js";
import { type Decision, type Figure, said } from "./decision.js";

/** Whom to pursue: the accounts that the team can work, from the head of the list. Null without a list. */
export function pursueDecision(facts: {
  readonly first: readonly string[];
  readonly capacity: {
    readonly accounts: number;
    readonly shareOfProspects: number;
    readonly shareOfExpectedValue: number;
  } | null;
}): Decision | null {
  const { first, capacity } = facts;
  if (capacity === null || first.length === 0) return null;
  return {
    topic: "Pursue",
    parts: said`Work the first ${{ count: capacity.accounts }} accounts of the list, ${listInWords(first)} first: ${{ percent: capacity.shareOfExpectedValue }} of its value before the cost of winning lies in ${{ percent: capacity.shareOfProspects }} of it.`,
    page: "prospects",
    evidence: "the list",
  };
}

/**
 * Whom to stop pursuing: the kind of client that is surely worth less than the average one. Null where the interval
 * of its lift does not lie below 1 (of its difference below 0, where the mean is no unit), or no prospect is of that kind.
 */
export function stopDecision(
  avoid: {
    readonly sentence: string;
    readonly lift: Estimate;
    readonly difference: Estimate;
    readonly prospects: number | null;
  } | null,
  hasMultiples: boolean,
  onList: { readonly ranked: number; readonly listed: number; readonly first: number } | null,
): Decision | null {
  if (avoid === null || avoid.prospects === null || avoid.prospects === 0) return null;
  const isSure = hasMultiples ? avoid.lift.high < 1 : avoid.difference.high < 0;
  if (!isSure) return null;
  const worth = hasMultiples
    ? said`${{ multiple: avoid.lift.value }} the average`
    : said`${{ money: -avoid.difference.value }} less than the average`;
  return {
    topic: "Stop",
    parts: said`Stop pursuing ${plain(avoid.sentence)}: such clients are worth ${worth}, and ${{ count: avoid.prospects }} ${avoid.prospects === 1 ? "prospect is" : "prospects are"} of that kind.${listedOf(onList)}`,
    page: "icp",
    evidence: "whom to avoid",
    ...(onList !== null && onList.ranked > 0
      ? { list: { page: "prospects", query: { avoid: "yes", within: "false" }, words: "these prospects" } }
      : {}),
  };
}

/** That some are on the list all the same, and why that is no contradiction. */
function listedOf(onList: { readonly listed: number; readonly first: number } | null): (string | Figure)[] {
  if (onList === null || onList.listed === 0) return [];
  const { listed, first } = onList;
  return said` ${{ count: listed }} of them ${listed === 1 ? "is" : "are"} among the first ${{ count: first }} of the list all the same: ${listed === 1 ? "its" : "their"} own expected value, by all that is known, is high enough.`;
}

interface ComparedRule {
  readonly sentence: string;
  readonly lift: Estimate;
  readonly difference: Estimate;
}

/** Today's profile where its clients are surely worth less than those of the proposed one. Null where they may not be. */
export function profileDecision(
  current: ComparedRule | null,
  proposed: ComparedRule | null,
  hasMultiples: boolean,
): Decision | null {
  if (current === null || proposed === null) return null;
  const by = hasMultiples ? "lift" : "difference";
  if (!(current[by].high < proposed[by].low)) return null;
  const gap = proposed.difference.value - current.difference.value;
  const worth = hasMultiples
    ? said`its clients are worth ${{ multiple: current.lift.value }} the average, those of the proposed one ${{ multiple: proposed.lift.value }}`
    : said`clients of the proposed one are worth ${{ money: gap }} more each`;
  return {
    topic: "Retarget",
    parts: said`Replace today’s profile: ${worth}.`,
    page: "icp",
    evidence: "both profiles",
  };
}

/** Open deals by lifetime value instead of by amount. Null where that changes nothing, or may well lose. */
export function pipelineDecision(
  pipeline: {
    readonly first: number;
    readonly exchanged: number;
    readonly gain: Estimate;
  } | null,
): Decision | null {
  if (pipeline === null || pipeline.exchanged === 0 || !(pipeline.gain.low > 0)) return null;
  return {
    topic: "Reorder",
    parts: said`Work the open pipeline by lifetime value: ${{ count: pipeline.exchanged }} of the first ${{ count: pipeline.first }} accounts change, for ${{ money: pipeline.gain.value }} more (${{ money: pipeline.gain.low }} to ${{ money: pipeline.gain.high }}).`,
    page: "leads",
    evidence: "the pipeline",
  };
}

/** What the market says of the profile. Null where nothing does. */
export function marketDecision(alert: { readonly sentence: string } | null): Decision | null {
  return alert === null
    ? null
    : {
        topic: "Look again",
        parts: [alert.sentence],
        page: "market",
        evidence: "the market",
      };
}

function plain(sentence: string): string {
  return sentence
    .trim()
    .replace(/\.$/, "")
    .replace(/^Companies\b/, "companies");
}
