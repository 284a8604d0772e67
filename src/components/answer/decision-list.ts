import type { Decision, Figure } from "../../model/decisions/decision.js";
import { element } from "../page/element.js";
import { pageLink } from "../page/page-link.js";
import { formatter, type MoneyFacts } from "../words/format.js";

/** What to do, each with the page that bears it out. */
export function decisionList(decisions: readonly Decision[], report: MoneyFacts): HTMLElement | null {
  if (decisions.length === 0) return null;
  const items = decisions.map(
    (decision) =>
      element`<li class="bw-decision"><strong>${decision.topic}</strong><span>${decisionSentence(decision, report)} <a href=${pageLink(decision.page)}>See ${decision.evidence}</a>${listLink(decision)}</span></li>`,
  );
  return element`<ol class="bw-decisions">${items}</ol>`;
}

function listLink({ list }: Decision): HTMLElement | string {
  return list ? element`<span> · <a href=${pageLink(list.page, list.query)}>${list.words}</a></span>` : "";
}

/** The sentence with its numbers in the report's locale and currency. */
export function decisionSentence({ parts }: Pick<Decision, "parts">, report: MoneyFacts): string {
  return parts.map((part) => (typeof part === "string" ? part : figureInWords(part, report))).join("");
}

function figureInWords(figure: Figure, report: MoneyFacts): string {
  const f = formatter(report);
  if ("money" in figure) return f.moneyShort(figure.money);
  if ("moneyTotal" in figure) return f.moneyTotal(figure.moneyTotal);
  if ("percent" in figure) return f.percent(figure.percent, figure.percent < 0.1 ? 1 : 0);
  return "count" in figure ? f.count(figure.count) : f.multiple(figure.multiple);
}
