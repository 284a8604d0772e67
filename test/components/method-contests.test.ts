// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { contractTournament, methodTournament } from "../../src/components/method/method-tournament.js";
import { modelList } from "../../src/components/method/model-list.js";
import type { MethodPage, PublishedContest, PublishedTournament } from "../../src/data/published/method.js";
import { report } from "./report-fixture.js";

type Parameters = MethodPage["models"][number]["parameters"];

const accuracy = {
  predictedTotal: 900,
  actualTotal: 1000,
  totalBias: -0.1,
  rootMeanSquareError: 12,
  spearman: 0.8,
  normalisedGini: 0.9,
  topDecileShare: 0.4,
  topQuintileShare: 0.6,
};

const revenue: PublishedContest = {
  chosen: "contract model",
  kind: "model",
  choosingOrigins: ["2023-12-31"],
  rows: [
    { name: "contract model", kind: "model", losses: [0.3, 0.2, 0.15], choosingLoss: 0.2, accuracy },
    { name: "last 12 months", kind: "rule", losses: [0.5, 0.4, 0.35], choosingLoss: 0.4, accuracy },
    { name: "blend in money", kind: "blend", losses: [null, 0.3, 0.16], choosingLoss: 0.3, accuracy },
  ],
  weights: [
    {
      blend: "blend in money",
      members: [
        { name: "contract model", weight: 0.7 },
        { name: "last 12 months", weight: 0.3 },
      ],
    },
  ],
};

const contest: PublishedTournament = {
  windowMonths: 12,
  stepMonths: 6,
  minimumHistoryMonths: 24,
  caution: null,
  clients: 321,
  origins: ["2022-12-31", "2023-12-31", "2024-12-31"].map((origin) => ({ origin, until: "2025-12-31" })),
  revenue,
  sentence: "",
};

describe("the contests on the method page", () => {
  it("show clients under contract with what is kept, errors, accuracy on the last day and weights", () => {
    const shown = contractTournament(contest, report);
    const text = shown.textContent ?? "";
    expect(text).toMatch(/321 clients under contract\./);
    expect(text).toMatch(/The contract model .* is kept unless something else is clearly better/);
    expect(text).toMatch(/weighted average is made of contract model \(70%\) and last 12 months \(30%\)/);
    expect(text).not.toMatch(/without contracts|number of orders|NaN|undefined/);
    const cells = [...shown.querySelectorAll("tbody tr")].map((row) =>
      [...row.querySelectorAll("th, td")].map((cell) => cell.textContent),
    );
    expect(cells.map(([name]) => name?.replace(/model, chosen|trivial rule.*|average.*/, ""))).toHaveLength(
      3,
    );
    expect(cells[0]?.slice(1)).toEqual(["0.20", "0.15", "€900", "−10%", "€12", "0.80", "0.90", "40%", "60%"]);
    expect(cells[0]?.[0]).toMatch(/Contract model.*chosen/);
  });

  it("still show repeat business with its orders", () => {
    const text = methodTournament({ ...contest, orders: revenue }, report).textContent ?? "";
    expect(text).toMatch(/321 clients without contracts/);
    expect(text).toMatch(/The same for the number of orders/);
  });

  it("do not let one member pass for all where others have some weight", () => {
    const said = (rest: number) => {
      const members = [
        { name: "contract model", weight: 1 - rest },
        { name: "last 12 months", weight: rest },
      ];
      const weights = [{ blend: "blend in money", members }];
      return contractTournament({ ...contest, revenue: { ...revenue, weights } }, report).textContent;
    };
    expect(said(0.004)).toMatch(/is made of contract model \(over 99%\)\./);
    expect(said(0)).toMatch(/is made of contract model \(100%\)\./);
  });
});

describe("the list of models", () => {
  const parameter = (
    name: string,
    standardError: number | null,
    withoutError: Parameters[number]["withoutError"],
  ) => ({
    name,
    value: 0.5,
    standardError,
    withoutError,
    meaning: "",
  });
  const listed = (parameters: Parameters, n = 3, logLikelihood: number | null = null) =>
    modelList(
      {
        models: [{ name: "A model", purpose: "", formula: "", n, logLikelihood, parameters, warnings: [] }],
        valueTournament: null,
      },
      report,
    );

  it("says of a parameter without a standard error why", () => {
    const list = listed([parameter("size", 0.1, null), parameter("memory", null, "chosen by likelihood")]);
    const rows = [...list.querySelectorAll("tbody tr")].map((row) => row.textContent ?? "");
    expect(rows[0]).toContain("± 0.1");
    expect(rows[1]).toContain("chosen by likelihood");
  });

  it("claims a fit only where something was fitted", () => {
    const assumed = parameter("r", null, "assumed");
    expect(listed([parameter("r", 0.1, null)], 3, -9.25).textContent).toContain(
      "Fitted on 3 histories, log-likelihood −9.2.",
    );
    expect(listed([], 0).textContent).toContain("Not fitted.");
    expect(listed([assumed, assumed], 0, -9).textContent).toContain("Assumed, not fitted.");
  });
});
