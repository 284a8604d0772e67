import { ascending, group, mean, median, sum } from "d3";
import {
  type AccountSituation,
  lifecyclePlan,
  lifecycleStage,
} from "../../model/key-accounts/lifecycle-plan.js";
import { isoDateOf } from "../../model/numerics/calendar.js";
import { quarterName, quarterNumber, quarterNumberOf } from "../../model/numerics/quarter.js";
import { lastWholeQuarter } from "../../model/performance/quarterly-panel.js";
import type { PurchaseRecord, SignalRecord } from "../../warehouse/decision-records.js";
import { mayShow, shownName } from "../audience/audience.js";
import { shownMeasures } from "../audience/shown-measures.js";
import type { AccountPage } from "../published/account.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { retention } from "../value/retention.js";
import { valueChange } from "../value/value-change.js";
import { productOrder } from "./accounts-product-order.js";
import { keyAccounts } from "./key-accounts.js";
import { nextProducts } from "./next-products.js";

const QUARTERS_OF_HISTORY = 60;
const QUARTERS_OF_SIGNALS = 16;
const TERMS = 60;
const YEAR = 4;

/** What is on the page of each key account, by the page's name. */
export const accountPages = defineStep(
  "account-pages",
  async (context): Promise<ReadonlyMap<string, AccountPage>> => {
    // Load
    const { audience } = context;
    const { asOf, histories, clients: records, decisions } = await inputs(context);
    const { clients } = await accounts(context);
    const { ranked, key, headroom } = await keyAccounts(context);
    const { measure } = await retention(context);
    const { test, offers, bought, ids } = await nextProducts(context);
    const change = await valueChange(context);

    // Derive
    const residual = sum(ranked, ({ value }) => value.residualValue);
    const recordOf = new Map(records.map((record) => [record.accountId, record]));
    const nameOf = new Map(clients.map((client) => [client.accountId, shownName(audience, client)]));
    const purchasesOf = group(decisions.purchases, ({ clientId }) => clientId);
    const termsOf = group(decisions.terms, ({ clientId }) => clientId);
    const detailed = new Set(decisions.detailed.clients);
    const [showsProducts, showsNotes] = [mayShow(audience, "product"), mayShow(audience, "note")];
    const signals = await shownMeasures(context);
    const signalsOf = group(signals, ({ clientId }) => clientId);
    const everyone = mediansByQuarter(signals);
    const plansOf = group(mayShow(audience, "goal") ? decisions.plans : [], ({ clientId }) => clientId);
    const lastQuarter = lastWholeQuarter(asOf);
    const then = new Map(
      change.status === "ready" ? change.previous.clients.map((client) => [client.clientId, client]) : [],
    );

    return new Map(
      key.map(({ rank, row, client, value, retention: kept, page }) => {
        const { clientId } = client;
        const purchases = purchasesOf.get(clientId) ?? [];
        const terms = [...(termsOf.get(clientId) ?? [])].sort((a, b) => ascending(a.startsOn, b.startsOn));
        const record = recordOf.get(clientId);
        const room = headroom?.clients.get(row) ?? null;
        const before = then.get(clientId);
        const own = signalsOf.get(clientId) ?? [];
        const changes = {
          revenue: lastYears(purchases, lastQuarter, ({ revenue }) => revenue),
          margin: lastYears(purchases, lastQuarter, ({ margin }) => margin),
          purchases: lastYears(purchases, lastQuarter, ({ orders }) => orders),
          newProducts: showsProducts
            ? [...(bought.get(clientId) ?? [])]
                .filter(([, day]) => quarterNumberOf(isoDateOf(day)) > lastQuarter - YEAR)
                .map(([product]) => product)
            : [],
          signals: signalChanges(own, lastQuarter),
        };
        const shownOffers = showsProducts ? (offers.get(clientId) ?? []) : [];
        const goals = plansOf.get(clientId) ?? [];
        const situation: AccountSituation = {
          asOf,
          firstOn: client.firstOn,
          renewals: (histories[row]?.contractLines ?? [])
            .filter(({ ended, noticeGiven }) => !ended && !noticeGiven)
            .map(({ product, endsOn }) => ({ product: showsProducts ? product : null, endsOn })),
          goals,
          offers: shownOffers.map(({ product }) => product),
          margin: changes.margin,
          poorOn: kept.standing === "poor" && measure !== null ? measure.measure : null,
        };
        const content: AccountPage = {
          clientId,
          name: client.name,
          rank,
          key: key.length,
          shareOfResidual: value.residualValue / residual,
          segment: client.segment,
          owner: mayShow(audience, "owner") ? (record?.owner ?? null) : null,
          successOwner: mayShow(audience, "success_owner") ? (record?.successOwner ?? null) : null,
          firstOn: client.firstOn,
          stage: lifecycleStage(situation),
          clv: { value: value.clv, low: value.clvLow, high: value.clvHigh },
          historicValue: value.historicValue,
          residual: { value: value.residualValue, low: value.residualLow, high: value.residualHigh },
          totalValue: value.totalValue,
          expectedRevenue12m: {
            value: value.expectedRevenue12m,
            low: value.expectedRevenue12mLow,
            high: value.expectedRevenue12mHigh,
          },
          revenueLast12Months: histories[row]?.revenueLast12Months ?? 0,
          pStays: kept.pStays,
          valueAtRisk: kept.valueAtRisk,
          standing: kept.standing,
          inReach: kept.inReach,
          reading: mayShow(audience, "measure") ? kept.reading : null,
          measure,
          best: room?.best ?? null,
          headroom: room?.headroom ?? null,
          similar: room?.similar.length ?? 0,
          detailed: detailed.has(clientId),
          history: quarterlyHistory(purchases, quarterNumberOf(asOf)),
          fan: [...client.fan],
          terms: terms.slice(-TERMS).map(({ product, line, startsOn, endsOn, revenue, renewed }) => ({
            product: showsProducts ? product : null,
            line,
            startsOn,
            endsOn,
            revenue,
            state: renewed === null ? "running" : renewed ? "renewed" : "ended",
          })),
          signals: signalLines(own, everyone, quarterNumberOf(asOf)),
          goals: goals.map(({ goal, dueOn, note }) => ({
            goal,
            dueOn,
            note: showsNotes ? note : null,
            overdue: dueOn !== null && dueOn <= asOf,
          })),
          products: showsProducts
            ? [...(bought.get(clientId) ?? [])]
                .map(([product, day]) => ({ product, since: isoDateOf(day) }))
                .sort((a, b) => ascending(a.since, b.since) || ascending(a.product, b.product))
            : [],
          offers: shownOffers.map(({ addedBy, ...offer }) => ({
            ...offer,
            addedBy: addedBy.map((at) => nameOf.get(ids[at] ?? "") ?? ids[at] ?? ""),
          })),
          productOrder: productOrder(test),
          changes,
          previous:
            change.status === "ready" && before
              ? {
                  asOf: change.previous.asOf,
                  clv: { now: value.clv, before: before.clv },
                  totalValue: { now: value.totalValue, before: before.totalValue },
                  pActive: { now: value.pActive, before: before.pActive },
                }
              : null,
          plan: lifecyclePlan(situation),
        };
        return [page ?? clientId, content];
      }),
    );
  },
);

/** The last four whole quarters and the four before. */
function lastYears(
  purchases: readonly PurchaseRecord[],
  lastQuarter: number,
  of: (purchase: PurchaseRecord) => number,
): { readonly now: number; readonly before: number } {
  const within = (last: number) =>
    sum(
      purchases.filter(({ quarter }) => {
        const number = quarterNumber(quarter);
        return number <= last && number > last - YEAR;
      }),
      of,
    );
  return { now: within(lastQuarter), before: within(lastQuarter - YEAR) };
}

function quarterlyHistory(purchases: readonly PurchaseRecord[], lastQuarter: number): AccountPage["history"] {
  const byQuarter = group(purchases, ({ quarter }) => quarterNumber(quarter));
  const first = Math.min(lastQuarter + 1, ...byQuarter.keys());
  let cumulative = 0;
  return Array.from({ length: lastQuarter + 1 - first }, (_, at) => {
    const margin = sum(byQuarter.get(first + at) ?? [], (purchase) => purchase.margin);
    cumulative += margin;
    return { quarter: quarterName(first + at), margin, cumulative };
  }).slice(-QUARTERS_OF_HISTORY);
}

/** Median of the clients' means by measure and quarter. */
function mediansByQuarter(signals: readonly SignalRecord[]): ReadonlyMap<string, number> {
  return new Map(
    [...group(signals, ({ measure, quarter }) => `${measure} ${quarter}`)].map(([key, some]) => [
      key,
      median(some, (signal) => signal.mean) ?? Number.NaN,
    ]),
  );
}

function signalLines(
  own: readonly SignalRecord[],
  everyone: ReadonlyMap<string, number>,
  lastQuarter: number,
): AccountPage["signals"] {
  const recent = own.filter(({ quarter }) => quarterNumber(quarter) > lastQuarter - QUARTERS_OF_SIGNALS);
  return [...group(recent, ({ measure }) => measure)].map(([measure, some]) => ({
    measure,
    points: some.map((signal) => ({
      quarter: signal.quarter,
      mean: signal.mean,
      everyone: everyone.get(`${measure} ${signal.quarter}`) ?? signal.mean,
    })),
  }));
}

function signalChanges(own: readonly SignalRecord[], lastQuarter: number): AccountPage["changes"]["signals"] {
  const meanOf = (measure: string, last: number) =>
    mean(
      own.filter((signal) => {
        const number = quarterNumber(signal.quarter);
        return signal.measure === measure && number <= last && number > last - YEAR;
      }),
      (signal) => signal.mean,
    );
  return [...new Set(own.map(({ measure }) => measure))].flatMap((measure) => {
    const [now, before] = [meanOf(measure, lastQuarter), meanOf(measure, lastQuarter - YEAR)];
    return now === undefined || before === undefined ? [] : [{ measure, now, before }];
  });
}
