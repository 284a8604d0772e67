import { deviation, mean, randomLcg, sum } from "d3";
import { describe, expect, it } from "vitest";
import { cellMargin } from "../../../src/model/economics/what-if/flow-cell.js";
import { flowValue } from "../../../src/model/economics/what-if/flow-value.js";
import { unchanged } from "../../../src/model/economics/what-if/levers.js";
import { portfolioFlows } from "../../../src/model/economics/what-if/portfolio-flows.js";
import { addMonths, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import type { ClientHistory, LineBilling } from "../../../src/model/value/client-history.js";
import type { ClientValue } from "../../../src/model/value/client-value.js";
import { explainClientValue } from "../../../src/model/value/explain-client-value.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { clientFans } from "../../../src/model/value/forecast/client-fan.js";
import { expectedRevenue } from "../../../src/model/value/forecast/expected-revenue.js";
import { firstHorizonEnd, forecastCalendar } from "../../../src/model/value/forecast/forecast-calendar.js";
import { simulateFutures } from "../../../src/model/value/forecast/simulate-client.js";
import { componentAmounts, componentTotal } from "../../../src/model/value/portfolio/components.js";
import { clientForecaster, valueClients } from "../../../src/model/value/value-clients.js";
import type { ValueOptions } from "../../../src/model/value/value-options.js";
import { readFolder } from "../../warehouse/read-folder.js";
import { AS_OF, contractClient, contractLine, OPTIONS } from "./client-histories.js";

/** 40 alike clients with contracts of 100 a month from July 2021 on, invoiced every `every` months in advance. */
async function billedEvery(termMonths: number, every: number): Promise<{ value: ClientValue; now: number }> {
  const day = (month: number) => isoDateOf(addMonths(epochDayOf("2021-07-01"), month));
  const clients = Array.from({ length: 40 }, (_, index) => `c${index}`);
  const terms = Array.from({ length: Math.ceil(42 / termMonths) }, (_, term) => term * termMonths);
  const invoices = Array.from({ length: Math.ceil(42 / every) }, (_, invoice) => invoice * every);
  const contracts = clients.flatMap((client) =>
    terms.map((month) => {
      const end = isoDateOf(epochDayOf(day(month + termMonths)) - 1);
      return `${client},${day(month)},${end},${100 * termMonths}`;
    }),
  );
  const transactions = clients.flatMap((client) =>
    invoices.map(
      (month) => `${client},${day(month)},${100 * every},${month < termMonths ? "initial" : "renewal"}`,
    ),
  );
  const { histories } = await readFolder(
    {
      "contracts.csv": ["client_id,start,end,amount", ...contracts].join("\n"),
      "transactions.csv": ["client_id,date,amount,kind", ...transactions].join("\n"),
    },
    AS_OF,
  );
  const fit = fitValueModels(histories);
  const [value] = valueClients(histories, fit, OPTIONS);
  const [history] = histories;
  if (value === undefined || history === undefined) throw new Error("no client");
  const calendar = forecastCalendar(OPTIONS);
  return { value, now: expectedRevenue(fit, calendar)(history)[11] ?? 0 };
}

describe("a contract billed bit by bit", () => {
  it("is worth what it is billed up front, but for half a term's discount", async () => {
    const [monthly, upFront] = [await billedEvery(12, 1), await billedEvery(12, 12)];
    // On average an invoice comes five and a half months later: 4.3 % less at 10 % a year.
    expect(monthly.value.clv / upFront.value.clv).toBeCloseTo(0.957, 2);
    // Five and a half terms lie within the five years ahead, of which half a one is billed after them.
    expect(monthly.value.residualValue / upFront.value.residualValue).toBeCloseTo(1, 1);
    expect(monthly.value.expectedRevenue12m / 1200).toBeGreaterThan(0.98);
    expect(monthly.value.expectedRevenue12m / 1200).toBeLessThan(1);
    expect(monthly.now).toBeCloseTo(monthly.value.expectedRevenue12m, 9);
    expect(componentTotal(monthly.value.components)).toBeCloseTo(monthly.value.totalValue, 9);
  });

  it("brings what falls due before it comes up for renewal", async () => {
    const [yearly, upFront] = [await billedEvery(36, 12), await billedEvery(36, 36)];
    expect(yearly.value.expectedRevenue12m).toBeCloseTo(1200, 9);
    expect(yearly.now).toBeCloseTo(yearly.value.expectedRevenue12m, 9);
    expect(upFront.value.expectedRevenue12m).toBe(0);
    // Of six yearly invoices the sixth comes after the first five years; of two up front none does.
    const invoices = sum([0, 1, 2, 3, 4], (year) => 1200 * 1.1 ** -year);
    expect(yearly.value.clv / invoices).toBeCloseTo(1, 2);
  });
});

const UNBILLED: LineBilling = { instalments: 12, unbilled: 600, nextOn: "2025-01-01", kind: "initial" };
/** The first days of the months from January to June. */
const BILL_DAYS = [1, 32, 60, 91, 121, 152];
const EXACT: ValueOptions = { ...OPTIONS, discountRateAnnual: 0 };

/** A client whose term of 1,200 ends on 30 June 2025. */
function client(changes: Partial<ClientHistory["contractLines"][number]>): ClientHistory {
  const line = contractLine("2024-07-01", 1, 12, 1200, false, { billing: UNBILLED, ...changes });
  return contractClient("signed", "2024-07-01", [line]);
}

const leaving = client({ noticeGiven: true });
const staying = client({});
/** So that renewals are known to be uncertain. */
const others = Array.from({ length: 60 }, (_, index) =>
  contractClient(`other ${index}`, "2020-01-01", [
    contractLine("2020-01-01", 1 + (index % 5), 12, 1000, index % 5 < 4),
  ]),
);
const fit = fitValueModels(others);

function valued(history: ClientHistory, options = OPTIONS): ClientValue {
  const [value] = valueClients([history], fit, options);
  if (value === undefined) throw new Error("no value");
  return value;
}

describe("what is signed", () => {
  it("comes in the instalments that are left, whatever becomes of the contract then", () => {
    const discounted = sum(BILL_DAYS, (day) => 100 * 1.1 ** (-day / 365.25));
    const value = valued(leaving);
    expect(value.residualValue).toBeCloseTo(discounted, 9);
    expect(value.clv - value.clvObserved).toBeCloseTo(discounted * 1.1 ** (-183 / 365.25), 9);
    expect(value.residualComponents).toMatchObject({ renewal: 0, expansion: 0, services: 0, other: 0 });
    expect(value.residualComponents.initial).toBe(value.residualValue);
    expect(value.expectedRevenue12m).toBeCloseTo(600, 9);
    for (const end of [value.residualLow, value.residualHigh]) expect(end).toBeCloseTo(discounted, 9);
    expect(valued(leaving, { ...EXACT, horizonMonths: 3 }).residualValue).toBeCloseTo(300, 9);
  });

  it("comes month by month where no instalments are known", () => {
    const unknown = { ...UNBILLED, instalments: 1, nextOn: null };
    const late = client({ noticeGiven: true, billing: unknown, endsOn: "2026-12-31" });
    expect(valued(late, { ...EXACT, horizonMonths: 24 }).residualValue).toBeCloseTo(600, 9);
    expect(valued(late, EXACT).expectedRevenue12m).toBeCloseTo(300, 9);
  });

  it("comes of terms ahead as they are signed, after what is left of the running one", () => {
    const ahead = [
      { startsOn: "2025-07-01", revenue: 1200, yearlyRevenue: 1200 },
      { startsOn: "2026-07-01", revenue: 300, yearlyRevenue: 1200 },
    ];
    const several = client({ noticeGiven: true, endsOn: "2026-09-30", ahead });
    const horizonMonths = 24;
    expect(valued(several, { ...EXACT, horizonMonths }).residualValue).toBeCloseTo(2100, 9);
    // The months from January to June, and those from July to December.
    expect(valued(several, EXACT).expectedRevenue12m).toBeCloseTo(1200, 9);
    const line = contractLine("2024-07-01", 1, 12, 1200, false, {
      noticeGiven: true,
      endsOn: "2026-09-30",
      ahead,
    });
    const atOnce = valued(contractClient("signed", "2024-07-01", [line]), { ...EXACT, horizonMonths });
    expect(atOnce.residualValue).toBeCloseTo(1500, 9);
    expect(atOnce.residualLow).toBeCloseTo(1500, 9);
    expect(atOnce.residualComponents.renewal).toBe(atOnce.residualValue);
    const credit = client({
      noticeGiven: true,
      endsOn: "2026-09-30",
      ahead: [{ startsOn: "2025-07-01", revenue: -5, yearlyRevenue: -5 }],
    });
    expect(valued(credit, { ...EXACT, horizonMonths }).residualValue).toBeCloseTo(600, 9);
  });

  it("puts off the chance of a renewal to the end of what is signed, at what that brings", () => {
    const calendar = forecastCalendar({ ...EXACT, horizonMonths: 36 });
    const line = contractLine("2024-07-01", 1, 12, 1200, false, {
      endsOn: "2026-06-30",
      ahead: [{ startsOn: "2025-07-01", revenue: 2400, yearlyRevenue: 2400 }],
    });
    const signed = contractClient("ahead", "2024-07-01", [line]);
    const begun = contractLine("2024-07-01", 2, 12, 2400);
    const { renewals, signed: certain = [] } = clientForecaster(fit, calendar).forecast(signed);
    const [as] = clientForecaster(fit, calendar).forecast(
      contractClient("ahead", "2024-07-01", [begun]),
    ).renewals;
    expect(certain).toEqual([{ revenue: 2400, kind: "renewal", days: [182] }]);
    expect(renewals).toEqual([as]);
  });

  it("earns the margin of its kind, and nothing once the contract ended", () => {
    const rates = componentAmounts((kind) => (kind === "initial" ? 0.3 : 0.9));
    expect(valued({ ...leaving, marginRateByKind: rates }, EXACT).residualValue).toBeCloseTo(180, 9);
    expect(valued(client({ ended: true }), EXACT).residualValue).toBe(0);
  });

  it("is in the mean of simulated futures, as renewals billed in parts are", () => {
    const calendar = forecastCalendar(OPTIONS);
    const process = clientForecaster(fit, calendar).forecast(staying);
    const lastDay = firstHorizonEnd(calendar, staying.firstOn);
    const worlds = [{ process, orderValue: null }];
    const futures = simulateFutures(worlds, staying.orders, calendar, lastDay, 40_000, randomLcg(5));
    const value = valued(staying);
    expect(Math.min(...futures.nextYear)).toBeCloseTo(600, 9);
    expect(Math.max(...futures.nextYear)).toBeGreaterThan(1000);
    expect((mean(futures.nextYear) ?? 0) / value.expectedRevenue12m).toBeCloseTo(1, 2);
    expect((mean(futures.residual) ?? 0) / value.residualValue).toBeCloseTo(1, 2);
    // Of a renewal in July six of twelve instalments fall into the year ahead; billed at once it would all.
    const atOnce = client({ billing: { ...UNBILLED, instalments: 1, nextOn: null } });
    const renewed = (history: ClientHistory) => valued(history).expectedRevenue12m - 600;
    expect(renewed(staying) / renewed(atOnce)).toBeCloseTo(1 / 2, 9);
  });

  it("swings where bills swing around what is signed, the further the less of a term is left, as renewals do", () => {
    const calendar = forecastCalendar(EXACT);
    const swings = { term: 0.2, level: 0.1 };
    const used = client({ noticeGiven: true, billing: { ...UNBILLED, swings } });
    const process = clientForecaster(fit, calendar).forecast(used);
    const lastDay = firstHorizonEnd(calendar, used.firstOn);
    const worlds = [{ process, orderValue: null }];
    const { nextYear } = simulateFutures(worlds, used.orders, calendar, lastDay, 40_000, randomLcg(5));
    expect((mean(nextYear) ?? 0) / 600).toBeCloseTo(1, 2);
    // 181 days of a year are left: √(0.1² + 0.2² · 365.25 / 181).
    expect(deviation(nextYear, Math.log)).toBeCloseTo(0.301, 2);
    const renewing = client({ billing: { ...UNBILLED, swings } });
    const [renewal] = clientForecaster(fit, calendar).forecast(renewing).renewals;
    expect(renewal?.swings).toEqual(swings);
    expect(valued(renewing, EXACT).residualValue).toBeCloseTo(valued(staying, EXACT).residualValue, 9);
  });

  it("is explained as a step, and the steps add up", () => {
    for (const history of [leaving, staying, { ...staying, costToServeAMonth: 5 }]) {
      const steps = explainClientValue(history, fit, OPTIONS);
      const parts = steps.filter(({ kind }) => kind === "residual part");
      expect(sum(parts, ({ value }) => value)).toBeCloseTo(valued(history).residualValue, 6);
      expect(parts.map(({ label }) => label)).toContain("Signed and not yet billed, until 2025-06-01");
      expect(steps.every(({ formula }) => !/NaN|undefined|Infinity/.test(formula))).toBe(true);
    }
    const labels = explainClientValue(staying, fit, OPTIONS).map(({ label }) => label);
    expect(labels).toContain("Renewal on 2025-07-01, billed until 2026-06-01");
  });

  it("is in the flows of the portfolio, where discounting alone moves it, and in the client's fan", () => {
    const histories = [{ ...leaving, clientId: "leaving" }, staying, ...others];
    const flows = portfolioFlows(histories, fit, OPTIONS);
    const values = valueClients(histories, fit, OPTIONS);
    expect(sum(flows.residual, cellMargin)).toBeCloseTo(
      sum(values, ({ residualValue }) => residualValue),
      6,
    );
    expect(sum(flows.lifetime, cellMargin)).toBeCloseTo(
      sum(values, (value) => value.clv - value.clvObserved),
      6,
    );
    const own = portfolioFlows([leaving], fit, OPTIONS).residual;
    const base = unchanged(OPTIONS.discountRateAnnual);
    const at = (changes: Partial<typeof base>) => flowValue(own, { ...base, ...changes }, 0.1);
    expect(at({ retention: 0.5, dealSize: 2 })).toBeCloseTo(at({}), 9);
    expect(at({ discountRateAnnual: 0 })).toBeCloseTo(600, 1);
    const [year] = clientFans(fit, others, OPTIONS, [12])(leaving);
    expect(year?.low).toBeCloseTo(valued(leaving).residualValue, 9);
    expect(year?.high).toBe(year?.low);
  });
});
