import { listInWords } from "../words/list-in-words.js";
import { type Decision, said } from "./decision.js";

interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

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
 * of its lift does not lie below 1, or no prospect is of that kind.
 */
export function stopDecision(
  avoid: {
    readonly sentence: string;
    readonly lift: Interval;
    readonly prospects: number;
  } | null,
): Decision | null {
  if (avoid === null || !(avoid.lift.high < 1) || avoid.prospects === 0) return null;
  return {
    topic: "Stop",
    parts: said`Stop pursuing ${plain(avoid.sentence)}: such clients are worth ${{ multiple: avoid.lift.value }} the average, and ${{ count: avoid.prospects }} prospects are of that kind.`,
    page: "icp",
    evidence: "whom to avoid",
  };
}

/** Today's profile where its clients are surely worth less than those of the proposed one. Null where they may not be. */
export function profileDecision(
  current: { readonly sentence: string; readonly lift: Interval } | null,
  proposed: { readonly sentence: string; readonly lift: Interval } | null,
): Decision | null {
  if (current === null || proposed === null || !(current.lift.high < proposed.lift.low)) return null;
  return {
    topic: "Retarget",
    parts: said`Replace today’s profile: its clients are worth ${{ multiple: current.lift.value }} the average, those of the proposed one ${{ multiple: proposed.lift.value }}.`,
    page: "icp",
    evidence: "both profiles",
  };
}

/** Open deals by lifetime value instead of by amount. Null where that changes nothing, or may well lose. */
export function pipelineDecision(
  pipeline: {
    readonly first: number;
    readonly exchanged: number;
    readonly gain: Interval;
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
