import type { IcpPage } from "../../data/published/icp.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";
import { withoutFullStop } from "../words/wording.js";
import { icpAnswer } from "./icp-sentences.js";

/** The answer of the page, the proposed profile in its colour, and below it the profile of today. */
export function icpLede(icp: IcpPage, f: Formatter): HTMLElement {
  const { rule, after } = icpAnswer(icp, f);
  const named = rule === null ? null : element`<span class="bw-proposed">${rule}</span>`;
  const set = icp.current ?? icp.unmeasured;
  const today =
    set === null
      ? "No profile of today is set in targeting.yaml (currentIcp), so there is nothing to compare with."
      : [
          element`<strong class="bw-current">Today’s profile:</strong>`,
          ` ${withoutFullStop(set.sentence)}.${unmeasuredSentence(icp)}`,
        ];
  return element`<div><p class="bw-lede">${named}${after}</p><p class="bw-standfirst">${today}</p></div>`;
}

function unmeasuredSentence({ unmeasured }: IcpPage): string {
  if (unmeasured === null) return "";
  return unmeasured.clients === 0
    ? " No client fits it, so there is nothing to compare with."
    : " The clients bring no profit in all, so there is nothing to compare with.";
}
