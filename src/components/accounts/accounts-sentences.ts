import type { AccountRow, AccountsPage } from "../../data/published/accounts.js";
import type { MeasureOfLeaving } from "../../model/economics/what-if/reachable-improvement.js";
import { CLAIM_LEVEL } from "../../model/economics/what-if/retention-investment.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { formatter, type HorizonFacts } from "../words/format.js";
import { counted, sentenceCase } from "../words/wording.js";

/** The answer: how much hangs on how few. */
export function accountsHeadline(page: AccountsPage, report: HorizonFacts): string {
  const f = formatter(report);
  const share = page.keyResidual.value / page.residual.value;
  if (!(page.keyResidual.value < page.residual.value) && page.key < page.clients) {
    return `All that is still to come is expected of ${counted(page.key, "account")}: ${f.moneyTotal(page.keyResidual.value)}. The other clients bring no more than they cost.`;
  }
  const accounts =
    page.key === 1 ? "One account holds" : `${sentenceCase(counted(page.key, "account"))} hold`;
  return `${accounts} ${f.percent(share)} of what is still to come from the ${f.count(page.clients)} clients won so far: ${f.moneyTotal(page.keyResidual.value)} of ${f.moneyTotal(page.residual.value)}.`;
}

/** How sure that is, whether revenue would have named the same, and what is at risk. */
export function accountsStandfirst(page: AccountsPage, report: HorizonFacts): string {
  const f = formatter(report);
  const { low, high } = page.keyResidual;
  const others = page.key - page.keyByRevenue;
  const revenue =
    others === 0
      ? "Ranked by last year’s revenue they would be the same."
      : `Ranked by last year’s revenue, ${f.count(others)} of them would not be among the first ${f.count(page.key)}.`;
  return `In four of five cases they bring ${f.moneyTotal(low)} to ${f.moneyTotal(high)} over the next ${f.count(report.horizonMonths)} months. ${revenue} ${riskSentence(page, report)}`;
}

/** What may be lost of the key accounts within a year. */
function riskSentence({ atRisk }: AccountsPage, report: HorizonFacts): string {
  const f = formatter(report);
  const gone =
    "If each leaves independently of the others, at least one is gone in a year with a probability";
  if (atRisk.anyLeaves >= 0.0005) {
    return `${gone} of ${f.percent(atRisk.anyLeaves)}; the loss to expect is ${f.moneyTotal(atRisk.value)}.`;
  }
  return `${gone} under ${f.percent(0.001)}. The loss to expect, ${f.moneyTotal(atRisk.value)}, is contracts expected to end at clients that stay.`;
}

/** The finding of the chart of value against staying. */
export function matrixTitle(page: AccountsPage, report: HorizonFacts): string {
  const f = formatter(report);
  const key = page.accounts.filter((account) => account.page !== null);
  const unsure = [...key].filter(({ pStays }) => pStays < SURE).sort((a, b) => b.valueAtRisk - a.valueAtRisk);
  const [worst] = [...key].sort((a, b) => b.valueAtRisk - a.valueAtRisk);
  if (worst === undefined) return "No account is key";
  if (unsure.length === 0)
    return `Every key account stays another year with a probability of ${f.percent(SURE)} or more`;
  return `${sentenceCase(counted(unsure.length, "key account", f.count))} ${unsure.length === 1 ? "is" : "are"} less than ${f.percent(SURE)} sure to stay; most hangs on ${worst.name}`;
}

const SURE = 0.9;

/** What leaving goes with, and what that allows to say. */
export function reachSentence(
  measure: MeasureOfLeaving | null,
  page: Pick<AccountsPage, "decisionsMeasured" | "measures">,
  report: HorizonFacts,
): string {
  const f = formatter(report);
  if (measure === null) {
    const why =
      page.decisionsMeasured === null
        ? "What was measured of clients is not shown here, so nothing is said of what makes them stay"
        : page.measures.length > 0
          ? `${sentenceCase(listInWords(page.measures.map((one) => one.measure)))} did not tell who left in ${f.count(page.decisionsMeasured)} decisions`
          : "Too little was measured before clients decided to stay or leave to tell what makes them stay";
    return `${why}. How much leaving attention avoids is your assumption.`;
  }
  const { poor, well, avoidable } = measure;
  const rate = ({ left, decisions }: { left: number; decisions: number }) => f.percent(left / decisions);
  return `Clients with ${sideInWords(measure, "poor", report)} left at ${rate(poor)} of ${f.count(poor.decisions)} decisions, the others at ${rate(well)} of ${f.count(well.decisions)}. On the same terms, ${f.percent(avoidable.value)} (${f.percent(avoidable.low)} to ${f.percent(avoidable.high)}) of the leaving would be gone if they left no more than the others: beyond chance at ${f.percent(CLAIM_LEVEL)}, with all decisions of a client taken as one, corrected for the ${counted(page.measures.length, "measure")} looked at. Readings of the last half-year before a decision do not count. It went with leaving; that is not proof that raising ${measure.measure} keeps a client, so you choose what part of it counts.`;
}

/** "engagement of 65.5 or less", "more than 2.5 in support". */
export function sideInWords(
  { measure, betterIs, middle }: MeasureOfLeaving,
  side: "poor" | "well",
  report: HorizonFacts,
): string {
  const limit = formatter(report).number(middle);
  const high = (side === "well") === (betterIs === "higher");
  return high ? `${measure} above ${limit}` : `${measure} of ${limit} or less`;
}

/** Who has room to grow, measured by the best of those like it. */
export function headroomSentence(page: AccountsPage, report: HorizonFacts): string {
  const f = formatter(report);
  if (page.likeness === null) {
    return "Too little is known of clients, or of too few, to say who is like whom.";
  }
  const { correlation, compared, similar } = page.likeness;
  const key = page.accounts.filter((account) => account.page !== null);
  const roomy = key.filter(({ headroom }) => headroom !== null && headroom.value > 0);
  const told =
    correlation > 0.2
      ? `Likeness tells worth to some degree (rank correlation ${correlation.toFixed(2)} over ${f.count(compared)} clients)`
      : `Likeness tells little of worth (rank correlation ${correlation.toFixed(2)} over ${f.count(compared)} clients), so take this as a hint at most`;
  const ofKey =
    roomy.length === 0
      ? "No key account is below the best quarter of its likes"
      : `${sentenceCase(counted(roomy.length, "key account", f.count))} ${roomy.length === 1 ? "is" : "are"} below the best quarter of ${roomy.length === 1 ? "its" : "their"} likes`;
  return `${ofKey}. Room to grow is what the best quarter of the ${f.count(similar)} most similar clients is worth over the first ${f.count(report.horizonMonths)} months, less what the account is worth itself. ${told}.`;
}

/** Accounts that are not key but would be worth far more if they were like the best of their likes. */
export function mostHeadroom(page: AccountsPage, most: number): AccountRow[] {
  return page.accounts
    .filter(({ headroom }) => headroom !== null && headroom.low > 0)
    .sort((a, b) => (b.headroom?.value ?? 0) - (a.headroom?.value ?? 0))
    .slice(0, most);
}
