import type { IcpPage, PublishedRule } from "../../data/published/icp.js";
import { handBuiltRules } from "../../model/icp/hand-built-rule.js";
import { ruleSentence } from "../../model/icp/rule-sentence.js";
import { ruleFromUrl, ruleToUrl } from "../../model/icp/rule-url.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";
import { fieldInWords } from "../words/wording.js";
import { icpRuleCopy } from "./icp-rule-copy.js";
import type { WorkbenchAccounts } from "./icp-workbench-accounts.js";
import { workbenchInputs } from "./icp-workbench-inputs.js";
import { workbenchResult, workbenchWarning } from "./icp-workbench-result.js";
import { type ConditionDraft, draftsOfRule, ruleOfDrafts } from "./icp-workbench-rule.js";

/**
 * A rule built by hand and measured at once. Closed it loads nothing; `rule` is what the address says ("" for none),
 * `onRule` is told of every change, and of "" when the workbench is closed.
 */
export function icpWorkbench(
  icp: IcpPage,
  options: {
    readonly f: Formatter;
    readonly rule: string;
    readonly load: () => Promise<WorkbenchAccounts>;
    readonly onRule: (rule: string) => void;
  },
): HTMLElement {
  const { f, load, onRule } = options;
  const content = element`<div></div>`;
  const details = element`<details class="bw-data"><summary>Open the workbench</summary>${content}</details>`;
  if (!(details instanceof HTMLDetailsElement)) return details;
  let asked = options.rule;
  let opened = false;

  async function open(): Promise<void> {
    if (opened) return;
    opened = true;
    content.textContent = "Reading the accounts…";
    try {
      content.replaceChildren(bench(icp, await load(), asked, f, onRule));
    } catch (error) {
      opened = false;
      content.textContent = `The accounts could not be read (${error instanceof Error ? error.message : "unknown error"}). Close and open the workbench to try again.`;
    }
  }

  details.addEventListener("toggle", () => {
    if (details.open) return void open();
    asked = "";
    opened = false;
    onRule("");
  });
  details.open = asked !== "";
  return details;
}

function bench(
  icp: IcpPage,
  accounts: WorkbenchAccounts,
  asked: string,
  f: Formatter,
  onRule: (rule: string) => void,
): HTMLElement {
  const { workbench } = icp;
  const { fields } = workbench;
  const given = asked === "" ? null : ruleFromUrl(asked);
  const start = draftsOfRule(given ?? (icp.proposed ?? icp.current)?.rule ?? { all: [] }, fields);
  const inputs = element`<div></div>`;
  const result = element`<div></div>`;
  const sentence = element`<p role="status" style="margin: 1.25rem 0 0; font: 600 1.2rem/1.3 var(--bw-serif)"></p>`;
  const note = element`<p class="bw-note"></p>`;
  const copy = icpRuleCopy({ all: [] });
  const measured = handBuiltRules(accounts.clients, accounts.prospects, workbench.seed);

  function measure(drafts: readonly ConditionDraft[]): void {
    const rule = ruleOfDrafts(drafts, fields);
    result.replaceChildren(workbenchResult(measured(rule), workbench, f, icp.hasMultiples));
    sentence.textContent = ruleSentence(rule);
    copy.show(rule);
    onRule(ruleToUrl(rule));
  }

  function begin(drafts: readonly ConditionDraft[]): void {
    inputs.replaceChildren(workbenchInputs(fields, drafts, measure));
    measure(drafts);
  }

  const startFrom = (label: string, from: PublishedRule | null) => {
    const rule = from?.rule;
    return rule
      ? element`<button type="button" class="bw-button" onclick=${() => begin(draftsOfRule(rule, fields).drafts)}>${label}</button>`
      : null;
  };
  if (asked !== "" && given === null)
    note.textContent = "The link’s rule could not be read: this is where you start.";
  else if (start.unknown.length > 0)
    note.textContent = `Left out, for there are no inputs for it here: ${listInWords(start.unknown.map(fieldInWords))}.`;
  begin(start.drafts);
  return element`<div style="margin-top: 0.75rem"><p style="display: flex; flex-wrap: wrap; gap: 0.5rem; max-width: none">${startFrom("Start from the proposed profile", icp.proposed)}${startFrom("Start from today’s", icp.current)}<button type="button" class="bw-button" onclick=${() => begin([])}>Start empty</button></p>${note}${inputs}${sentence}${result}<p>${workbenchWarning(icp, f)}</p>${copy}</div>`;
}
