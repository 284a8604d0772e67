import { group, mean, rollup, sum } from "d3";
import { type Calibration, calibrateScore } from "../../model/leads/calibrate-score.js";
import { fitRollUp, usualRollUp } from "../../model/leads/fit-roll-up.js";
import { compareOrders, type OpenDeal } from "../../model/leads/pipeline-order.js";
import { accountChance, type ContactChance } from "../../model/leads/roll-up.js";
import { shareOutValue } from "../../model/leads/share-out-value.js";
import { latestOfContacts } from "../../model/leads/unique-contacts.js";
import { decidedDeals } from "../../model/lookalike/winning/decided-deals.js";
import { winTrend } from "../../model/lookalike/winning/win-trend.js";
import { DAYS_A_YEAR, daysBetween } from "../../model/numerics/calendar.js";
import { logistic } from "../../model/numerics/ridge-logistic.js";
import type { LeadRecord } from "../../warehouse/decision-records.js";
import type { OpportunityRecord } from "../../warehouse/inputs.js";
import { mayShow } from "../audience/audience.js";
import type { LeadsPage } from "../published/leads.js";
import { inputs } from "../run/inputs.js";
import type { NotReady } from "../run/not-ready.js";
import { defineStep } from "../run/step.js";
import { leadAccounts, type ValuedLeadAccount } from "./lead-accounts.js";
import { calibrationSentence, rollUpSentence } from "./lead-sentences.js";
import type { LeadCalibration, LeadsFinding } from "./lead-tests.js";

const leadsShown = 200;
const dealsShown = 100;
const curvePoints = 60;
const firstShare = 0.25;
const fewestClosedDeals = 20;

export const leadsPage = defineStep(
  "leads-page",
  async (context): Promise<LeadsFinding | NotReady> => {
    // Load
    const { asOf, decisions, opportunities } = await inputs(context);
    if (decisions.leads.length === 0) {
      return { status: "absent", reason: "there is no list of leads to value", needs: "leads.csv" };
    }
    const { accounts, matches } = await leadAccounts(context);

    // Derive
    const judged = latestOfContacts(
      matches.flatMap(({ lead, accountId }) =>
        lead.won === null
          ? []
          : [{ ...lead, won: lead.won, accountId: accountId ?? statedAccount(lead) ?? lead.leadId }],
      ),
    );
    const open = matches.filter(({ lead }) => lead.won === null);
    const matched = open.flatMap(({ lead, accountId }) =>
      accountId === null ? [] : [{ ...lead, accountId, account: accounts.get(accountId) ?? null }],
    );
    const workable = matched.flatMap(({ account, ...lead }) =>
      account === null || account.notWorked !== null ? [] : [{ ...lead, account }],
    );
    const contacts = latestOfContacts(workable);

    // Model
    const calibration = calibrateScore(judged);
    const base = calibration
      ? { rate: calibration.baseRate, from: "the outcomes of leads" }
      : baseRate(opportunities, context.settings.winRate, asOf);
    if (base === null) {
      return {
        status: "too-little",
        reason: `a lead's score cannot be turned into a chance: fewer than 20 leads have an outcome, and neither ${opportunities.length > 0 ? `${fewestClosedDeals} closed opportunities` : "opportunities"} nor the setting winRate say how often accounts are won`,
        needs: opportunities.length > 0 ? null : "opportunities.csv",
      };
    }
    const probability = calibration?.probability ?? inProportion(contacts, base.rate);
    const chanceOf = ({ score, role }: { readonly score: number; readonly role: string | null }) => ({
      probability: probability(score),
      role,
    });
    const roles = new Set(decisions.leads.flatMap(({ role }) => role ?? [])).size;
    const openAccounts = group(contacts, ({ accountId }) => accountId);
    const rollUp =
      calibration === null
        ? usualRollUp(
            [...openAccounts.values()].map((own) => own.map(chanceOf)),
            roles,
            base.rate,
          )
        : fitRollUp(judged, roles, calibration);
    const chances = new Map<string, number>();
    const rows = [...openAccounts].flatMap(([accountId, own]) => {
      const all: ContactChance[] = own.map(chanceOf);
      const chance = accountChance(all, roles, rollUp.weights);
      chances.set(accountId, chance);
      const shares = shareOutValue(all, roles, rollUp.weights, own[0]?.account.clv.value ?? 0);
      return own.map((lead, at) => ({
        leadId: lead.leadId,
        account: lead.account.name,
        isClient: lead.account.isClient,
        avoid: lead.account.avoid,
        title: mayShow(context.audience, "title") ? lead.title : null,
        role: mayShow(context.audience, "role") ? lead.role : null,
        createdOn: lead.createdOn,
        score: lead.score,
        probability: all[at]?.probability ?? 0,
        accountChance: chance,
        listChance: lead.account.pWin,
        accountContacts: own.length,
        accountClv: lead.account.clv.value,
        expectedValue: shares[at] ?? 0,
      }));
    });

    // Publish
    const calibrated = publishedCalibration(calibration, base);
    const { fitted, accounts: judgedAccounts, won, weights, rivals } = rollUp;
    const { decay, roleWeight } = weights;
    const rolledUp = { fitted, accounts: judgedAccounts, won, decay, roleWeight, roles, rivals: [...rivals] };
    return {
      status: "ready",
      leads: decisions.leads.length,
      open: open.length,
      repeated: workable.length - contacts.length,
      matchedBy: counted(open.flatMap((match) => ("by" in match ? match.by : []))).map(([by, leads]) => ({
        by,
        leads,
      })),
      withoutAccount: reasons(open.flatMap((match) => ("why" in match ? match.why : []))),
      notWorked: reasons(
        matched.flatMap(({ account }) =>
          account === null ? "nothing is known of what the account is worth" : (account.notWorked ?? []),
        ),
      ),
      valued: rows.length,
      accounts: chances.size,
      expectedValue: sum(rows, ({ expectedValue }) => expectedValue),
      top: [...rows]
        .sort((a, b) => b.expectedValue - a.expectedValue || (a.leadId < b.leadId ? -1 : 1))
        .slice(0, leadsShown),
      calibration: { ...calibrated, sentence: calibrationSentence(calibrated) },
      rollUp: { ...rolledUp, sentence: rollUpSentence(rolledUp) },
      pipeline: pipelineOf(opportunities, accounts, chances, base.rate),
    };
  },
  { costly: true, module: import.meta.url },
);

/** The account as a lead names it, where no list of accounts knows it. */
function statedAccount({ accountId, domain, company }: LeadRecord): string | null {
  return accountId ?? domain ?? company;
}

function baseRate(
  opportunities: readonly OpportunityRecord[],
  winRate: number | null,
  asOf: string,
): { readonly rate: number; readonly from: string } | null {
  if (winRate !== null) return { rate: winRate, from: "the setting winRate" };
  const closed = opportunities.flatMap(({ won, createdOn, closedOn, lapsedOn }) =>
    won === null ? [] : [{ createdOn, decidedOn: lapsedOn ?? closedOn, won: Number(won) }],
  );
  if (closed.length < fewestClosedDeals) return null;
  const told = decidedDeals(closed, asOf);
  const outcomes = Float64Array.from(told, ({ won }) => won);
  const share = mean(outcomes) ?? 0;
  if (share === 0) return null;
  const logOdds = Math.log(share / (1 - share));
  const years = Float64Array.from(told, ({ createdOn }) => daysBetween(createdOn, asOf) / DAYS_A_YEAR);
  const trend = winTrend(
    outcomes.map(() => logOdds),
    outcomes,
    years,
  );
  return {
    rate: trend === null ? share : logistic(logOdds + trend.shift),
    from: `${told.length} closed opportunities${trend === null ? "" : ", at the odds of today"}`,
  };
}

/** Without outcomes the score moves the base rate in proportion: an assumption, and said on the page. */
function inProportion(leads: readonly { readonly score: number }[], rate: number): (score: number) => number {
  const centre = mean(leads, ({ score }) => score) ?? 0;
  return (score) => (centre > 0 ? Math.min(0.99, Math.max(0, (rate * score) / centre)) : rate);
}

function publishedCalibration(
  calibration: Calibration | null,
  base: { readonly rate: number; readonly from: string },
): LeadCalibration {
  return {
    method: calibration?.method ?? null,
    baseRateFrom: base.from,
    baseRate: base.rate,
    leads: calibration?.leads ?? 0,
    accounts: calibration?.accounts ?? 0,
    logLoss: Object.entries(calibration?.logLoss ?? {}).map(([method, logLoss]) => ({ method, logLoss })),
    reliability: [...(calibration?.reliability ?? [])],
  };
}

function pipelineOf(
  opportunities: readonly OpportunityRecord[],
  accounts: ReadonlyMap<string, ValuedLeadAccount>,
  chances: ReadonlyMap<string, number>,
  rate: number,
): LeadsPage["pipeline"] {
  const open = opportunities.filter(({ won, amount }) => won === null && amount !== null);
  const amounts = rollup(
    open,
    (own) => sum(own, ({ amount }) => amount ?? 0),
    ({ accountId }) => accountId ?? "",
  );
  const deals = [...amounts].flatMap(([accountId, amount]): OpenDeal[] => {
    const account = accounts.get(accountId);
    if (account === undefined) return [];
    return [
      {
        dealId: accountId,
        amount,
        chance: chances.get(accountId) ?? account.pWin ?? rate,
        clv: account.clv,
      },
    ];
  });
  if (deals.length === 0) return null;
  const orders = compareOrders(deals, firstShare);
  const byAmount = [...orders.deals].sort((a, b) => a.rankByAmount - b.rankByAmount);
  const points = Math.min(curvePoints, deals.length);
  return {
    accounts: deals.length,
    withLeads: deals.filter(({ dealId }) => chances.has(dealId)).length,
    withoutValue: amounts.size - deals.length,
    first: orders.first,
    share: firstShare,
    exchanged: orders.exchanged,
    byAmount: orders.byAmount,
    byValue: orders.byValue,
    gain: orders.gain,
    curve: Array.from({ length: points + 1 }, (_, point) => {
      const worked = Math.round((point * deals.length) / points);
      const held = (order: typeof orders.deals) =>
        sum(order.slice(0, worked), ({ expectedValue }) => expectedValue);
      return { worked, byAmount: held(byAmount), byValue: held(orders.deals) };
    }),
    deals: orders.deals.slice(0, dealsShown).map(({ dealId, clv, ...deal }) => {
      const account = accounts.get(dealId);
      return {
        ...deal,
        account: account?.name ?? dealId,
        avoid: account?.avoid ?? null,
        clv: clv.value,
        chanceFrom: chances.has(dealId)
          ? "leads"
          : account?.pWin !== null && account?.pWin !== undefined
            ? "win model"
            : "base rate",
      };
    }),
  };
}

function counted(keys: readonly string[]): [string, number][] {
  return [
    ...rollup(
      keys,
      (same) => same.length,
      (key) => key,
    ),
  ].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
}

function reasons(keys: readonly string[]): { reason: string; leads: number }[] {
  return counted(keys).map(([reason, leads]) => ({ reason, leads }));
}
