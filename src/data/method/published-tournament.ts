import { least } from "d3";
import { addMonths, epochDayOf, isoDateOf } from "../../model/numerics/calendar.js";
import { repeatModel } from "../../model/value/repeat/repeat-models.js";
import type { ContestTable } from "../../model/value/tournament/contest-table.js";
import { COVARIATE_MODEL, PLAIN_OF_COVARIATES } from "../../model/value/tournament/covariate-predictor.js";
import type { RepeatVerdict } from "../../model/value/tournament/repeat-verdict.js";
import type { RollingOrigins } from "../../model/value/tournament/rolling-origins.js";
import type { MethodPage } from "../published/method.js";
import { defineStep } from "../run/step.js";
import { valueSnapshots } from "../value/value-snapshots.js";
import { valueTournament } from "../value/value-tournament.js";
import { lastDaySentence } from "./last-day-sentence.js";

type OnPage = NonNullable<MethodPage["valueTournament"]>;

/** A contest with what only validation.json holds: means of the chosen way by tenth of clients. */
export type WholeContest = OnPage["orders"] & Pick<ContestTable, "calibration">;

/** The contest for repeat business; the page's schema leaves out what it does not show. */
interface PublishedTournament extends OnPage {
  readonly orders: WholeContest;
  readonly revenue: WholeContest;
  /** The model that carries what is expected month by month. */
  readonly model: string;
}

/** The contest for repeat business as it is published; null where the data do not tell. */
export const publishedTournament = defineStep(
  "published-tournament",
  async (context): Promise<PublishedTournament | null> => {
    const verdict = await valueTournament(context);
    const { plan } = await valueSnapshots(context);
    if (verdict === null) return null;
    return {
      windowMonths: plan.windowMonths,
      stepMonths: plan.stepMonths,
      minimumHistoryMonths: plan.minimumHistoryMonths,
      caution: plan.caution,
      clients: verdict.clients,
      origins: publishedOrigins(verdict.origins, plan),
      orders: publishedContest(withoutTwins(verdict.orders)),
      revenue: publishedContest(withoutTwins(verdict.revenue)),
      model: verdict.model,
      sentence: sentenceOf(verdict),
    };
  },
);

/** Without the model with firmographics where it has none, and would repeat the row of the model without. */
export function withoutTwins(table: ContestTable): ContestTable {
  const lossesOf = new Map(table.rows.map(({ name, losses }) => [name, losses.join()]));
  return {
    ...table,
    rows: table.rows.filter(
      ({ name, losses }) =>
        !name.startsWith(COVARIATE_MODEL) ||
        lossesOf.get(name.replace(COVARIATE_MODEL, PLAIN_OF_COVARIATES)) !== losses.join(),
    ),
  };
}

/** Each origin with the day until which it is judged: the last origin, and for that one the present. */
export function publishedOrigins(
  origins: readonly string[],
  { windowMonths }: RollingOrigins,
): { origin: string; until: string }[] {
  return origins.map((origin, index, { length }) => ({
    origin,
    until:
      (index < length - 1 ? origins.at(-1) : undefined) ??
      isoDateOf(addMonths(epochDayOf(origin), windowMonths)),
  }));
}

/** A contest as it is published. */
export function publishedContest({
  rows,
  weights,
  choosingOrigins,
  calibration,
  ...rest
}: ContestTable): WholeContest {
  return {
    ...rest,
    choosingOrigins: [...choosingOrigins],
    rows: rows.map(({ losses, ...row }) => ({ ...row, losses: [...losses] })),
    weights: weights.map(({ blend, members }) => ({
      blend,
      members: members.map(({ name, weight }) => ({ name, weight: Math.min(1, Math.max(0, weight)) })),
    })),
    calibration: [...calibration],
  };
}

function sentenceOf({ revenue, clients, model }: RepeatVerdict): string {
  const row = revenue.rows.find(({ name }) => name === revenue.chosen);
  if (row === undefined) {
    return "No earlier day was left to choose by: repeat orders are predicted by the usual model.";
  }
  const best = least(revenue.rows, ({ choosingLoss }) => choosingLoss ?? Number.NaN)?.name;
  const chosen =
    row.kind === "rule"
      ? `The trivial rule “${row.name}” predicted the revenue of ${clients} clients without contracts best on earlier days, better than any model; it is used for the next 12 months.`
      : best === row.name
        ? `“${row.name}” predicted the revenue of ${clients} clients without contracts best on earlier days and is used.`
        : `“${row.name}” is used for ${clients} clients without contracts: on earlier days nothing predicted their revenue clearly better, “${best}” a little.`;
  return `${chosen} After the next 12 months each client’s revenue keeps its proportion to what ${repeatModel(model).label} expects: nothing tells how soon it would lose it. ${lastDaySentence(row, revenue.rows)}`;
}
