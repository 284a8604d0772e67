import type { LeadsPage, LeadsPipeline } from "../../data/published/leads.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { plural } from "../../model/words/plural.js";
import { formatter, type HorizonFacts } from "../words/format.js";

/** The answer of the page. */
export function leadsHeadline(leads: LeadsPage, report: HorizonFacts): string {
  const f = formatter(report);
  if (leads.valued === 0) {
    return `None of ${plural(f.count(leads.open), "open lead")} belongs to an account that can be valued.`;
  }
  const all = `${plural(f.count(leads.valued), "open lead")} at ${plural(f.count(leads.accounts), "account")} can be expected to bring ${f.moneyShort(leads.expectedValue)} of lifetime value`;
  const best = [...leads.top].slice(0, 20);
  const held = best.reduce((sum, { expectedValue }) => sum + expectedValue, 0);
  if (leads.valued <= 20 || best.length < 20 || !(leads.expectedValue > 0)) return `${all}.`;
  return `${all}; the best ${f.count(best.length)} hold ${f.percent(held / leads.expectedValue)} of it.`;
}

/** What becomes of the pipeline's order, and what that is worth. */
export function pipelineTitle(pipeline: LeadsPipeline, report: HorizonFacts): string {
  const f = formatter(report);
  if (pipeline.exchanged === 0) {
    return `By lifetime value or by amount, the first ${f.count(pipeline.first)} accounts of the pipeline are the same`;
  }
  return `Worked by lifetime value, ${f.count(pipeline.exchanged)} of the first ${f.count(pipeline.first)} accounts are others, worth ${f.moneyShort(pipeline.gain.value)} more`;
}

/** How sure that is. */
export function pipelineCaption(pipeline: LeadsPipeline, report: HorizonFacts): string {
  const f = formatter(report);
  const { gain, accounts, withLeads, share, withoutValue } = pipeline;
  const sure =
    gain.low > 0
      ? `In four of five cases between ${f.moneyShort(gain.low)} and ${f.moneyShort(gain.high)}.`
      : `What comes may also fall short of it: in four of five cases between ${f.moneyShort(gain.low)} and ${f.moneyShort(gain.high)}.`;
  const left =
    withoutValue > 0
      ? ` ${plural(f.count(withoutValue), "account")} with open opportunities cannot be valued and ${withoutValue === 1 ? "is" : "are"} left out.`
      : "";
  return `${plural(f.count(accounts), "account")} with open opportunities, ${f.count(withLeads)} of them with leads; compared are the first ${f.percent(share)}. ${sure} An expectation by the report’s own estimates, not a measured result.${left}`;
}

/** The finding of the calibration. */
export function reliabilityTitle(leads: LeadsPage, report: HorizonFacts): string {
  const f = formatter(report);
  const { reliability, method } = leads.calibration;
  if (method === "base rate") return "Scores say nothing of who is won: every lead has the same chance";
  const inside = reliability.filter(
    ({ predicted, wonLow, wonHigh }) => wonLow <= predicted && predicted <= wonHigh,
  );
  const [lowest] = reliability;
  const highest = reliability.at(-1);
  if (!lowest || !highest) return "Scores against outcomes";
  return `Leads with the lowest scores were won in ${f.percent(lowest.won)} of cases, with the highest in ${f.percent(highest.won)}; ${f.count(inside.length)} of ${f.count(reliability.length)} groups came as predicted`;
}

/** Of how many the table below holds the first; empty where it holds all. */
export function firstOf(shown: number, all: number, noun: string, report: HorizonFacts): string {
  const { count } = formatter(report);
  return shown < all
    ? `Listed and searched are the ${count(shown)} ${noun} worth most, of ${count(all)}.`
    : "";
}

/** What the list of leads holds, and why its chances are not those of the list of prospects. */
export function listedSentence(leads: LeadsPage, report: HorizonFacts): string {
  const why = leads.top.some(({ listChance }) => listChance !== null)
    ? "Two chances stand beside each other: the leads’ comes from the scores of the contacts, the list’s from the kind of company. Neither knows what the other does."
    : "";
  return `${firstOf(leads.top.length, leads.valued, "leads", report)} ${why}`.trim();
}

/** Leads that are not valued, and why; what counted once. */
export function leftOutSentence(leads: LeadsPage, report: HorizonFacts): string {
  const f = formatter(report);
  const count = (list: LeadsPage["withoutAccount"]) => list.reduce((sum, one) => sum + one.leads, 0);
  const because = (list: LeadsPage["withoutAccount"]) =>
    listInWords(list.map(({ reason, leads: many }) => `${f.count(many)} because ${reason}`));
  const parts = [
    `Of ${plural(f.count(leads.leads), "lead")} read, ${f.count(leads.open)} are open.`,
    leads.matchedBy.length > 0
      ? `They were matched to accounts by ${listInWords(leads.matchedBy.map(({ by, leads: many }) => `${by} (${f.count(many)})`))}.`
      : "",
    leads.withoutAccount.length > 0
      ? `${plural(f.count(count(leads.withoutAccount)), "open lead")} ${count(leads.withoutAccount) === 1 ? "has" : "have"} no account: ${because(leads.withoutAccount)}.`
      : "Every open lead has an account.",
    leads.notWorked.length > 0
      ? `${f.count(count(leads.notWorked))} are not to be worked: ${because(leads.notWorked)}.`
      : "",
    leads.repeated > 0 ? `${f.count(leads.repeated)} repeat a contact and count once.` : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}
