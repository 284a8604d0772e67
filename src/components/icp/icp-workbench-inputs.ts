import type { WorkbenchField } from "../../data/published/icp.js";
import { selectControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { fieldInWords, sentenceCase } from "../words/wording.js";
import { areCrossed, type ConditionDraft, emptyDraft, MOST_CONDITIONS } from "./icp-workbench-rule.js";

/** Levels that are offered at once; the others show when they are asked for. */
const offered = 12;

/** Inputs for up to three conditions; tells of every change. */
export function workbenchInputs(
  fields: readonly WorkbenchField[],
  given: readonly ConditionDraft[],
  onChange: (drafts: readonly ConditionDraft[]) => void,
): HTMLElement {
  const drafts = Array.from({ length: MOST_CONDITIONS }, (_, place) => given[place] ?? emptyDraft);
  const set = (place: number, draft: ConditionDraft) => {
    drafts[place] = draft;
    onChange([...drafts]);
  };
  const conditions = drafts.map((draft, place) =>
    conditionInputs(fields, draft, place, (next) => set(place, next)),
  );
  return element`<div style="display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem 2rem">${conditions}</div>`;
}

function conditionInputs(
  fields: readonly WorkbenchField[],
  given: ConditionDraft,
  place: number,
  onChange: (draft: ConditionDraft) => void,
): HTMLElement {
  let draft = given;
  const change = (next: ConditionDraft) => {
    draft = next;
    onChange(next);
  };
  const choice = selectControl({
    label: `Condition ${place + 1}`,
    value: draft.field,
    options: [
      { value: "", label: "none" },
      ...fields.map(({ field }) => ({ value: field, label: sentenceCase(fieldInWords(field)) })),
    ],
  });
  const body = element`<div style="margin-top: 0.5rem"></div>`;
  const draw = () => {
    const field = fields.find((one) => one.field === draft.field);
    body.replaceChildren(
      ...(field
        ? [field.kind === "category" ? levelInputs(field, draft, change) : boundInputs(field, draft, change)]
        : []),
    );
  };
  choice.addEventListener("input", () => {
    change({ ...emptyDraft, field: choice.value });
    draw();
  });
  draw();
  return element`<div>${choice}${body}</div>`;
}

function levelInputs(
  { field, levels }: WorkbenchField,
  draft: ConditionDraft,
  change: (draft: ConditionDraft) => void,
): HTMLElement {
  const chosen = new Set(draft.levels);
  const known = levels.map(({ level }) => level);
  const all = [...draft.levels.filter((level) => !known.includes(level)), ...known];
  const box = (level: string) => {
    const input = document.createElement("input");
    input.type = "checkbox";
    input.checked = chosen.has(level);
    input.addEventListener("input", () => {
      if (input.checked) chosen.add(level);
      else chosen.delete(level);
      change({ ...draft, field, levels: all.filter((one) => chosen.has(one)) });
    });
    return element`<label style="display: block; padding: 0.1rem 0">${input} ${level}</label>`;
  };
  const first = all.filter((level, index) => index < offered || chosen.has(level));
  const rest = all.filter((level) => !first.includes(level));
  const more =
    rest.length > 0
      ? element`<details class="bw-data"><summary>${rest.length} more</summary>${rest.map(box)}</details>`
      : null;
  return element`<fieldset style="margin: 0; padding: 0; border: 0; font-size: 0.9375rem"><legend class="bw-hidden">${sentenceCase(fieldInWords(field))}: any of</legend>${first.map(box)}${more}</fieldset>`;
}

function boundInputs(
  { field, range }: WorkbenchField,
  draft: ConditionDraft,
  change: (draft: ConditionDraft) => void,
): HTMLElement {
  const bounds = { from: draft.from, to: draft.to };
  const alert = element`<p class="bw-note" role="alert" style="margin: 0.3rem 0 0"></p>`;
  const check = () => {
    alert.textContent = areCrossed(bounds) ? "From is above Up to: the condition does not count." : "";
  };
  const bound = (side: "from" | "to", label: string, placeholder: number | undefined) => {
    const input = document.createElement("input");
    input.type = "number";
    input.step = "any";
    input.value = bounds[side] === null ? "" : String(bounds[side]);
    if (placeholder !== undefined) input.placeholder = String(placeholder);
    input.style.cssText = "width: 100%; font: inherit; padding: 0.3rem 0.5rem; box-sizing: border-box";
    input.addEventListener("input", () => {
      bounds[side] = Number.isFinite(input.valueAsNumber) ? input.valueAsNumber : null;
      check();
      change({ ...draft, field, levels: [], ...bounds });
    });
    return element`<label style="flex: 1"><span class="bw-control-label">${label}<span class="bw-hidden"> ${fieldInWords(field)}</span></span>${input}</label>`;
  };
  check();
  return element`<div><div style="display: flex; gap: 0.75rem">${bound("from", "From", range?.[0])}${bound("to", "Up to", range?.[1])}</div>${alert}</div>`;
}
