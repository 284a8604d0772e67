import { sum } from "d3";
import { meanStay } from "../model/economics/what-if/forecast-ranges.js";
import { portfolioClv, portfolioResidual } from "../model/value/portfolio/portfolio-totals.js";
import { percent } from "../model/words/percent.js";
import type { Inputs } from "../warehouse/inputs.js";
import { acquisitionCost } from "./acquisition/acquisition-cost.js";
import { channelResponses } from "./acquisition/channel-responses.js";
import { shownChannels } from "./audience/shown-channels.js";
import { capacityOf } from "./prospects/capacity.js";
import { prospectScores } from "./prospects/prospect-scores.js";
import { type WhatIfPage, whatIfSchema } from "./published/what-if.js";
import { inputs } from "./run/inputs.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import type { RunContext } from "./run/run-context.js";
import { defineStep } from "./run/step.js";
import { impactPage } from "./sales/impact-page.js";
import { clientValues } from "./value/client-values.js";
import { portfolioShock } from "./value/portfolio-shock.js";
import { leverRanges } from "./what-if/lever-ranges.js";
import { leverShares } from "./what-if/lever-shares.js";
import { whatIfModel } from "./what-if/what-if-model.js";
import { whatIfScenarios } from "./what-if/what-if-scenarios.js";

const CURVES_SHOWN = 40;

/** Where spend.csv tells nothing, costs begin at a share of a year's revenue, so that they fit the size of the business. */
const CARE_OF_REVENUE = 0.05;
const CAMPAIGN_OF_REVENUE = 0.01;

const whatIfPage = defineStep("what-if-page", async (context): Promise<WhatIfPage> => {
  // Load
  const { histories } = await inputs(context);
  const { values } = await clientValues(context);
  const shock = await portfolioShock(context);
  const model = await whatIfModel(context);
  const ranges = await leverRanges(context);
  const shares = await leverShares(context);
  const cost = await acquisitionCost(context);

  // Model
  const worked = model.plan?.groups.slice(0, model.plan.inCapacity) ?? [];
  const stay = meanStay(model.residual);

  // Publish
  return {
    status: "ready",
    clients: histories.length,
    activeClients: sum(values, ({ pActive }) => pActive),
    base: {
      residual: portfolioResidual(values, shock, context.settings.horizonMonths),
      clv: portfolioClv(values, shock),
    },
    model: copyOf(model),
    yearlyStay: stay > 0 ? stay : null,
    winRate:
      worked.length > 0 ? sum(worked, ({ wins }) => wins) / sum(worked, ({ prospects }) => prospects) : null,
    noPlan: model.plan === null ? await whyNoPlan(context) : null,
    costSource: cost?.source ?? null,
    ranges: [...ranges],
    indices: shares.indices,
    indexRows: shares.rows,
    scenarios: [...(await whatIfScenarios(context))],
    investments: await investments(context),
  };
});

async function whyNoPlan(context: RunContext): Promise<NonNullable<WhatIfPage["noPlan"]>> {
  const { rowCounts } = await inputs(context);
  const unless = (table: "prospects" | "opportunities" | "clients"): string | null =>
    rowCounts[table] === undefined ? `${table}.csv` : null;
  const scored = await prospectScores(context);
  if (scored === null) return { reason: "there is no prospect to win", needs: unless("prospects") };
  const ranked = scored.scores.filter(({ rank }) => rank !== null);
  if (ranked.length === 0) return { reason: "no prospect could be ranked", needs: unless("clients") };
  if (ranked.some(({ pWin }) => pWin !== null)) {
    return {
      reason: "no client has been seen for a whole year, so what one brings by year is not known",
      needs: null,
    };
  }
  const needs = unless("opportunities");
  const why = needs === null ? "too few deals were won or lost to tell" : "no lost deal tells it";
  return {
    reason: `the chance of winning a prospect is not known: ${why}, and the settings state no winRate`,
    needs,
  };
}

/** What the inputs of investments begin at: what the data say of today's team, spend and initiatives, else an assumption. */
async function investments(context: RunContext): Promise<WhatIfPage["investments"]> {
  const read = await inputs(context);
  const reps = repsOf(read);
  const capacity = capacityOf(context.settings);
  const lastYear = spendOfLastYear(read);
  const people = sum(lastYear, (row) => (row.kind === "people" && row.purpose !== "retain" ? row.amount : 0));
  const toWin = sum(lastYear, (row) => (row.purpose === "retain" ? 0 : row.amount));
  const toKeep = sum(lastYear, (row) => (row.purpose === "retain" ? row.amount : 0));
  const revenue = Math.max(0, revenueOfLastYear(read));
  const perRep = reps > 0 ? capacity / reps : 50;
  const hire =
    reps > 0 && people > 0
      ? { cost: people / reps, source: "what spend.csv has for people to win clients, by rep" }
      : { cost: 100_000, source: "an assumption: spend.csv tells of no people" };
  const effect = await measuredEffect(context);
  return {
    reps,
    hire: {
      costAYear: twoDigits(hire.cost),
      accountsAYear: Math.max(1, Math.round(perRep)),
      source:
        reps > 0
          ? `${hire.source}; accounts are capacity over the ${reps} reps of the last two years`
          : `${hire.source}; accounts too, for no rep is known`,
    },
    campaign: {
      cost: twoDigits(toWin > 0 ? toWin / 12 : CAMPAIGN_OF_REVENUE * revenue),
      source:
        toWin > 0
          ? "a month of what is spent to win clients"
          : `${percent(CAMPAIGN_OF_REVENUE)} of the last 12 months’ revenue, for spend.csv tells of nothing spent to win clients`,
      accounts: Math.max(1, Math.round(capacity / 10)),
    },
    channel: await channelToRaise(context),
    education: {
      costAYear: twoDigits(toKeep > 0 ? toKeep / 2 : CARE_OF_REVENUE * revenue),
      costSource:
        toKeep > 0
          ? "half of what spend.csv had to keep clients in the last 12 months"
          : `an assumption, ${percent(CARE_OF_REVENUE)} of the last 12 months’ revenue: spend.csv tells of nothing spent to keep clients`,
      ...effect,
    },
  };
}

/** A channel whose spend is known to bring more when there is more of it: search, or the one that most is spent on. */
async function channelToRaise(context: RunContext): Promise<WhatIfPage["investments"]["channel"]> {
  const { channels } = await channelResponses(context);
  const answering = channels
    .filter(({ status, curve, spendNow }) => status === "responds" && curve !== null && spendNow > 0)
    .sort((a, b) => b.spendNow - a.spendNow);
  const chosen = answering.find(({ channel }) => /search/i.test(channel)) ?? answering[0];
  if (chosen === undefined || chosen.curve === null) return null;
  return {
    name: (await shownChannels(context))(chosen.channel),
    today: chosen.spendNow,
    seenHigh: chosen.seen.high,
    curve: { ...chosen.curve },
    draws: chosen.draws.slice(0, CURVES_SHOWN).map((draw) => ({ ...draw })),
  };
}

/** Whoever owned a deal or a quota in the last two years. */
function repsOf({ opportunities, decisions, asOf }: Inputs): number {
  const from = `${Number(asOf.slice(0, 4)) - 2}${asOf.slice(4)}`;
  const owners = opportunities.flatMap(({ owner, createdOn }) =>
    owner !== null && createdOn > from ? [owner] : [],
  );
  const withQuota = decisions.quotas.flatMap(({ owner, period }) =>
    period.slice(0, 4) > from.slice(0, 4) ? [owner] : [],
  );
  return new Set(owners.length > 0 ? owners : withQuota).size;
}

function spendOfLastYear({ spendByMonthChannel, asOf }: Inputs): Inputs["spendByMonthChannel"] {
  const from = `${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4, 7)}`;
  return spendByMonthChannel.filter(({ month }) => month > from && month <= asOf.slice(0, 7));
}

function revenueOfLastYear({ revenueByMonthKind, asOf }: Inputs): number {
  const from = `${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4, 7)}`;
  const lately = revenueByMonthKind.filter(({ month }) => month > from && month <= asOf.slice(0, 7));
  return sum(lately, (row) => row.revenue);
}

type Effect = Pick<
  WhatIfPage["investments"]["education"],
  "leaving" | "reach" | "frequency" | "effectSource"
>;

/** What the initiative that worked best did to leaving at renewals, for those it has not touched; else an assumption. */
async function measuredEffect(context: RunContext): Promise<Effect> {
  const impact = await impactPage(context);
  const worked = (impact.status === "ready" ? impact.initiatives : []).flatMap(
    ({ name, verdict, outcomes, touched, untouched }) => {
      const renewals = outcomes.find(({ outcome, claimed }) => outcome === "renewals" && claimed);
      if (verdict !== "worked" || renewals === undefined) return [];
      const without = 1 - (renewals.touched.after - renewals.effect.value);
      if (!(without > 0)) return [];
      const leaving = Math.max(0, (1 - renewals.touched.after) / without);
      return [{ name, leaving, reach: untouched / Math.max(1, touched + untouched) }];
    },
  );
  const best = worked.sort((a, b) => a.leaving - b.leaving)[0];
  if (best === undefined) {
    return {
      leaving: 0.9,
      reach: 0.5,
      frequency: 1,
      effectSource: "an assumption: no initiative was measured to keep clients",
    };
  }
  const fewer = Math.round(100 * (1 - best.leaving));
  return {
    leaving: 1 - fewer / 100,
    reach: Math.round(20 * best.reach) / 20,
    frequency: 1,
    effectSource: `“${best.name}” was measured to have ${fewer}% fewer of those it touched leave; the reach is of those whom it has not touched`,
  };
}

function twoDigits(amount: number): number {
  return Number(amount.toPrecision(2));
}

/** Plain lists for what the schema takes. */
function copyOf(model: Awaited<ReturnType<typeof whatIfModel>>): WhatIfPage["model"] {
  type Cell = (typeof model)["residual"][number];
  const cells = (list: readonly Cell[]) =>
    list.map(({ kind, group, margins, revenues, days, years, stays }) => ({
      kind,
      group,
      margins: [...margins],
      revenues: [...revenues],
      days: [...days],
      years: [...years],
      stays: [...stays],
    }));
  return {
    discountRateAnnual: model.discountRateAnnual,
    residual: cells(model.residual),
    lifetime: cells(model.lifetime),
    plan: model.plan && {
      ...model.plan,
      groups: model.plan.groups.map((group) => ({ ...group })),
      life: cells(model.plan.life),
    },
  };
}

export const whatIf = publishJson("what-if.json", whatIfSchema, whatIfPage);
await writeWhenMain(import.meta.url, whatIf);
