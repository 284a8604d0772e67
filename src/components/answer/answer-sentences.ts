import type { AnswerPage, RuleBrief, SegmentBrief } from "../../data/published/answer.js";
import type { Interval } from "../../data/published/common.js";
import { gainsAndLossesInWords } from "../value/gains-and-losses-sentence.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { asSentence, counted, fieldInWords, sentenceCase, withoutFullStop } from "../words/wording.js";
import { worthAgainstAverage, worthAgainstAverageWithin } from "../words/worth-against-average.js";

/** The headline of the answer, in parts, so that the rule can be set in its colour. */
export function answerHeadline(
  answer: AnswerPage,
  report: MoneyFacts,
): { readonly before: string; readonly rule: string | null; readonly after: string } {
  const f = formatter(report);
  const { clients, value } = answer.topShare;
  const held =
    value === null
      ? `${gainsAndLossesInWords(answer.gainsAndLosses, f)} of lifetime value`
      : `The top ${f.percent(clients)} of clients hold ${f.percent(value)} of lifetime value`;
  const proposed = answer.icp?.proposed;
  if (proposed) {
    return {
      before: `${held}. Look for more like ${value === null ? "the best" : "them"}: `,
      rule: withoutFullStop(proposed.sentence),
      after: ".",
    };
  }
  const after =
    answer.icp === null
      ? "."
      : ", but nothing that is known before the sale tells the best apart for certain.";
  return { before: held, rule: null, after };
}

/** What the proposed and the current ICP are worth, with their intervals. */
export function icpSentences(answer: AnswerPage, report: MoneyFacts): readonly string[] {
  const f = formatter(report);
  if (!answer.icp) return [];
  const { proposed, current, reason } = answer.icp;
  const worth = (rule: RuleBrief) => {
    const { value, low, high } = f.multipleParts(rule.lift);
    return answer.hasMultiples
      ? `${value} the average client (80% interval ${low} to ${high})`
      : `${worthAgainstAverageWithin(rule, false, f)} (80% interval)`;
  };
  const sentences = proposed
    ? [`Such clients are worth ${worth(proposed)}, measured on clients that did not choose the rule.`]
    : [asSentence(reason)];
  if (proposed && current && proposed.sentence === current.sentence) {
    sentences.push("That is today’s profile: the data confirm it.");
  } else if (current) {
    sentences.push(
      `Today’s profile, ${withoutFullStop(current.sentence)}, brings clients worth ${worth(current)}.`,
    );
  }
  return sentences;
}

/** The finding of the chart that compares the profiles. */
export function comparisonTitle(answer: AnswerPage, report: MoneyFacts): string {
  const f = formatter(report);
  const { proposed, current } = answer.icp ?? {};
  const holds = (rule: RuleBrief) =>
    `${f.percent(rule.shareOfClients)} of clients${rule.shareOfClv === null ? "" : ` and ${f.percent(rule.shareOfClv)} of their value`}`;
  const worth = (rule: RuleBrief) => worthAgainstAverage(rule, answer.hasMultiples, f);
  if (proposed && current) {
    return `A client of the proposed profile is worth ${worth(proposed)}; of today’s, ${worth(current)}`;
  }
  if (proposed) return `A client of the proposed profile is worth ${worth(proposed)}`;
  if (current) return `Today’s profile is ${holds(current)}`;
  return `The average client is worth ${f.moneyShort(answer.meanClv)}`;
}

/** The finding over the list of whom to call. */
export function callNextTitle(answer: AnswerPage, report: MoneyFacts): string {
  const f = formatter(report);
  const n = answer.callNext.length;
  const mean = answer.callNext.reduce((sum, row) => sum + row.expectedClv, 0) / Math.max(1, n);
  const ratio = mean / answer.meanClv;
  if (!answer.tellsApart) return `No prospect stands out: any would bring about ${f.moneyShort(mean)} if won`;
  const first = n === 1 ? "The first prospect" : `The first ${counted(n, "prospect")}`;
  return `${first} would bring ${f.moneyShort(mean)} each if won, ${worthAgainstAverage({ lift: sure(ratio), difference: sure(mean - answer.meanClv) }, answer.hasMultiples, f)}`;
}

function sure(value: number): Interval {
  return { value, low: value, high: value };
}

/** What the accounts that the team can work hold, against what chance would. */
export function capacitySentence(answer: AnswerPage, report: MoneyFacts): string | null {
  if (!answer.capacity) return null;
  const f = formatter(report);
  const { accounts, shareOfProspects, shareOfExpectedValue } = answer.capacity;
  return `The ${f.count(accounts)} accounts you can work are ${f.percent(shareOfProspects, shareOfProspects < 0.1 ? 1 : 0)} of the list and hold ${f.percent(shareOfExpectedValue)} of its value before the cost of winning; picked by chance they would hold ${f.percent(shareOfProspects, shareOfProspects < 0.1 ? 1 : 0)}.`;
}

/** The finding over the segments: which brings most beyond its share of clients, and how much all of them hold. */
export function segmentsTitle(answer: AnswerPage, report: MoneyFacts): string {
  const f = formatter(report);
  const clientShare = (segment: SegmentBrief) => segment.clients / answer.clients;
  const shared = answer.segments.flatMap((segment) =>
    segment.shareOfClv === null ? [] : [{ ...segment, shareOfClv: segment.shareOfClv }],
  );
  const held = shared.reduce((sum, segment) => sum + segment.shareOfClv, 0);
  const [strongest] = [...shared].sort(
    (a, b) => b.shareOfClv - clientShare(b) - (a.shareOfClv - clientShare(a)),
  );
  const [best] = [...answer.segments].sort((a, b) => b.meanClv - a.meanClv);
  const n = answer.segments.length;
  if (best && strongest === undefined) {
    const [least] = [...answer.segments].sort((a, b) => a.totalClv - b.totalClv);
    const loses =
      least && least.totalClv < 0 ? `; “${least.name}” loses ${f.moneyTotal(-least.totalClv)}` : "";
    const verb = best.totalClv < 0 ? "loses" : "brings";
    return `“${best.name}” ${verb} ${f.moneyTotal(Math.abs(best.totalClv))} with ${f.percent(clientShare(best))} of clients${least === best ? "" : loses}`;
  }
  if (strongest && held > 0.995) {
    return `“${strongest.name}” brings ${f.percent(strongest.shareOfClv)} of lifetime value with ${f.percent(clientShare(strongest))} of clients`;
  }
  const named = best ? `; the best are worth ${f.moneyShort(best.meanClv)} each` : "";
  return `${sentenceCase(counted(n, "segment"))} ${n === 1 ? "holds" : "hold"} ${f.percent(held)} of lifetime value${named}`;
}

/** An account's strongest reasons in words: "industry Machinery (worth 1.6×)". */
export function reasonsInWords(
  reasons: AnswerPage["callNext"][number]["reasons"],
  report: MoneyFacts,
  most = 3,
): string {
  const f = formatter(report);
  return [...reasons]
    .sort((a, b) => Math.abs(Math.log(b.multiplier)) - Math.abs(Math.log(a.multiplier)))
    .slice(0, most)
    .map(({ field, value, multiplier, part }) => {
      const effect =
        part === "value" ? `worth ${f.multiple(multiplier)}` : `${f.multiple(multiplier)} as easy to win`;
      return `${fieldInWords(field)} ${value} (${effect})`;
    })
    .join("; ");
}
