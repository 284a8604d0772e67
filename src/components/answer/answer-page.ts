import type { AnswerPage } from "../../data/published/answer.js";
import type { Report } from "../../data/published/report.js";
import { colour } from "../charts/palette.js";
import { shareBars } from "../charts/share-bars.js";
import { inReadersWords } from "../method/method-words.js";
import { element } from "../page/element.js";
import { emptyState } from "../page/empty-state.js";
import { pageLink } from "../page/page-link.js";
import { stat, stats } from "../page/stat.js";
import { formatter } from "../words/format.js";
import { answerHeadline, capacitySentence, icpSentences } from "./answer-sentences.js";
import { callNextTable } from "./call-next-table.js";
import { icpComparison } from "./icp-comparison.js";
import { marketAlertNote } from "./market-alert-note.js";
import { segmentStrip } from "./segment-strip.js";

/** The headline sentence and what it rests on. */
export function answerLede(answer: AnswerPage, report: Report): HTMLElement {
  const { before, rule, after } = answerHeadline(answer, report);
  const named = rule === null ? null : element`<span class="bw-proposed">${rule}</span>`;
  const rest = icpSentences(answer, report).join(" ");
  return element`<div><p class="bw-lede">${before}${named}${after}</p>${
    rest ? element`<p class="bw-standfirst">${rest}</p>` : null
  }${marketAlertNote(answer.alert)}</div>`;
}

/** What the headline rests on: the profiles compared, or, without any, what clients are worth and why there is none. */
export function answerEvidence(answer: AnswerPage, report: Report): HTMLElement {
  if (answer.icp?.proposed || answer.icp?.current) return icpComparison(answer, report);
  const missing = answer.icpNotReady === null ? null : emptyState({ reason: answer.icpNotReady, report });
  return element`<div>${answerStats(answer, report)}${missing}</div>`;
}

function answerStats(answer: AnswerPage, report: Report): HTMLElement {
  const f = formatter(report);
  const { totalClv, residual } = answer;
  return stats(
    stat({
      label: `Lifetime value of ${f.count(answer.clients)} clients`,
      value: f.moneyTotal(totalClv.value),
      interval: `80%: ${f.moneyTotal(totalClv.low)} to ${f.moneyTotal(totalClv.high)}`,
    }),
    stat({ label: "Mean of a client", value: f.moneyShort(answer.meanClv) }),
    stat({
      label: `Expected, next ${f.count(report.horizonMonths)} months`,
      value: f.moneyTotal(residual.value),
      interval: `80%: ${f.moneyTotal(residual.low)} to ${f.moneyTotal(residual.high)}`,
    }),
  );
}

/** Whom to call next, with what the list that the team can work holds; or why there is no list. */
export function callNextSection(answer: AnswerPage, report: Report): HTMLElement {
  if (answer.prospectsNotReady !== null) return emptyState({ reason: answer.prospectsNotReady, report });
  if (answer.callNext.length === 0) {
    return emptyState({ reason: "No prospect is left to call: all are excluded.", report });
  }
  return element`<div>${capacityLine(answer, report)}${callNextTable(answer, report)}<p>The order is by ${answer.rankedBy}. <a href=${pageLink("prospects")}>All prospects, with why each scores</a>, can be filtered, sorted and taken back into the CRM.</p></div>`;
}

/** The segments of high-value clients in one bar; or that there are none. */
export function segmentSection(answer: AnswerPage, report: Report): HTMLElement {
  if (answer.segments.length > 0) return segmentStrip(answer, report);
  return emptyState({
    reason: "High-value clients do not fall into segments that hold, or too little is known of them.",
    report,
  });
}

/** Where more is said of segments and profile; null where nothing is known of clients before they buy, and both are empty. */
export function furtherReading(answer: AnswerPage): HTMLElement | null {
  if (answer.icpNotReady !== null) return null;
  const kinds =
    answer.segments.length > 0 ? "What sets each of them apart" : "Why they are of no particular kinds";
  const profile = answer.icp?.proposed
    ? "how the profile was found, and what it replaces,"
    : "why no new profile is named";
  return element`<p>${kinds} is on the page of <a href=${pageLink("segments")}>segments</a>; ${profile} is on the page of the <a href=${pageLink("icp")}>ideal customer profile</a>.</p>`;
}

/** What the list that the team can work holds. */
function capacityLine(answer: AnswerPage, report: Report): HTMLElement | null {
  const sentence = capacitySentence(answer, report);
  if (!answer.capacity || sentence === null) return null;
  const { shareOfProspects, shareOfExpectedValue } = answer.capacity;
  const bars = shareBars(
    [
      { label: "of the list", share: shareOfProspects, colour: colour.context },
      {
        label: "of its value before the cost of winning",
        share: shareOfExpectedValue,
        colour: colour.accent,
      },
    ],
    report,
  );
  return element`<div><p class="bw-standfirst">${sentence}</p>${bars}</div>`;
}

/** How sure we are, in sentences, each with the page that shows it. */
export function confidenceList(answer: AnswerPage, report: Report): HTMLElement {
  const f = formatter(report);
  const items = answer.confidence.map(
    ({ topic, sentence, page }) =>
      element`<div class="bw-confidence-item"><dt>${topic}</dt><dd>${inReadersWords(sentence, f)} <a href=${pageLink(page)}>See ${pageName(page)}</a></dd></div>`,
  );
  return element`<dl class="bw-confidence">${items}</dl>`;
}

const PAGE_NAMES: Readonly<Record<string, string>> = {
  icp: "the profile",
  method: "the method",
  prospects: "the prospects",
  quality: "the inputs",
  segments: "the segments",
  value: "client value",
};

function pageName(page: string): string {
  const path = page.replace(/^[./]+/, "");
  return PAGE_NAMES[path] ?? path;
}
