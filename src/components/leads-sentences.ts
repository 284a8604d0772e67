import { listInWords } from "../model/words/list-in-words.js";
import { plural } from "../model/words/plural.js";
import { formatter } from "./format.js";
import type { LeadsData, PipelineFacts } from "./leads-data.js";
import type { ReportFacts } from "./report-facts.js";

type Facts = Pick<ReportFacts, "currency" | "locale" | "horizonMonths">;

/** The answer of the page. */
export function leadsHeadline(leads: LeadsData, report: Facts): string {
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
export function pipelineTitle(pipeline: PipelineFacts, report: Facts): string {
  const f = formatter(report);
  if (pipeline.exchanged === 0) {
    return `By lifetime value or by amount, the first ${f.count(pipeline.first)} accounts of the pipeline are the same`;
  }
  return `Worked by lifetime value, ${f.count(pipeline.exchanged)} of the first ${f.count(pipeline.first)} accounts are others, worth ${f.moneyShort(pipeline.gain.value)} more`;
}

/** How sure that is. */
export function pipelineCaption(pipeline: PipelineFacts, report: Facts): string {
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
export function reliabilityTitle(leads: LeadsData, report: Facts): string {
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

/** How a score became a chance. */
export function calibrationSentence(leads: LeadsData, report: Facts): string {
  const f = formatter(report);
  const { calibration } = leads;
  if (calibration.method === null) {
    return `Too few leads have an outcome to learn what a score means. As an assumption, the average open lead wins its account with ${f.percent(calibration.baseRate)} (from ${calibration.baseRateFrom}), and others in proportion to their scores.`;
  }
  const how = {
    "base rate": "no use of the score predicted better than one chance for all",
    logistic: "a smooth curve predicted best",
    isotonic: "a curve of steps predicted best",
  }[calibration.method];
  return `Learned from ${f.count(calibration.leads)} leads at ${f.count(calibration.accounts)} accounts that were won or lost: on accounts that it had not seen, ${how}. Overall ${f.percent(calibration.baseRate)} were won. The chance is that of an account that is worked to an end, as those were.`;
}

/** How contacts came to an account. */
export function rollUpSentence(leads: LeadsData, report: Facts): string {
  const f = formatter(report);
  const { rollUp } = leads;
  const further =
    rollUp.decay < 0.005
      ? "the best contact decides, and further ones add nothing"
      : `from the best down, each further contact counts ${f.percent(rollUp.decay)} of the one before`;
  const roles =
    rollUp.roleWeight < 0.005
      ? "which roles are known makes no difference"
      : `an account of which no role is known loses ${f.percent(rollUp.roleWeight)} of its chance`;
  const held = rollUp.fitted
    ? `The weights, and how chances come out overall, were held against ${f.count(rollUp.accounts)} accounts of which ${f.count(rollUp.won)} were won. ${rivalSentence(leads, report)}`
    : "These are the usual weights: fewer than 50 accounts have an outcome to fit them to. ";
  return `The chance of an account is neither the sum nor the mean of its contacts: ${further}, and ${roles}. ${held}The lifetime value of the account counts once: its leads share it by what the chance would lose without each.`;
}

/** Whether a simpler way told winners from losers as well, and why it is not used; with a space at its end. */
function rivalSentence({ rollUp }: LeadsData, report: Facts): string {
  const f = formatter(report);
  const own = rollUp.rivals.find(({ name }) => name.startsWith("From the best"));
  const [best] = [...rollUp.rivals].sort((a, b) => b.auc - a.auc);
  if (own === undefined || best === undefined || best === own || !(best.auc > own.auc)) return "";
  return `${best.name} put ${f.percent(best.auc)} of winners before losers, this way ${f.percent(own.auc)}; it is kept because with it no further contact lowers a chance. `;
}

/** Of how many the table below holds the first; empty where it holds all. */
export function firstOf(shown: number, all: number, noun: string, report: Facts): string {
  const { count } = formatter(report);
  return shown < all
    ? `Listed and searched are the ${count(shown)} ${noun} worth most, of ${count(all)}.`
    : "";
}

/** What the list of leads holds, and why its chances are not those of the list of prospects. */
export function listedSentence(leads: LeadsData, report: Facts): string {
  const why = leads.top.some(({ listChance }) => listChance !== null)
    ? "Two chances stand beside each other: the leads’ comes from the scores of the contacts, the list’s from the kind of company. Neither knows what the other does."
    : "";
  return `${firstOf(leads.top.length, leads.valued, "leads", report)} ${why}`.trim();
}

/** Leads that are not valued, and why; what counted once. */
export function leftOutSentence(leads: LeadsData, report: Facts): string {
  const f = formatter(report);
  const count = (list: LeadsData["withoutAccount"]) => list.reduce((sum, one) => sum + one.leads, 0);
  const because = (list: LeadsData["withoutAccount"]) =>
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
