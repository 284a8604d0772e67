import { sum } from "d3";
import {
  concentrationDecision,
  keepDecision,
  productDecision,
  strategyDecision,
} from "../../model/decisions/client-decisions.js";
import { chooseDecisions, type Decision } from "../../model/decisions/decision.js";
import { spendDecision } from "../../model/decisions/spend-decision.js";
import {
  marketDecision,
  pipelineDecision,
  profileDecision,
  pursueDecision,
  stopDecision,
} from "../../model/decisions/target-decisions.js";
import { accountsPage } from "../accounts.json.js";
import { mayShow } from "../audience/audience.js";
import { shownMarket } from "../audience/shown-market.js";
import { budgetPage } from "../budget.json.js";
import { icpPage } from "../icp.json.js";
import { leadsPage } from "../leads/leads-page.js";
import { performancePage } from "../performance.json.js";
import { avoidedOnList } from "../prospects/avoided-on-list.js";
import { prospectRows } from "../prospects/prospect-rows.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { impactPage } from "../sales/impact-page.js";
import { capacityShare } from "./capacity-share.js";

const FIRST_NAMED = 3;

/**
 * The five decisions that the report comes down to, each from the data that its page of evidence publishes.
 *
 * What stands first weighs most; a decision whose data are absent, or that they do not bear out, makes room for the next.
 */
export const decisions = defineStep("decisions", async (context): Promise<readonly Decision[]> => {
  // Load
  const { histories, marginSet } = await inputs(context);
  const first = (await prospectRows(context)).slice(0, FIRST_NAMED).map(({ name }) => name);
  const onList = await avoidedOnList(context);
  const capacity = await capacityShare(context);
  const icp = whenReady(await icpPage(context));
  const key = whenReady(await accountsPage(context));
  const budget = whenReady(await budgetPage(context));
  const impact = whenReady(await impactPage(context));
  const leads = whenReady(await leadsPage(context));
  const market = whenReady(await shownMarket(context));
  const performance = whenReady(await performancePage(context));

  // Derive
  const share = key === null ? 0 : key.keyResidual.value / key.residual.value;
  const yearRevenue = sum(histories, ({ revenueLast12Months }) => revenueLast12Months);

  // Publish
  return chooseDecisions([
    pursueDecision({ first, capacity }),
    stopDecision(icp?.avoid ?? null, icp?.hasMultiples ?? true, onList),
    key && keepDecision({ accounts: key.accounts, share, yearRevenue, isMeasured: key.measure !== null }),
    spendDecision(budget?.lines ?? []),
    strategyDecision(impact?.initiatives ?? [], marginSet ? "margin" : "revenue"),
    mayShow(context.audience, "product") ? productDecision(performance?.productTests ?? []) : null,
    pipelineDecision(leads?.pipeline ?? null),
    profileDecision(icp?.current ?? null, icp?.proposed ?? null, icp?.hasMultiples ?? true),
    marketDecision(market?.alert ?? null),
    key &&
      concentrationDecision({
        key: key.key,
        clients: key.clients,
        unattended: key.keyWithoutSuccessOwner,
        share,
        holdHalf: key.holdHalf,
      }),
  ]);
});

function whenReady<Page extends { readonly status: string }>(
  page: Page,
): Extract<Page, { readonly status: "ready" }> | null {
  const isReady = (candidate: Page): candidate is Extract<Page, { readonly status: "ready" }> =>
    candidate.status === "ready";
  return isReady(page) ? page : null;
}
