import type { Report } from "../../data/published/report.js";
import type { RetentionRates } from "../../model/value/retention-rates/retention-rates.js";
import { plural } from "../../model/words/plural.js";
import { element } from "../page/element.js";
import { stat, stats } from "../page/stat.js";
import { formatter, type MoneyFacts } from "../words/format.js";

/** Points by which the models may miss what the books show before the page says so. */
const CLOSE_POINTS = 0.05;

/** How recurring revenue held over the last 12 months, as booked, and whether the models agree. */
export function retentionFigures(retention: RetentionRates, report: Report): HTMLElement {
  const f = formatter(report);
  const { recurringThen, recurringNow, lost, contracted, expanded, won, clients } = retention;
  return element`<div>${stats(
    stat({
      label: "Gross revenue retention",
      value: f.percent(retention.grr, 1),
      note: `${f.moneyTotal(lost)} went with clients that left, ${f.moneyTotal(contracted)} were cut`,
    }),
    stat({
      label: "Net revenue retention",
      value: f.percent(retention.nrr, 1),
      note: `${f.moneyTotal(expanded)} were added by the same clients`,
    }),
    stat({
      label: "Recurring revenue a year",
      value: f.moneyTotal(recurringNow),
      note: `a year ago ${f.moneyTotal(recurringThen)}; ${f.moneyTotal(won)} come from clients won since`,
    }),
  )}<p>${retentionSentence(retention, report)}</p><p class="bw-note">${plural(f.count(clients), "client")} with recurring revenue a year before ${f.date(report.asOf)}. Revenue under contract, per year; a contract that is due for renewal but has not lapsed counts.</p></div>`;
}

/** What was kept by client and by contract, and whether the models of renewal, held against the year that they were fitted on, give what was booked. */
export function retentionSentence(retention: RetentionRates, report: MoneyFacts): string {
  const f = formatter(report);
  const { nrr, contractNrr, modelNrr } = retention;
  const [byClient, byContract] = [f.percent(nrr, 1), f.percent(contractNrr, 1)];
  const came =
    byClient === byContract
      ? `The contracts of a year ago still bring ${byContract} of their recurring revenue`
      : `Counted by client, recurring revenue stands at ${byClient} of a year ago; counted by contract at ${byContract}, since what clients signed in place of a contract or beside it is left out`;
  const figures = `${came}. The renewal models predicted ${f.percent(modelNrr, 1)}`;
  const gap = modelNrr - contractNrr;
  if (Math.abs(gap) <= CLOSE_POINTS) return `${figures}.`;
  return gap > 0
    ? `${figures}: the last year was worse than usual, or what they expect of renewals is too much.`
    : `${figures}: the last year was better than usual, or what they expect of renewals is too little.`;
}
