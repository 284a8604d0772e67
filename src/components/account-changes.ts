import type { AccountData } from "./account-data.js";
import { changeSentences } from "./account-sentences.js";
import { element } from "./element.js";
import type { ReportFacts } from "./report-facts.js";

/** What changed in the last year, and since the previous report. */
export function changeList(account: AccountData, report: ReportFacts): HTMLElement {
  return element`<ul>${changeSentences(account, report).map((sentence) => element`<li>${sentence}</li>`)}</ul>`;
}
