import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import { renewalProbabilities } from "../../../src/model/value/beta-discrete-weibull/survival.js";
import type { ClientHistory, ContractLine } from "../../../src/model/value/client-history.js";
import { fitContracts } from "../../../src/model/value/contracts/fit-contracts.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { curveOf, type RenewalFit } from "../../../src/model/value/renewals/renewal-fit.js";
import { retentionRates } from "../../../src/model/value/retention-rates/retention-rates.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import { contractClient, contractLine, OPTIONS } from "./client-histories.js";

const START = "2015-01-01";

/** Yearly contracts of up to six terms, each renewed with probability 0.75; some of `convert` began with 18 monthly terms. */
function yearlyClients(convert: number): ClientHistory[] {
  const random = randomLcg(21);
  return Array.from({ length: 800 }, (_, index) => {
    const began = random() < convert ? [{ terms: 18, termMonths: 1, yearlyRevenue: 1000 }] : [];
    const limit = Math.floor(6 * random());
    let renewals = 0;
    while (renewals < limit && random() < 0.75) renewals += 1;
    const terms = renewals + 1;
    const ended = renewals < limit;
    const line = contractLine(START, terms, 12, 1000, ended, {
      terms: terms + (began[0]?.terms ?? 0),
      ...(began.length === 0 ? {} : { earlier: began }),
      yearAgo: null,
    });
    return contractClient(`c${index}`, START, [line]);
  });
}

/** Monthly contracts renewed with probability 0.95; each time a tenth of the rest goes over to a yearly one. */
function monthlyClients(): ClientHistory[] {
  const random = randomLcg(8);
  return Array.from({ length: 1500 }, (_, index) => {
    const limit = 6 + Math.floor(20 * random());
    for (let terms = 1; terms < limit; terms += 1) {
      if (random() > 0.95)
        return contractClient(`m${index}`, START, [contractLine(START, terms, 1, 100, true)]);
      if (random() < 0.1) {
        const earlier = [{ terms: terms + 1, termMonths: 1, yearlyRevenue: 1200 }];
        const line: ContractLine = { ...contractLine(START, 1, 12, 1000), terms: terms + 2, earlier };
        return contractClient(`m${index}`, START, [line]);
      }
    }
    return contractClient(`m${index}`, START, [contractLine(START, limit, 1, 100)]);
  });
}

/** Chances of renewals of the average contract after so many. */
function chances(fit: RenewalFit, renewals: number, count: number): number[] {
  const curve = curveOf(fit, { pool: "", covariates: [0], client: "" }, 0);
  return Array.from(renewalProbabilities(curve, renewals, count));
}

describe("lines that went over from monthly to yearly terms", () => {
  it("say of yearly renewals what their yearly terms do", () => {
    const { renewals } = fitContracts(yearlyClients(0.3));
    for (const chance of chances(renewals.long, 0, 3)) expect(Math.abs(chance - 0.75)).toBeLessThan(0.04);
    expect(renewals.long).toEqual(fitContracts(yearlyClients(0)).renewals.long);
  });

  it("say of monthly ones that they lived until then", () => {
    const { renewals } = fitContracts(monthlyClients());
    for (const chance of chances(renewals.short, 0, 12)) expect(Math.abs(chance - 0.95)).toBeLessThan(0.02);
  });

  it("are expected to renew as yearly contracts of their age do", () => {
    const histories = yearlyClients(0.3);
    const fit = fitValueModels(histories);
    const line = contractLine("2022-07-01", 3, 12, 1000);
    const young = contractClient("young", "2022-07-01", [line]);
    const converted = contractClient("young", "2022-07-01", [
      { ...line, terms: 21, earlier: [{ terms: 18, termMonths: 1, yearlyRevenue: 1000 }] },
    ]);
    const expected = (client: ClientHistory) => valueClients([client], fit, OPTIONS)[0]?.expectedRevenue12m;
    expect(expected(young)).toBeGreaterThan(600);
    expect(expected(converted)).toBe(expected(young));
  });

  it("are judged a year ago by the length of their terms then", () => {
    const fit = fitContracts([...yearlyClients(0), ...monthlyClients()]);
    const models = { renewals: fit.renewals, expansion: fit.expansion, contractSize: fit.size };
    const yearAgo = { renewals: 17, opportunities: 12, yearlyRevenue: 1200 };
    const converted: ContractLine = {
      ...contractLine("2022-07-01", 1, 12, 1200, false, { yearAgo: { ...yearAgo, termMonths: 1 } }),
      terms: 25,
      earlier: [{ terms: 24, termMonths: 1, yearlyRevenue: 1200 }],
    };
    const stayed = contractLine("2022-07-01", 30, 1, 100, false, { yearAgo });
    const rates = (line: ContractLine) =>
      retentionRates([contractClient("one", "2022-07-01", [line])], models)?.modelNrr;
    expect(rates(stayed)).toBeGreaterThan(0.4);
    expect(rates(converted)).toBeCloseTo(rates(stayed) ?? 0, 9);
    // A credit is no recurring revenue, and takes none off the others.
    const credit = contractLine("2023-01-01", 1, 12, 100, true, {
      yearAgo: { renewals: 0, opportunities: 0, yearlyRevenue: -500 },
    });
    const credited = retentionRates([contractClient("one", "2022-07-01", [stayed, credit])], models);
    expect(credited).toMatchObject({ recurringThen: 1200, grr: 1 });
  });

  it("are refused where the terms before do not fit in", () => {
    const line = {
      ...contractLine("2024-07-01", 1, 12, 1000),
      earlier: [{ terms: 1, termMonths: 1, yearlyRevenue: 1000 }],
    };
    const client = contractClient("broken", "2024-07-01", [line]);
    expect(() => valueClients([client], fitValueModels([]), OPTIONS)).toThrow(/do not fit in it/);
  });
});
