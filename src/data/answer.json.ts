import { hasMeaningfulMultiples } from "../model/value/orders/has-meaningful-multiples.js";
import { shareOfTop } from "../model/value/portfolio/concentration.js";
import { gainsAndLosses } from "../model/value/portfolio/gains-and-losses.js";
import { portfolioClv, portfolioResidual } from "../model/value/portfolio/portfolio-totals.js";
import { answerConfidence } from "./answer/answer-confidence.js";
import { capacityShare } from "./answer/capacity-share.js";
import { decisions } from "./answer/decisions.js";
import { shownMarket } from "./audience/shown-market.js";
import { icpPage } from "./icp.json.js";
import { prospectRows } from "./prospects/prospect-rows.js";
import { prospectScores } from "./prospects/prospect-scores.js";
import { rankedBy } from "./prospects/ranked-by.js";
import { type AnswerPage, answerSchema } from "./published/answer.js";
import type { IcpPage } from "./published/icp.js";
import { inputs } from "./run/inputs.js";
import { prospectsObstacle } from "./run/not-ready.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";
import { segmentsPage } from "./segments.json.js";
import { accounts } from "./targeting/accounts.js";
import { clientRows } from "./value/client-rows.js";
import { clientValues } from "./value/client-values.js";
import { portfolioShock } from "./value/portfolio-shock.js";

const callsShown = 10;
const topShare = 0.2;

const answerPage = defineStep("answer-page", async (context): Promise<AnswerPage> => {
  // Load
  const { prospects } = await inputs(context);
  const clients = await clientRows(context);
  const icp = await icpPage(context);
  const segments = await segmentsPage(context);
  const ranked = await prospectRows(context);
  const scored = await prospectScores(context);
  const market = await shownMarket(context);
  const { learnable, features } = await accounts(context);
  const { values } = await clientValues(context);
  const shock = await portfolioShock(context);

  // Derive
  const clv = clients.map((client) => client.clv);

  // Publish
  return {
    status: "ready",
    clients: clients.length,
    prospects: prospects.length,
    ranked: ranked.length,
    totalClv: portfolioClv(values, shock),
    meanClv: clv.reduce((sum, value) => sum + value, 0) / clv.length,
    hasMultiples: hasMeaningfulMultiples(clv),
    topShare: { clients: topShare, value: shareOfTop(clv, topShare) },
    gainsAndLosses: gainsAndLosses(clv),
    residual: portfolioResidual(values, shock, context.settings.horizonMonths),
    icp:
      icp.status === "ready"
        ? {
            finding: icp.finding,
            reason: icp.reason,
            proposed: briefOf(icp.proposed),
            current: briefOf(icp.current),
          }
        : null,
    icpNotReady: icp.status === "ready" ? null : icp.reason,
    segments:
      segments.status === "ready"
        ? segments.segments.map(
            ({ segmentId, colour, name, clients: members, clv: worthOf, shareOfClv, prospects: alike }) => ({
              segmentId,
              colour,
              name,
              clients: members,
              meanClv: worthOf.mean.value,
              totalClv: worthOf.total,
              shareOfClv,
              prospects: alike,
            }),
          )
        : [],
    callNext: ranked.slice(0, callsShown),
    prospectsNotReady:
      prospects.length === 0
        ? "there is no prospects.csv to score"
        : (prospectsObstacle(learnable, features)?.reason ?? null),
    alert: market.status === "ready" ? market.alert : null,
    rankedBy: await rankedBy(context),
    tellsApart: scored?.tellsApart ?? false,
    capacity: await capacityShare(context),
    decisions: (await decisions(context)).map((one) => ({ ...one, parts: [...one.parts] })),
    confidence: await answerConfidence(context),
  };
});

function briefOf(rule: IcpPage["current"]): NonNullable<AnswerPage["icp"]>["current"] {
  if (rule === null) return null;
  const { sentence, clients, shareOfClients, shareOfClv, meanClv, lift, difference } = rule;
  return { sentence, clients, shareOfClients, shareOfClv, meanClv, lift, difference };
}

export const answer = publishJson("answer.json", answerSchema, answerPage);
await writeWhenMain(import.meta.url, answer);
