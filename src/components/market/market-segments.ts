import type { MarketPage } from "../../data/published/market.js";
import type { Report } from "../../data/published/report.js";
import { element } from "../page/element.js";
import { emptyState } from "../page/empty-state.js";
import { formatter } from "../words/format.js";
import { marketLevelChart } from "./market-level-chart.js";
import { marketSegmentLiftChart } from "./market-segment-lift-chart.js";

/** Which segments rise or fall against each other, and what their clients of each year brought. */
export function marketSegments(market: MarketPage, report: Report): HTMLElement {
  const { segments } = market;
  if (segments === null) {
    return emptyState({ reason: "No segments are named, so none can be seen to rise or fall", report });
  }
  const { moves, lifts } = segments;
  return element`<div>${
    moves === null
      ? emptyState({
          reason: "Fewer than two segments have accounts enough before and after any time to be compared",
          needs: null,
          report,
        })
      : [
          marketLevelChart(moves, market, report),
          element`<p class="bw-note">Chance alone parts segments as much in ${formatter(report).percent(moves.p, 1)} of cases, all times and segments looked at counted in.</p>`,
        ]
  }${lifts.some(({ years }) => years.some(({ lift }) => lift !== null)) ? marketSegmentLiftChart(segments, report) : null}</div>`;
}
