import {
  ASSUMED_AVOIDED,
  ASSUMED_CLOSED,
  retentionInvestment,
} from "../economics/what-if/retention-investment.js";
import type { Estimate } from "../numerics/interval.js";
import { listInWords } from "../words/list-in-words.js";
import { type Decision, said } from "./decision.js";

interface KeyAccount {
  readonly name: string;
  readonly page: string | null;
  readonly valueAtRisk: number;
  readonly inReach: Estimate;
}

const NAMED = 3;

/** Key accounts are worth a decision of their own from this share of what is still to come on. */
const LEAST_SHARE = 0.1;

/** Money is worth a decision from this part of a year's revenue on. */
const LEAST_OF_YEAR = 0.001;

/** Few hold much where their share of what is still to come is at least so many times their share of the clients. */
const LEAST_CONCENTRATION = 2;

/**
 * Which key accounts to keep and what that is worth at most, under the stated assumption; where nothing says that
 * extra work would help, the one of which most may be lost. Null where key accounts hold less than a tenth of what is
 * still to come, and where it is about less than a thousandth of a year's revenue.
 */
export function keepDecision(facts: {
  readonly accounts: readonly KeyAccount[];
  /** Share of the key accounts in what is still to come. */
  readonly share: number;
  /** Of all clients, in the last 12 months. */
  readonly yearRevenue: number;
  /** True: reach rests on a measure that goes with leaving. */
  readonly isMeasured: boolean;
}): Decision | null {
  const isWorthwhile = (amount: number) => amount >= 1 && amount >= LEAST_OF_YEAR * facts.yearRevenue;
  if (!(facts.share >= LEAST_SHARE)) return null;
  const share = facts.isMeasured ? ASSUMED_CLOSED : ASSUMED_AVOIDED;
  const key = facts.accounts
    .filter(({ page }) => page !== null)
    .map((account) => ({
      ...account,
      worth: retentionInvestment(account.valueAtRisk, account.inReach, share).value,
    }));
  const worthwhile = key.filter(({ worth }) => worth >= 1).sort((a, b) => b.worth - a.worth);
  const [mostAtRisk] = [...key].sort((a, b) => b.valueAtRisk - a.valueAtRisk);
  if (mostAtRisk === undefined || !isWorthwhile(mostAtRisk.valueAtRisk)) return null;
  if (worthwhile.length === 0) {
    return {
      topic: "Keep",
      parts: said`Keep ${mostAtRisk.name} in sight: ${{ money: mostAtRisk.valueAtRisk }} may be lost with it within a year, but nothing says that extra work would keep it.`,
      page: "accounts",
      evidence: "the key accounts",
    };
  }
  const total = worthwhile.reduce((sum, { worth }) => sum + worth, 0);
  if (!isWorthwhile(total)) return null;
  const named = worthwhile.slice(0, NAMED).map(({ name }) => name);
  const others = worthwhile.length - named.length;
  const whom = others > 0 ? [...named, `${others} other key account${others === 1 ? "" : "s"}`] : named;
  return {
    topic: "Keep",
    parts: said`Spend up to ${{ money: total }} in the next 12 months on keeping ${listInWords(whom)}, if the work avoids ${{ percent: share }} of the ${facts.isMeasured ? "avoidable leaving" : "leaving"}.`,
    page: "accounts",
    evidence: "the key accounts",
  };
}

interface Initiative {
  readonly name: string;
  readonly verdict: "worked" | "harmed" | "mixed" | "not visible" | "not judged";
  readonly touched: number;
  readonly outcomes: readonly {
    readonly outcome: "margin" | "renewals" | "expansion" | "orders";
    readonly claimed: boolean;
    readonly effect: { readonly value: number };
  }[];
}

/** What did or did not work: the initiative that harmed, else the one that worked, with the one that is not visible. */
export function strategyDecision(
  initiatives: readonly Initiative[],
  moneyIs: "margin" | "revenue",
): Decision | null {
  const of = (verdict: Initiative["verdict"]) => initiatives.find((one) => one.verdict === verdict);
  const [harmed, worked, unseen] = [of("harmed"), of("worked"), of("not visible")];
  const base = { page: "impact", evidence: "what was tried" } as const;
  if (harmed !== undefined) {
    return {
      ...base,
      topic: "End",
      parts: said`End “${harmed.name}”: it did harm to the ${{ count: harmed.touched }} clients that it touched (${effectOf(harmed, moneyIs)}).`,
    };
  }
  const doubt =
    unseen === undefined ? "" : ` “${unseen.name}” is not visible: ask what it is for, or end it.`;
  if (worked !== undefined) {
    return {
      ...base,
      topic: "Go on",
      parts: said`Go on with “${worked.name}”: it worked for the ${{ count: worked.touched }} clients that it touched (${effectOf(worked, moneyIs)}).${doubt}`,
    };
  }
  return unseen === undefined ? null : { ...base, topic: "Question", parts: [doubt.trim()] };
}

/** The clearest claim in words: renewals in points, the rest by direction alone. */
function effectOf({ outcomes }: Initiative, moneyIs: "margin" | "revenue"): string {
  const claims = outcomes.filter(({ claimed }) => claimed);
  const claim = claims.find(({ outcome }) => outcome === "renewals") ?? claims[0];
  if (claim === undefined) return "see there";
  const more = claim.effect.value > 0;
  return claim.outcome === "renewals"
    ? `${Math.abs(Math.round(100 * claim.effect.value))} points ${more ? "more" : "fewer"} renewals`
    : `${more ? "more" : "less"} ${claim.outcome === "margin" ? moneyIs : claim.outcome}`;
}

/** The first product whose buyers leave more than like clients beyond chance, most buyers first. Null: none. */
export function productDecision(
  tests: readonly {
    readonly label: string;
    readonly claimed: boolean;
    readonly decisions: number;
    readonly stayed: number;
    readonly expectedStayed: number;
  }[],
): Decision | null {
  const [worst] = tests
    .filter(({ claimed }) => claimed)
    .sort((a, b) => a.stayed - a.expectedStayed - (b.stayed - b.expectedStayed));
  if (worst === undefined) return null;
  return {
    topic: "Mend",
    parts: said`Stop opening with ${worst.label}, or mend it: its buyers stayed at ${{ percent: worst.stayed / worst.decisions }} of ${{ count: worst.decisions }} decisions, where like clients stay at ${{ percent: worst.expectedStayed / worst.decisions }}.`,
    page: "performance",
    evidence: "the first products",
  };
}

/**
 * What hangs on how few, and who of them nobody is named as looking after. Null where key accounts hold less than a
 * tenth of what is still to come, or less than twice their share of the clients.
 */
export function concentrationDecision(facts: {
  readonly key: number;
  readonly clients: number;
  /** Key accounts without a success owner. */
  readonly unattended: number;
  readonly share: number;
  readonly holdHalf: number;
}): Decision | null {
  const { key, clients, unattended, share, holdHalf } = facts;
  if (!(share >= LEAST_SHARE && share >= (LEAST_CONCENTRATION * key) / clients)) return null;
  const accounts = key === 1 ? "account" : "accounts";
  const who =
    unattended === 0
      ? said`Look after ${{ count: key }} ${accounts} before all others`
      : unattended < key
        ? said`Say who looks after ${{ count: unattended }} of the ${{ count: key }} key accounts`
        : said`Say who looks after ${{ count: key }} ${accounts}`;
  const on = key === 1 ? "it" : unattended > 0 && unattended < key ? said`all ${{ count: key }}` : "them";
  return {
    topic: "Guard",
    parts: said`${who}: ${{ percent: share }} of what is still to come hangs on ${on}, half of all on ${holdHalf === 1 ? "a single one" : { count: holdHalf }}.`,
    page: "accounts",
    evidence: "the key accounts",
  };
}
