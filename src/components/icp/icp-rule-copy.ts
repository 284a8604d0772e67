import type { Rule } from "../../model/icp/rule.js";
import { selectControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { type RuleForm, ruleAs, ruleFormNote, ruleForms } from "./icp-rule-forms.js";

/** A rule to take along: as a sentence, a setting, SQL, or the filters of a CRM. `show` puts another rule in. */
export function icpRuleCopy(rule: Rule): HTMLElement & { show(rule: Rule): void } {
  let shown = rule;
  const choice = selectControl({ label: "Take it along as", options: ruleForms });
  const text = document.createElement("code");
  const note = element`<span class="bw-note"></span>`;
  const told = element`<span role="status" class="bw-note"></span>`;
  const button = element`<button type="button" class="bw-button">Copy</button>`;
  const form = (): RuleForm => ruleForms.find(({ value }) => value === choice.value)?.value ?? "sentence";
  const draw = () => {
    text.textContent = ruleAs(form(), shown);
    note.textContent = ruleFormNote(form());
    told.textContent = "";
  };
  choice.addEventListener("input", draw);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent ?? "");
      told.textContent = "Copied.";
    } catch {
      told.textContent = "The browser does not allow copying: select the text instead.";
    }
  });
  draw();
  const block = element`<div style="max-width: var(--bw-measure)">${choice}<pre tabindex="0" aria-label="The rule" style="margin: 0.5rem 0; padding: 0.6rem 0.8rem; max-width: none; max-height: 16rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--bw-paper-shade)">${text}</pre>${button} ${told} ${note}</div>`;
  return Object.assign(block, {
    show(next: Rule) {
      shown = next;
      draw();
    },
  });
}
