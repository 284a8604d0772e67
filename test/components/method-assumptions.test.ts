// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { assumptionCaption, assumptionRows } from "../../src/components/method/assumption-sentences.js";
import { methodAssumptions } from "../../src/components/method/method-assumptions.js";
import { report } from "./report-fixture.js";

const tested = {
  status: "tested",
  clients: 1412,
  age: { likelihoodRatio: 0, p: 1, growthAYear: 0 },
  rate: { likelihoodRatio: 0.44, p: 0.507, correlation: 0.0585, reach: [-0.125, 0.0585] },
} as const;

describe("what the models suppose, tested", () => {
  it("says that the data do not speak against it, and what the test could see", () => {
    const [age, rate] = assumptionRows(tested, report);
    expect(age?.answer).toBe("The data do not speak against it: chance alone does as much in every case.");
    expect(age?.meaning).toMatch(/no better at all/);
    expect(rate?.answer).toBe(
      "The data do not speak against it: chance alone does as much in 51 of 100 cases.",
    );
    expect(rate?.meaning).toBe("The test can see a correlation from −0.13 to +0.06; likeliest is +0.06.");
    expect(assumptionCaption(tested, report)).toMatch(/^Tested on 1,412 clients/);
  });

  it("says what speaks against it, and which way", () => {
    const against = {
      ...tested,
      age: { likelihoodRatio: 6, p: 0.007, growthAYear: 0.2 },
      rate: { ...tested.rate, likelihoodRatio: 9, p: 0.0027 },
    };
    const [age, rate] = assumptionRows(against, report);
    expect(age?.answer).toMatch(/^The data speak against it: chance alone does as much in 7 of 1,000/);
    expect(age?.meaning).toMatch(/grow by 20% with each year/);
    expect(rate?.meaning).toMatch(/^Clients that order often seem to leave sooner/);
    const later = { ...against, rate: { ...against.rate, correlation: -0.1 } };
    expect(assumptionRows(later, report)[1]?.meaning).toMatch(/leave later/);
    const steep = { ...against, age: { ...against.age, growthAYear: 2.7 } };
    expect(assumptionRows(steep, report)[0]?.meaning).toMatch(/grow 3\.7× with each year/);
  });

  it("says that the data cannot tell where the test could not see what it looks for", () => {
    const blind = { ...tested.rate, correlation: 0.001, reach: [-0.02, 0.003] } as const;
    const row = assumptionRows({ ...tested, rate: blind }, report)[1];
    expect(row?.answer).toBe("These data cannot tell: clients differ too little for the test to see it.");
    expect(row?.meaning).toBe("");
    const surprising = assumptionRows({ ...tested, rate: { ...blind, p: 0.01 } }, report)[1];
    expect(surprising?.answer).toMatch(/^The data speak against it/);
    expect(surprising?.meaning).toMatch(/from −0\.02 to 0\.00; likeliest is 0\.00\.$/);
  });

  it("says chance in plain words, with the statistic", () => {
    const said = (p: number) => assumptionRows({ ...tested, rate: { ...tested.rate, p } }, report)[1];
    expect(said(0.0049)?.answer).toMatch(/in 5 of 1,000 cases\.$/);
    expect(said(0.0002)?.answer).toMatch(/in fewer than 1 of 1,000 cases\.$/);
    expect(said(0.507)?.test).toBe("Likelihood ratio 0.44, p 0.51, 1,412 clients.");
  });

  it("shows both as rows, or why they were not tested", () => {
    const node = methodAssumptions(tested, report);
    expect(node.querySelectorAll("tbody tr")).toHaveLength(2);
    expect(node.textContent).not.toMatch(/NaN|undefined/);
    const skipped = methodAssumptions(
      { status: "skipped", reason: "No client without a contract has bought twice." },
      report,
    );
    expect(skipped.textContent).toMatch(/not tested\. No client without a contract has bought twice/);
  });
});
