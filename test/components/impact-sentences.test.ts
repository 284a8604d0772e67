// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { impactCohortTable } from "../../src/components/impact/impact-cohort-table.js";
import { impactEffectChart } from "../../src/components/impact/impact-effect-chart.js";
import { impactPartCharts } from "../../src/components/impact/impact-part-chart.js";
import { impactReach } from "../../src/components/impact/impact-reach.js";
import {
  effectTitle,
  impactHeadline,
  impactMoney,
  outcomeVerdict,
} from "../../src/components/impact/impact-sentences.js";
import { impactTable } from "../../src/components/impact/impact-table.js";
import type { ImpactPage, InitiativeRow } from "../../src/data/published/impact.js";
import { report } from "./report-fixture.js";

const outcome: InitiativeRow["outcomes"][number] = {
  outcome: "margin",
  touched: { before: 30_000, after: 40_000 },
  untouched: { before: 30_000, after: 25_000 },
  effect: { value: 15_000, low: 9000, high: 21_000 },
  p: 0.004,
  placebo: { effect: 400, p: 0.8 },
  claimed: true,
};
const worked: InitiativeRow = {
  name: "Reviews",
  startsOn: "2023-04-01",
  endsOn: null,
  note: null,
  reach: "success_owner: A, B",
  unknownValues: ["C"],
  method: "untouched clients",
  touched: 87,
  untouched: 85,
  obstacle: null,
  verdict: "worked",
  outcomes: [outcome],
  money: {
    perClient: outcome.effect,
    aYear: { value: 1.3e6, low: 0.8e6, high: 1.8e6 },
    clv: { value: 60_000, low: 36_000, high: 84_000 },
  },
};
const idle: InitiativeRow = {
  ...worked,
  name: "Loyalty",
  verdict: "not visible",
  outcomes: [{ ...outcome, p: 0.7, claimed: false }],
};
const impact: ImpactPage = {
  status: "ready",
  level: 0.1,
  clients: 420,
  ofClients: 420,
  initiatives: [idle, worked],
  parts: [],
  cohorts: [],
  horizonMonths: 60,
  discountRateAnnual: 0.1,
};

describe("whether it worked, in words", () => {
  it("leads with what worked and says plainly what did not show", () => {
    expect(impactHeadline(impact, report)).toBe(
      "“Reviews” worked: each touched client has €15k more margin a year than it would have had. “Loyalty” is not visible in these data.",
    );
    expect(impactMoney(impact, report)).toMatch(/87 clients.*€1\.3M of margin a year \(80% interval €800k/);
    expect(impactMoney(impact, report)).toMatch(
      /^The margin of a touched client went from €30k to €40k a year, that of untouched ones from €30k to €25k\. For/,
    );
    const [only] = worked.outcomes;
    const alone = { ...worked, outcomes: only ? [{ ...only, untouched: null }] : [] };
    expect(impactMoney({ ...impact, initiatives: [alone] }, report)).toMatch(/^For the 87 clients/);
    expect(impactMoney({ ...impact, initiatives: [idle] }, report)).toBe("");
    expect(effectTitle(impact, "margin", report)).toBe("+€15k margin where “Reviews” was at work");
    expect(effectTitle(impact, "orders", report)).toMatch(/No initiative can be judged/);
  });

  it("tells chance from what moved before", () => {
    expect(outcomeVerdict(outcome, 0.1)).toMatch(/better/);
    expect(outcomeVerdict({ ...outcome, claimed: false, p: 0.3 }, 0.1)).toBe("could be chance");
    expect(outcomeVerdict({ ...outcome, claimed: false }, 0.1)).toBe("was moving apart before");
    expect(outcomeVerdict({ ...outcome, claimed: false, placebo: null }, 0.1)).toMatch(/too little/);
  });

  it("says of the year too early whether it is within chance", () => {
    const renewals = {
      ...outcome,
      outcome: "renewals",
      effect: { value: 0.22, low: 0.09, high: 0.35 },
    } as const;
    const renewed = { ...impact, initiatives: [{ ...worked, outcomes: [renewals] }] };
    expect(impactTable(renewed, report).textContent).toContain("+22 points (+9 to +35)");
    const moving = { ...worked, outcomes: [{ ...outcome, placebo: { effect: 6100, p: 0.02 } }] };
    expect(impactTable(impact, report).textContent).toContain("+€400, within chance");
    expect(impactTable({ ...impact, initiatives: [moving] }, report).textContent).toContain(
      "+€6.1k, beyond chance",
    );
  });

  it("stands in words where too few clients were followed to draw the parts", () => {
    const [none, ...others] = impactPartCharts(impact, report);
    expect(none?.textContent).toMatch(/Too little data to tell.*No year has ten clients/);
    expect(others).toEqual([]);
  });

  it("tells a part that was seen for one year in words, and draws a course of several", () => {
    const around = { value: 5, low: 4, high: 6 };
    const year = (quarter: string, part: Partial<ImpactPage["parts"][number]> = {}) => ({
      quarter,
      clients: 12,
      newClients: 3,
      clv: null,
      retention: null,
      due: 0,
      dealSize: around,
      ordersPerClient: around,
      expansionPerClient: around,
      ...part,
    });
    const later = { dealSize: null, newClients: 0 };
    const parts = [year("2025-Q2"), year("2025-Q3", later), year("2025-Q4", later)];
    const charts = impactPartCharts({ ...impact, parts }, report);
    expect(charts.map(({ tagName }) => tagName)).toEqual(["DIV", "DIV", "DIV", "FIGURE", "FIGURE"]);
    expect(charts[1]?.textContent).toContain("Retention: no renewals due in any year");
    expect(charts[2]?.textContent).toBe(
      "Deal size: €5 in the year up to 2025-Q2; no clients won since.Margin of the first quarter of a client won in the year: 3 clients won, 80% interval €4 to €6. One year shows no course, so none is drawn.",
    );
    const ended = impactPartCharts({ ...impact, parts: [year("2025-Q1"), ...parts] }, report)[2];
    expect(ended?.tagName).toBe("FIGURE");
    expect(ended?.textContent).toContain("Deal size: €5 in the year up to 2025-Q2; no clients won since");
    expect(ended?.textContent).toContain("3 clients won in the year up to 2025-Q2;");
  });

  it("says of how many clients of a year the first year was seen", () => {
    const around = { value: 5, low: 4, high: 6 };
    const cohort = {
      cohort: "2025",
      clients: 64,
      clv: around,
      followed: 15,
      dealSize: around,
      firstYearMargin: around,
      firstYearOrders: around,
      firstYearExpansion: around,
      retention: null,
      due: 0,
    };
    expect(impactCohortTable({ ...impact, cohorts: [cohort] }, report).textContent).toContain("15 of 64");
  });

  it("speaks of revenue where no margin is set", () => {
    const plain = { ...report, marginSet: false, moneyIs: "revenue" };
    const around = { value: 5, low: 4, high: 6 };
    const quarter = {
      quarter: "2025-Q4",
      clients: 12,
      newClients: 3,
      clv: around,
      retention: null,
      due: 0,
      dealSize: around,
      ordersPerClient: around,
      expansionPerClient: around,
    };
    const drawn = { ...impact, parts: [quarter, { ...quarter, quarter: "2026-Q1" }] };
    const said = [
      impactHeadline(impact, plain),
      impactMoney(impact, plain),
      effectTitle(impact, "margin", plain),
      ...[impactTable(impact, plain), impactEffectChart(impact, "margin", plain)].map(
        ({ textContent }) => textContent,
      ),
      ...impactPartCharts(drawn, plain).map(({ textContent }) => textContent),
    ].join(" ");
    expect(said).toMatch(/€15k more revenue a year/);
    expect(said).not.toMatch(/margin/i);
  });

  it("says what is missing: no initiative, one that cannot be judged, values that nobody has", () => {
    expect(impactHeadline({ ...impact, initiatives: [] }, report)).toMatch(/No initiative is on record/);
    const unjudged = { ...worked, verdict: "not judged", obstacle: "it had not begun", money: null } as const;
    const text = impactReach({ ...impact, initiatives: [unjudged] }, report).textContent;
    expect(text).toMatch(/Not judged: it had not begun\./);
    expect(text).toMatch(/No client has the value C\./);
  });
});
