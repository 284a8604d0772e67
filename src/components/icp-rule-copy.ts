import { element } from "./element.js";
import type { MeasuredRule } from "./icp-facts.js";
import { ruleForSettings } from "./icp-sentences.js";

/** The rule to take along: as a sentence for people, as a setting for the next build. */
export function icpRuleCopy(rule: MeasuredRule): HTMLElement {
  return element`<div>${copyable("As a sentence", rule.sentence)}${copyable(
    "For targeting.yaml, to make it the current profile",
    ruleForSettings(rule.rule),
  )}</div>`;
}

function copyable(label: string, text: string): HTMLElement {
  const told = element`<span role="status" class="bw-note"></span>`;
  const button = element`<button type="button" class="bw-button" aria-label=${`Copy: ${label}`}>Copy</button>`;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = "Copied.";
    } catch {
      told.textContent = "The browser does not allow copying: select the text instead.";
    }
  });
  return element`<div style="margin: 0.75rem 0 1.25rem"><div class="bw-control-label">${label}</div><pre style="margin: 0.25rem 0 0.4rem; padding: 0.6rem 0.8rem; max-width: none; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--bw-paper-shade)"><code>${text}</code></pre>${button} ${told}</div>`;
}
