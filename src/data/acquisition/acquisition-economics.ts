import { group, sum } from "d3";
import {
  type AcquisitionReturn,
  acquisitionReturn,
  type ReturnPart,
} from "../../model/economics/channels/acquisition-return.js";
import {
  type ClientLife,
  FEWEST_LIVES,
  meanCumulativeMargin,
  type Payback,
  payback,
  paybackMonth,
} from "../../model/economics/channels/payback.js";
import {
  type DatedMargin,
  earnedFlows,
  invoicedFlows,
  type LifeFlow,
  servingFlows,
  wholeMonthsBetween,
} from "../../model/economics/what-if/life-flows.js";
import { daysBetween } from "../../model/numerics/calendar.js";
import type { Estimate } from "../../model/numerics/interval.js";
import { substream } from "../../model/numerics/substream.js";
import { daysServed } from "../../model/value/cost-to-serve.js";
import { shockOver } from "../../model/value/uncertainty/shock-growth.js";
import type { PurchaseRecord, TermRecord } from "../../warehouse/decision-records.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { clientValues } from "../value/client-values.js";
import { portfolioShock } from "../value/portfolio-shock.js";
import { SEED } from "../value/value-options.js";
import { attributedClients } from "./attributed-clients.js";

/** A client, or a share of one. */
export interface ClientShare {
  readonly clientId: string;
  readonly share: number;
}

/** What winning clients cost in all: spend that might have won others, or a cost of each. */
export interface AcquisitionPrice {
  readonly total: number;
  readonly of: "spend" | "each client";
}

/** What some clients are worth beside what winning them cost. */
export interface ClientEconomics {
  /** By their shares. */
  readonly clients: number;
  readonly clv: number;
  readonly meanClv: Estimate | null;
  readonly cac: number | null;
  readonly ratio: AcquisitionReturn | null;
}

/** Questions about any of the clients that were won in the data. */
export interface AcquisitionEconomics {
  of(clients: readonly ClientShare[], price: AcquisitionPrice | null): ClientEconomics;
  /** null without a cost, or where too few clients were seen; the name keeps its draws apart from others. */
  paybackOf(clients: readonly ClientShare[], cac: number | null, name: string): ClientPayback | null;
  /** Mean cumulative margin earned less the cost to serve, by month of life. */
  curveOf(clients: readonly ClientShare[]): readonly number[];
}

/** By what was earned, and the month by what was invoiced; null: not within the months seen. */
export interface ClientPayback extends Payback {
  readonly invoicedMonths: number | null;
}

/** Days around the start of a term within which it is billed. */
const BILLING_DAYS = 31;
const DRAWS = 200;

export const acquisitionEconomics = defineStep(
  "acquisition-economics",
  async (context): Promise<AcquisitionEconomics> => {
    const { asOf, decisions, histories } = await inputs(context);
    const { values } = await clientValues(context);
    const { clients } = await attributedClients(context);
    const shock = await portfolioShock(context);
    const valueById = new Map(values.map((value) => [value.clientId, value]));
    const drawn = new Set(decisions.detailed.drawnByChance);
    const purchasesOf = group(decisions.purchases, ({ clientId }) => clientId);
    const termsOf = group(decisions.terms, ({ clientId }) => clientId);
    const businessOf = (clientId: string): DatedMargin[] =>
      (purchasesOf.get(clientId) ?? []).map((purchase) => ({
        ...purchase,
        earnedUntil: termOf(purchase, termsOf.get(clientId) ?? [])?.endsOn ?? null,
      }));
    const historyOf = new Map(histories.map((history) => [history.clientId, history]));
    const servedBy = (clientId: string): LifeFlow[] => {
      const [history, value] = [historyOf.get(clientId), valueById.get(clientId)];
      if (history === undefined || value === undefined) return [];
      return servingFlows(daysServed(history, value.pActive), history.costToServeAMonth);
    };
    const lifeOf = new Map(
      clients
        .filter(({ clientId, isWonInData }) => isWonInData && drawn.has(clientId))
        .map(({ clientId, firstOn }) => {
          const [business, served] = [businessOf(clientId), servedBy(clientId)];
          return [
            clientId,
            {
              monthsSeen: wholeMonthsBetween(firstOn, asOf),
              earned: [...earnedFlows(firstOn, business), ...served],
              invoiced: [...invoicedFlows(firstOn, business), ...served],
            },
          ];
        }),
    );
    const livesOf = (some: readonly ClientShare[], flows: "earned" | "invoiced"): ClientLife[] =>
      some.flatMap(({ clientId, share }) => {
        const life = lifeOf.get(clientId);
        return life === undefined ? [] : [{ monthsSeen: life.monthsSeen, flows: life[flows], weight: share }];
      });
    return {
      of: (some, price) => {
        const parts = some.flatMap(({ clientId, share }): ReturnPart[] => {
          const value = valueById.get(clientId);
          return value === undefined
            ? []
            : [{ ...value, shockHalfWidth: shockOver(shock, value.clvMonthsAhead), share }];
        });
        const count = sum(parts, ({ share }) => share);
        return {
          clients: count,
          clv: sum(parts, ({ share, clv }) => share * clv),
          meanClv: acquisitionReturn(parts, { total: count, of: "each client" }),
          cac: price !== null && price.total > 0 && count > 0 ? price.total / count : null,
          ratio: price === null ? null : acquisitionReturn(parts, price),
        };
      },
      paybackOf: (some, cac, name) => {
        const lives = livesOf(some, "earned");
        if (cac === null || !(cac > 0) || lives.length < FEWEST_LIVES) return null;
        return {
          ...payback(lives, cac, DRAWS, substream(SEED, `payback ${name}`)),
          invoicedMonths: paybackMonth(meanCumulativeMargin(livesOf(some, "invoiced")), cac),
        };
      },
      curveOf: (some) => meanCumulativeMargin(livesOf(some, "earned")),
    };
  },
);

/** The term that a purchase was billed for: of the same product, as far as both are known, and near its start. */
function termOf(purchase: PurchaseRecord, terms: readonly TermRecord[]): TermRecord | undefined {
  if (purchase.kind !== "initial" && purchase.kind !== "renewal") return undefined;
  return terms.find(
    ({ startsOn, product }) =>
      Math.abs(daysBetween(startsOn, purchase.firstOn)) <= BILLING_DAYS &&
      (product === null || purchase.product === null || product === purchase.product),
  );
}
