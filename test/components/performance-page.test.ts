// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { keptChart } from "../../src/components/performance/performance-kept-chart.js";
import { payPanel } from "../../src/components/performance/performance-pay.js";
import { quotaTable } from "../../src/components/performance/performance-quota-table.js";
import {
  coverageSentence,
  groupsSentence,
  keptTitle,
  noPayReason,
  performanceHeadline,
  productMixSentences,
  quotaSentence,
  quotaYearSentence,
  withoutLikesSentence,
  wonBeforeSentence,
} from "../../src/components/performance/performance-sentences.js";
import { ownerTable } from "../../src/components/performance/performance-tables.js";
import type { OwnerRow, PerformancePage, QuotaYear } from "../../src/data/published/performance.js";
import { report } from "./report-fixture.js";

const test = {
  label: "Ann",
  clients: 30,
  decisions: 50,
  stayed: 25,
  expectedStayed: 37.2,
  p: 0.01,
  claimed: true,
};
const owner = (name: string, part: Partial<OwnerRow> = {}): OwnerRow => ({
  owner: name,
  clients: 30,
  clv: 3e6,
  worth: { value: 1e5, low: 8e4, high: 1.2e5, group: 1 },
  decisions: 50,
  stayed: 25,
  expectedStayed: 37.2,
  kept: { value: -0.1, low: -0.2, high: -0.02, group: 1 },
  grown: null,
  satisfied: null,
  quota: { periods: 7, met: 7, quota: 700, booked: 800, hits: true },
  ...part,
});
const year: QuotaYear = {
  year: "2025",
  isOver: true,
  total: { owners: 2, reached: 1, periods: 2, met: 1, quota: 900, booked: 990, bookedBefore: 800 },
  owners: [
    {
      ...{ owner: "Ann", periods: 1, met: 1, quota: 500, booked: 700, bookedBefore: 600 },
      all: { periods: 7, met: 7, quota: 700, booked: 800 },
    },
    {
      ...{ owner: "Cid", periods: 1, met: 0, quota: 400, booked: 290, bookedBefore: null },
      all: { periods: 1, met: 0, quota: 400, booked: 290 },
    },
  ],
};
const page: PerformancePage = {
  status: "ready",
  clients: 60,
  ofClients: 60,
  withoutRep: 0,
  wonBefore: 0,
  withoutSuccessOwner: 3,
  reps: [owner("Ann"), owner("Ben", { quota: null, kept: null })],
  successOwners: [],
  ownersLeftOut: 0,
  teams: [],
  bookingsFrom: "won opportunities",
  quotas: { rows: 9, owners: 1, repsWithout: 1, withoutTarget: 2, notOver: 0, unreadable: 0, year },
  repTests: [{ ...test, products: [{ product: "Lite", clients: 15, share: 0.5, othersShare: 0.2 }] }],
  productTests: [{ ...test, label: "Lite" }],
  productsWithoutLikes: [],
  level: 0.1,
  pay: [
    { rep: "Ann", amounts: { bookings: 80, clv: 20, retention: null, upsell: null, satisfaction: null } },
    { rep: "Ben", amounts: { bookings: 20, clv: 80, retention: null, upsell: null, satisfaction: null } },
  ],
};

describe("sales performance in words", () => {
  it("names who hits quota with clients that leave, what they sell, and the product that churns", () => {
    expect(performanceHeadline(page, report)).toBe(
      "Ann (25 of 50 decisions to stay, 37 usual) hits quota with clients that do not stay. Clients that begin with Lite (25 of 50 decisions to stay, 37 usual) leave more than others.",
    );
    expect(keptTitle(page, report)).toBe("25 times a client of Ann left, where 13 would be usual");
    expect(productMixSentences(page, report)).toEqual([
      "Ann met quota in 7 of 7 periods. What Ann sells first: Lite in 50% of cases (others: 20%).",
    ]);
  });

  it("claims nothing where nothing was found or quotas are missing", () => {
    const none = { ...page, repTests: [], productTests: [{ ...test, claimed: false }] };
    expect(performanceHeadline(none, report)).toMatch(
      /^Nobody can be said .*no first product can be said to churn/,
    );
    expect(keptTitle(none, report)).toMatch(/cannot be told apart/);
    expect(performanceHeadline({ ...none, quotas: null }, report)).toMatch(/^Without quotas nobody/);
    expect(quotaSentence({ ...none, quotas: null }, report)).toMatch(/quotas\.csv/);
    expect(groupsSentence(page.reps, "worth", "reps")).toMatch(/rank noise/);
  });

  it("names a rep whose clients leave beyond chance, though drawn towards all others the figure may be none", () => {
    const kept = { value: -0.05, low: -0.12, high: 0.02, group: 1 };
    const drawn = { ...page, reps: [owner("Ann", { kept })] };
    expect(performanceHeadline(drawn, report)).toMatch(/^Ann \(.*hits quota with clients that do not stay/);
    expect(keptTitle(drawn, report)).toContain("a client of Ann left");
  });

  it("leads with what is sure where nobody is named, and gives nobody away by counts", () => {
    const kept = { value: -0.05, low: -0.12, high: 0.02, group: 1 };
    const [rep] = page.repTests;
    const unsure = {
      ...page,
      reps: [owner("Ann", { kept, stayed: 19, decisions: 41 })],
      repTests: rep ? [{ ...rep, stayed: 19, decisions: 41, claimed: false }] : [],
    };
    const headline = performanceHeadline(unsure, report);
    expect(headline).toBe(
      "Clients that begin with Lite (25 of 50 decisions to stay, 37 usual) leave more than others. Nobody can be said to hit quota with clients that leave.",
    );
    expect(headline.split(" ").length).toBeLessThan(30);
    const said = [headline, ...productMixSentences(unsure, report), keptTitle(unsure, report)].join(" ");
    expect(said).not.toMatch(/Ann|19 of 41|Chance does/);
    expect(keptTitle(unsure, report)).toMatch(/cannot be told apart/);
    const words = keptChart(unsure, report).textContent;
    expect(words).toMatch(/\(the lowest from −\d+ to −5 points\)/);
    expect(words).not.toMatch(/In colour/);
  });

  it("says in money what was asked for and booked in the last year, and keeps still without quotas", () => {
    expect(quotaYearSentence(page, report)).toBe(
      "In 2025, two reps booked €990 of the €900 asked for (110%), €800 in the same months a year earlier; 1 of 2 reached the quota.",
    );
    const table = quotaTable(year, report).textContent;
    expect(table).toMatch(/Ann.*€500.*€700.*140%.*€600.*7 of 7/);
    expect(table).not.toMatch(/NaN|null/);
    const part = page.quotas && { ...page.quotas, year: { ...year, isOver: false } };
    expect(quotaYearSentence({ ...page, quotas: part }, report)).toMatch(/^In the periods of 2025 that are/);
    expect(quotaYearSentence({ ...page, quotas: null }, report)).toBe("");
  });

  it("says that clients won before the data count for nobody, and pay for nobody", () => {
    const before = { ...page, withoutRep: 42, wonBefore: 40 };
    expect(coverageSentence(before, report)).toContain(
      "of 42 it is not known who won them (40 were won before the data begin)",
    );
    expect(noPayReason(before, report)).toMatch(/^40 of 60 clients were won before the data begin/);
    expect(wonBeforeSentence(before, report)).toMatch(/^40 of 60 clients were won before the data begin, so/);
    expect(wonBeforeSentence({ ...before, wonBefore: 30 }, report)).toBe("");
    expect(noPayReason(page, report)).toMatch(/no rep is known/);
  });

  it("says which first products cannot be compared", () => {
    expect(withoutLikesSentence(page, report)).toBe("");
    const productsWithoutLikes = [{ product: "Project", clients: 99 }];
    expect(withoutLikesSentence({ ...page, productsWithoutLikes }, report)).toMatch(
      /^Not in the table: Project \(99 clients\)\. Nobody else decides as they do/,
    );
  });

  it("counts quotas of zero, reps without, and clients without an owner", () => {
    expect(quotaSentence(page, report)).toMatch(
      /1 rep has no quota for a period that has ended\. 2 of zero asked for nothing/,
    );
    expect(coverageSentence(page, report)).toMatch(/of 3 it is not known who looks after them/);
  });
});

it("lists owners with what is missing as a dash, and leaves out measures that nobody has", () => {
  const table = ownerTable(page.reps, "Rep", report);
  expect(table.querySelectorAll("tbody tr")).toHaveLength(2);
  expect(table.textContent).not.toMatch(/Satisfaction|NaN|null/);
});

describe("simulated pay", () => {
  it("follows the weights that the address keeps, and says what they come to", () => {
    const panel = payPanel(page.pay, report, "?bookings=0&clv=50");
    expect(panel.querySelector("[role=status]")?.textContent).toBe(
      "Paid for bookings 0% and lifetime value won 100%. Ann would move most: from 80.0% to 20.0% of the pool.",
    );
    const [bookings] = panel.querySelectorAll<HTMLInputElement>("input[type=range]");
    if (!bookings) throw new Error("no slider");
    bookings.value = "50";
    bookings.dispatchEvent(new Event("input", { bubbles: true }));
    expect(panel.querySelector("[role=status]")?.textContent).toMatch(
      /bookings 50% and lifetime value won 50%/,
    );
    bookings.value = "0";
    bookings.dispatchEvent(new Event("input", { bubbles: true }));
    expect(panel.textContent).toContain("−60");
    expect(panel.textContent).not.toContain("−60%");
    expect(new URLSearchParams(location.search).get("clv")).toBe("50");
    const idle = payPanel(page.pay, report, "?bookings=0&clv=0");
    expect(idle.querySelector("[role=status]")?.textContent).toMatch(
      /^No weight is set, so that all count alike\. Ann would move most/,
    );
    expect(panel.textContent).toMatch(/Nothing is known of: clients that stay, expansion and satisfaction/);
  });
});
