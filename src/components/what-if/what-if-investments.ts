import type { WhatIfPage } from "../../data/published/what-if.js";
import { element } from "../page/element.js";
import type { MoneyFacts } from "../words/format.js";
import { educationPanel } from "./what-if-keeping-panel.js";
import { investmentPanel } from "./what-if-panel.js";
import { campaignPanel, channelPanel, hirePanel } from "./what-if-winning-panels.js";

/** What a rep, a campaign, or teaching clients would bring, cost, and when it pays back; the address keeps the inputs. */
export function whatIfInvestments(page: WhatIfPage, report: MoneyFacts): HTMLElement {
  const panels = [
    ...(page.model.plan
      ? [
          hirePanel(page, page.model.plan),
          campaignPanel(page, page.model.plan),
          ...(page.investments.channel
            ? [channelPanel(page, page.model.plan, page.investments.channel, report)]
            : []),
        ]
      : []),
    ...(page.model.residual.length > 0 ? [educationPanel(page)] : []),
  ];
  const untold =
    page.model.plan && page.investments.channel === null
      ? element`<p class="bw-note">What more spend on a channel would bring cannot be told: no channel’s months with more spend brought more than chance does, or too few months of spend are known.</p>`
      : null;
  return element`<div>${panels.map((panel) => investmentPanel(panel, page, report))}${untold}</div>`;
}
