import type { AnswerData } from "./answer-data.js";
import { answerHeadline, capacitySentence, icpSentences } from "./answer-sentences.js";
import { element } from "./element.js";
import { colour } from "./palette.js";
import type { ReportFacts } from "./report-facts.js";
import { shareBars } from "./share-bars.js";

/** The headline sentence and what it rests on. */
export function answerLede(answer: AnswerData, report: ReportFacts): HTMLElement {
  const { before, rule, after } = answerHeadline(answer, report);
  const named = rule === null ? null : element`<span class="bw-proposed">${rule}</span>`;
  const rest = icpSentences(answer, report).join(" ");
  return element`<div><p class="bw-lede">${before}${named}${after}</p>${
    rest ? element`<p class="bw-standfirst">${rest}</p>` : null
  }</div>`;
}

/** What the list that the team can work holds. */
export function capacityLine(answer: AnswerData, report: ReportFacts): HTMLElement | null {
  const sentence = capacitySentence(answer, report);
  if (!answer.capacity || sentence === null) return null;
  const { shareOfProspects, shareOfExpectedValue } = answer.capacity;
  const bars = shareBars(
    [
      { label: "of the list", share: shareOfProspects, colour: colour.context },
      { label: "of its expected value", share: shareOfExpectedValue, colour: colour.accent },
    ],
    report,
  );
  return element`<div><p class="bw-standfirst">${sentence}</p>${bars}</div>`;
}

/** How sure we are, in sentences, each with the page that shows it. */
export function confidenceList(answer: AnswerData): HTMLElement {
  const items = answer.confidence.map(
    ({ topic, sentence, page }) =>
      element`<div class="bw-confidence-item"><dt>${topic}</dt><dd>${sentence} <a href=${`./${page.replace(/^[./]+/, "")}`}>See ${pageName(page)}</a></dd></div>`,
  );
  return element`<dl class="bw-confidence">${items}</dl>`;
}

function pageName(page: string): string {
  const name = page.replace(/^[./]+/, "");
  return name === "" ? "the answer" : name === "icp" ? "the profile" : name;
}
