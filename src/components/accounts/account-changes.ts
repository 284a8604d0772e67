import type { AccountPage } from "../../data/published/account.js";
import type { Report } from "../../data/published/report.js";
import { element } from "../page/element.js";
import { changeSentences } from "./account-sentences.js";

/** What changed in the last year, and since the previous report. */
export function changeList(account: AccountPage, report: Report): HTMLElement {
  return element`<ul>${changeSentences(account, report).map((sentence) => element`<li>${sentence}</li>`)}</ul>`;
}
