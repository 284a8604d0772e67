import { element } from "./element.js";
import type { ReportFacts } from "./report-facts.js";
import type { WhatIfData } from "./what-if-data.js";
import { educationPanel } from "./what-if-keeping-panel.js";
import { investmentPanel } from "./what-if-panel.js";
import { campaignPanel, channelPanel, hirePanel } from "./what-if-winning-panels.js";

/** What a rep, a campaign, or teaching clients would bring, cost, and when it pays back; the address keeps the inputs. */
export function whatIfInvestments(
  page: WhatIfData,
  report: Pick<ReportFacts, "currency" | "locale">,
): HTMLElement {
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
  return element`<div>${panels.map((panel) => investmentPanel(panel, page, report))}</div>`;
}
