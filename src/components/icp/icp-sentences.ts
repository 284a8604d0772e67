import type { IcpPage, IndexedLevel, PublishedRule } from "../../data/published/icp.js";
import type { Rule } from "../../model/icp/rule.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { pageLink } from "../page/page-link.js";
import type { Formatter } from "../words/format.js";
import { counted, fieldInWords, sentenceCase, withoutFullStop } from "../words/wording.js";
import { worthAgainstAverage, worthAgainstAverageWithin } from "../words/worth-against-average.js";

type SearchedRule = NonNullable<IcpPage["proposed"]>;

/** The answer of the page; `rule` is the proposed profile in words, null when there is none. */
export function icpAnswer(
  icp: Pick<IcpPage, "current" | "proposed" | "hasMultiples">,
  f: Formatter,
): { readonly rule: string | null; readonly after: string } {
  const { current, proposed, hasMultiples } = icp;
  if (proposed) {
    const isToday = current?.sentence === proposed.sentence;
    const today = isToday
      ? "; that is today’s profile, and the data confirm it"
      : current
        ? `; those that fit today’s profile, ${hasMultiples ? f.multiple(current.lift.value) : worthAgainstAverage(current, false, f)}`
        : "";
    const after = ` are worth ${worthAgainstAverageWithin(proposed, hasMultiples, f)}${today}.`;
    return { rule: withoutFullStop(proposed.sentence), after };
  }
  const today = current
    ? ` Clients that fit today’s are worth ${worthAgainstAverageWithin(current, hasMultiples, f)}.`
    : "";
  return { rule: null, after: `The data do not support a new profile.${today}` };
}

/** Whom to stop pursuing, by the same standard; or that nobody stands out. */
export function avoidSentence(icp: IcpPage, f: Formatter): string {
  if (!icp.avoid) return "No kind of client is surely worth so little that it should be avoided.";
  const { avoid } = icp;
  const cut =
    avoid.prospects === null || avoid.shareOfProspects === null
      ? ""
      : `; ${f.count(avoid.prospects)} prospects (${f.percent(avoid.shareOfProspects)}) fit that description`;
  return `${withoutFullStop(avoid.sentence)} are worth ${worthAgainstAverageWithin(avoid, icp.hasMultiples, f)}${cut}.`;
}

/** The address of the prospects of the kind to avoid, by name; null where there are none. */
export function avoidedAddress({ avoid }: Pick<IcpPage, "avoid">): string | null {
  if (avoid === null || avoid.prospects === 0) return null;
  return pageLink("prospects", { avoid: "yes", within: "false" });
}

/** That other rules would do as well, and why their lift is struck out. */
export function alternativesSentence(icp: Pick<IcpPage, "alternatives">, f: Formatter): string {
  const { length } = icp.alternatives;
  if (length === 0) return "";
  return `${sentenceCase(counted(length, "other profile", f.count))} would do as well within the error; their lift is struck out, because it is measured on the clients that chose them.`;
}

/** What the move means for the list to work. */
export function changeSentence(icp: IcpPage, f: Formatter): string {
  if (!icp.change)
    return icp.proposed
      ? "Set currentIcp in targeting.yaml to see who would enter the target and who would leave it."
      : "Without a new profile nobody enters or leaves the target.";
  const { prospects: enter } = icp.change.enter;
  const { prospects: leave } = icp.change.leave;
  const { prospects: stay } = icp.change.stay;
  if (enter === null || leave === null || stay === null)
    return "What the move means for the list to work is not known: there is no prospects.csv.";
  const after = stay + enter;
  const before = stay + leave;
  if (leave === 0 && enter === 0) return `The target stays as it is: ${f.count(after)} prospects.`;
  const moves = `${f.count(leave)} leave it, ${f.count(enter)} enter`;
  if (after === before) return `The target keeps its ${f.count(after)} prospects in number: ${moves}.`;
  return `The target ${after < before ? "shrinks" : "grows"} from ${f.count(before)} to ${f.count(after)} prospects: ${moves}.`;
}

/** Mean CLV of a searched rule's clients as its lift on clients that did not choose it has it. */
export function meanOutside(
  { lift }: Pick<PublishedRule, "lift">,
  { meanClv }: Pick<IcpPage, "meanClv">,
): number {
  return lift.value * meanClv;
}

/** The finding of the yardstick chart. */
export function yardstickTitle(icp: IcpPage, f: Formatter): string {
  const hold = (rule: PublishedRule) =>
    rule.shareOfClv === null
      ? `${f.percent(rule.shareOfClients)} of clients`
      : `${f.percent(rule.shareOfClv)} of lifetime value in ${f.percent(rule.shareOfClients)} of clients`;
  if (icp.proposed && !icp.current && icp.proposed.shareOfClv === null)
    return `The proposed profile fits ${f.percent(icp.proposed.shareOfClients)} of clients`;
  if (icp.proposed && icp.current)
    return `Among the clients that chose it, the proposed profile holds ${hold(icp.proposed)}; today’s, ${hold(icp.current)}`;
  if (icp.proposed)
    return `Among the clients that chose it, the proposed profile holds ${hold(icp.proposed)}`;
  return icp.current
    ? `Today’s profile holds ${hold(icp.current)}`
    : "Neither a current nor a proposed profile";
}

/** How far the lift on the choosing clients overstates, in words. */
export function optimismSentence(
  rule: SearchedRule,
  icp: Pick<IcpPage, "meanClv" | "hasMultiples">,
  f: Formatter,
): string {
  if (!icp.hasMultiples)
    return `On the very clients that chose the rule they look like ${f.moneyShort(rule.meanClv)} each; on clients that had no say they are worth ${worthAgainstAverageWithin(rule, false, f)}, and that is the number to plan with.`;
  return `On the very clients that chose the rule it looks like ${f.multiple(rule.apparentLift)}; on clients that had no say it is ${f.multipleInterval(rule.lift)}, and that is the number to plan with.`;
}

/** The finding of the change chart. */
export function changeTitle(icp: IcpPage, f: Formatter): string {
  if (!icp.change) return "";
  const { enter, leave, stay } = icp.change;
  return `${f.count(leave.clients)} clients leave the target, ${f.count(enter.clients)} enter, ${f.count(stay.clients)} stay`;
}

/** The finding of the index chart. */
export function levelsTitle(
  levels: readonly IndexedLevel[],
  highValueShare: string,
  about = "known before the sale",
): string {
  const over = levels.filter(({ clear, index }) => clear && index.value > 1);
  if (over.length === 0) return `Nothing ${about} sets the best ${highValueShare} of clients clearly apart`;
  const [first, second] = byDistance(over);
  const traits = [first, second].flatMap((row) => (row ? [`${row.level} (${fieldInWords(row.field)})`] : []));
  return `Clearly more common among the best ${highValueShare} of clients: ${listInWords(traits)}`;
}

/** Levels by how far their index lies from 1, clear ones first. */
export function byDistance(levels: readonly IndexedLevel[]): readonly IndexedLevel[] {
  const distance = ({ index }: IndexedLevel) => Math.abs(Math.log(Math.max(index.value, 0.05)));
  return [...levels].sort((a, b) => Number(b.clear) - Number(a.clear) || distance(b) - distance(a));
}

/** The rule in the form that the settings take as `currentIcp` (JSON is YAML as well). */
export function ruleForSettings(rule: Rule): string {
  return `currentIcp: ${JSON.stringify({ all: rule.all })}`;
}
