import type { ImpactPage, InitiativeRow, OutcomeRow } from "../../data/published/impact.js";
import type { Report } from "../../data/published/report.js";
import type { ImpactOutcome } from "../../model/performance/impact-accounts.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { counted } from "../words/wording.js";

type Facts = MoneyFacts & Pick<Report, "moneyIs">;

/** Outcomes in the order in which they are shown. */
export const OUTCOMES: readonly ImpactOutcome[] = ["margin", "renewals", "expansion", "orders"];

/** An outcome as a reader calls it: margin is revenue where no margin is set. */
export function outcomeName(outcome: ImpactOutcome, { moneyIs }: Pick<Report, "moneyIs">): string {
  return outcome === "margin" ? moneyIs : outcome;
}

/** A rate of an outcome in words: a client's in a year, or the share of renewals due. */
export function rateInWords(outcome: ImpactOutcome, value: number, report: Facts): string {
  const f = formatter(report);
  if (outcome === "renewals") return f.percent(value);
  return outcome === "orders" ? value.toFixed(1) : f.moneyShort(value);
}

/** An effect as more or less of an outcome: "€19k more margin". */
function moreInWords(outcome: ImpactOutcome, value: number, report: Facts): string {
  const size = effectInWords(outcome, Math.abs(value), report).replace("+", "");
  return `${size} ${value < 0 ? (outcome === "orders" || outcome === "renewals" ? "fewer" : "less") : "more"} ${outcomeName(outcome, report)}`;
}

/** An effect with its sign; renewals in points. */
export function effectInWords(outcome: ImpactOutcome, value: number, report: Facts): string {
  const sign = value > 0 ? "+" : value < 0 ? "−\u2060" : "";
  const size = Math.abs(value);
  const points = `${Math.round(100 * size)} points`;
  return `${sign}${outcome === "renewals" ? points : rateInWords(outcome, size, report)}`;
}

function effects(outcomes: readonly OutcomeRow[], report: Facts): string {
  return listInWords(outcomes.map(({ outcome, effect }) => moreInWords(outcome, effect.value, report)));
}

function verdict(one: InitiativeRow, report: Facts): string {
  const name = `“${one.name}”`;
  const claims = one.outcomes.filter(({ claimed }) => claimed);
  switch (one.verdict) {
    case "worked":
      return `${name} worked: each touched client has ${effects(claims, report)} a year than it would have had`;
    case "harmed":
      return `${name} did harm: ${effects(claims, report)} for each touched client`;
    case "mixed":
      return `${name} cuts both ways: ${effects(claims, report)} for each touched client`;
    case "not visible":
      return `${name} is not visible in these data`;
    default:
      return `${name} cannot be judged`;
  }
}

/** What worked and what did not, in one paragraph. */
export function impactHeadline(impact: ImpactPage, report: Facts): string {
  if (impact.initiatives.length === 0) {
    return "No initiative is on record, so nothing can be credited to one. This is how the parts of lifetime value moved.";
  }
  const rank = ["worked", "harmed", "mixed", "not visible", "not judged"];
  const ordered = [...impact.initiatives].sort((a, b) => rank.indexOf(a.verdict) - rank.indexOf(b.verdict));
  return `${ordered
    .slice(0, 3)
    .map((one) => verdict(one, report))
    .join(". ")}.${ordered.length > 3 ? ` ${counted(ordered.length - 3, "more")} below.` : ""}`;
}

/** What the margin of touched and untouched clients came from and to, with a space at its end; "" without both. */
function rateSentence({ outcomes }: InitiativeRow, report: Facts): string {
  const margin = outcomes.find(({ outcome }) => outcome === "margin");
  if (!margin?.untouched) return "";
  const f = formatter(report);
  const went = ({ before, after }: OutcomeRow["touched"]) =>
    `${f.moneyShort(before)} to ${f.moneyShort(after)}`;
  return `The ${report.moneyIs} of a touched client went from ${went(margin.touched)} a year, that of untouched ones from ${went(margin.untouched)}. `;
}

/** What the best of them is worth in money; empty where none worked. */
export function impactMoney(impact: ImpactPage, report: Facts): string {
  const f = formatter(report);
  return impact.initiatives
    .flatMap((one) => {
      if (one.money === null || !["worked", "harmed", "mixed"].includes(one.verdict)) return [];
      const { aYear, clv } = one.money;
      const sure = one.outcomes.some(({ outcome, claimed }) => outcome === "margin" && claimed);
      const doubt = sure ? "" : " In money alone, chance cannot be ruled out.";
      return [
        `${rateSentence(one, report)}For the ${f.count(one.touched)} clients that “${one.name}” touched, that is ${f.moneyShort(aYear.value)} of ${report.moneyIs} a year (80% interval ${f.moneyShort(aYear.low)} to ${f.moneyShort(aYear.high)}), and ${f.moneyShort(clv.value)} of lifetime value for each of them if it lasts ${f.count(impact.horizonMonths)} months.${doubt}`,
      ];
    })
    .join(" ");
}

/** What an outcome says of an initiative, in words. */
export function outcomeVerdict({ claimed, p, placebo, effect }: OutcomeRow, level: number): string {
  if (claimed) return effect.value > 0 ? "better, beyond chance" : "worse, beyond chance";
  if (p > level) return "could be chance";
  return placebo === null ? "too little seen before" : "was moving apart before";
}

/** The finding of the chart of one outcome over all initiatives. */
export function effectTitle(impact: ImpactPage, outcome: ImpactOutcome, report: Facts): string {
  const judged = impact.initiatives.filter((one) => one.outcomes.some((each) => each.outcome === outcome));
  const claims = judged.flatMap((one) =>
    one.outcomes.flatMap((each) => (each.outcome === outcome && each.claimed ? [{ one, each }] : [])),
  );
  if (judged.length === 0) return `No initiative can be judged by ${outcomeName(outcome, report)}`;
  const [best] = claims;
  if (best === undefined) return `No initiative moved ${outcomeName(outcome, report)} beyond chance`;
  return `${effectInWords(outcome, best.each.effect.value, report)} ${outcomeName(outcome, report)} where “${best.one.name}” was at work`;
}

/** A part of lifetime value over the year that ends with a quarter; null where nothing of it was seen. */
export interface PartOfYear {
  readonly quarter: string;
  readonly value: number | null;
  /** What it is counted over. */
  readonly n: number;
}

/** How a part of lifetime value moved over the last year in which it was seen, as a title; `counted` is what it is of. */
export function partTitle(
  what: string,
  counted: string,
  years: readonly PartOfYear[],
  format: (value: number) => string,
): string {
  const at = years.findLastIndex(({ value }) => value !== null);
  const last = years[at];
  if (last === undefined || last.value === null) return `${what}: no ${counted} in any year`;
  const before = years[at - 4]?.value ?? null;
  const isNow = at === years.length - 1;
  const year = isNow ? "in the last year" : `in the year up to ${last.quarter}`;
  const compared = before === null ? "" : `, ${format(before)} the year before`;
  const since = years.slice(at + 1).some(({ n }) => n > 0) ? "too few" : "no";
  return `${what}: ${format(last.value)} ${year}${compared}${isNow ? "" : `; ${since} ${counted} since`}`;
}
