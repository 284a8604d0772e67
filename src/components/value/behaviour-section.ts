import type { Report } from "../../data/published/report.js";
import type { ValuePage } from "../../data/published/value.js";
import { plural } from "../../model/words/plural.js";
import { element } from "../page/element.js";
import { emptyState } from "../page/empty-state.js";
import { folded } from "../page/folded.js";
import { formatter } from "../words/format.js";
import { behaviourFigure } from "./behaviour-figure.js";
import { behaviourRetentionChart } from "./behaviour-retention-chart.js";
import { behaviourWarning, tellingLinks, tellingOutcome } from "./behaviour-sentences.js";

/** What clients did in their first year that went with value: the most telling shown, the rest folded. */
export function behaviourSection({ behaviour }: ValuePage, report: Report): HTMLElement {
  const { links, retention, clients } = behaviour;
  if (links.length === 0) {
    return emptyState({
      reason:
        "Too few clients were seen for two years to tell what goes with value: at least 10 must have behaved in each of two ways.",
      report,
    });
  }
  const f = formatter(report);
  const [strongest, ...others] = tellingLinks(links);
  const silent = links.filter((link) => tellingOutcome(link) === null);
  const rest = [...others, ...silent];
  const figureOf = (link: (typeof links)[number]) =>
    behaviourFigure(link, tellingOutcome(link) ?? "secondYear", report);
  const curves = retention.length > 0 ? behaviourRetentionChart(retention, report) : null;
  const lead = strongest
    ? figureOf(strongest)
    : element`<p>Of ${plural(f.count(links.length), "behaviour")} in the first year, none goes with what the second year brought or with staying more clearly than chance would make it.</p>`;
  return element`<div><div class="bw-grid-2"><div>${lead}</div>${curves && element`<div>${curves}</div>`}</div><p class="bw-note">${behaviourWarning(clients, links.length, report)}</p>${
    rest.length > 0
      ? folded(
          `Show the other ${plural(f.count(rest.length), "behaviour")}`,
          () =>
            element`<div class="bw-grid-2">${rest.map((link) => element`<div>${figureOf(link)}</div>`)}</div>`,
        )
      : null
  }</div>`;
}
