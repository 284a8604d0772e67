// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { accountGoals } from "../../src/components/accounts/account-goals.js";
import { accountOffers, productOrderNote } from "../../src/components/accounts/account-offers.js";
import { customerPlan, internalPlan, versionChoice } from "../../src/components/accounts/account-plan.js";
import {
  accountHeadline,
  accountHeadroomSentence,
  accountRetentionSentence,
  accountStandfirst,
  changeSentences,
} from "../../src/components/accounts/account-sentences.js";
import { accountSignals } from "../../src/components/accounts/account-signals.js";
import { accountTermsChart, termsTitle } from "../../src/components/accounts/account-terms-chart.js";
import { accountValueChart } from "../../src/components/accounts/account-value-chart.js";
import { accountValueStats } from "../../src/components/accounts/account-value-stats.js";
import { accountsHeadroom } from "../../src/components/accounts/accounts-headroom.js";
import { accountsMatrix } from "../../src/components/accounts/accounts-matrix.js";
import { accountsRetention } from "../../src/components/accounts/accounts-retention.js";
import {
  accountsHeadline,
  accountsStandfirst,
  headroomSentence,
  matrixTitle,
  reachSentence,
} from "../../src/components/accounts/accounts-sentences.js";
import { decisionList } from "../../src/components/answer/decision-list.js";
import { accountFacts, accountPage, accountsPage, measure } from "./account-fixture.js";
import { report } from "./report-fixture.js";

beforeEach(() => {
  history.replaceState(null, "", "/accounts");
  document.body.removeAttribute("data-version");
});

describe("the key accounts in words", () => {
  it("say what hangs on how few, how sure that is, and what revenue alone would have missed", () => {
    expect(accountsHeadline(accountsPage(), report)).toBe(
      "Two accounts hold 25% of what is still to come from the 420 clients won so far: €1M of €4M.",
    );
    const words = accountsStandfirst(accountsPage(), report);
    expect(words).toContain("€500k to €2M");
    expect(words).toContain("1 of them would not be among the first 2");
    expect(words).toContain("at least one is gone in a year with a probability of 28%");
    const safe = accountsPage();
    expect(accountsStandfirst({ ...safe, atRisk: { ...safe.atRisk, anyLeaves: 0 } }, report)).toMatch(
      /a probability under 0\.1%\. The loss to expect, .*, is contracts expected to end at clients that stay\.$/,
    );
    expect(matrixTitle(accountsPage(), report)).toBe(
      "Two key accounts are less than 90% sure to stay; most hangs on Alder",
    );
  });

  it("say what leaving goes with and that it is no cause; without that, whose assumption it is", () => {
    const told = reachSentence(measure, accountsPage(), report);
    expect(told).toContain(
      "engagement of 65.5 or less left at 47% of 280 decisions, the others at 10% of 277",
    );
    expect(told).toContain("not proof that raising engagement keeps a client");
    const nothing = { ...accountsPage({ measure: null, measures: [] }) };
    expect(reachSentence(null, { ...nothing, decisionsMeasured: 0 }, report)).toMatch(
      /^Too little was measured before clients decided.*is your assumption/,
    );
    expect(reachSentence(null, { ...nothing, decisionsMeasured: null }, report)).toMatch(/is not shown here/);
    expect(reachSentence(null, accountsPage({ measure: null }), report)).toContain("did not tell who left");
  });

  it("say who has room to grow, and by what next products are ordered", () => {
    expect(headroomSentence(accountsPage(), report)).toContain("No key account is below the best quarter");
    expect(headroomSentence(accountsPage({ likeness: null }), report)).toContain("Too little is known");
    const note = productOrderNote({ sentence: "By how many.", detail: "Hidden." });
    expect(note.querySelector(":scope > p")?.textContent).toBe("By how many.");
    expect(note.querySelector("details")?.textContent).toContain("Hidden.");
    expect(productOrderNote({ sentence: "", detail: null }).querySelector("details")).toBeNull();
  });
});

describe("the page of key accounts", () => {
  it("reckons what keeping each is worth by the share that the reader sets, which the address keeps", () => {
    const panel = accountsRetention(accountsPage(), report, "?avoided=100");
    expect(panel.querySelector("[role=status]")?.textContent).toContain("worth up to €60k");
    const slider = panel.querySelector("input");
    if (!slider) throw new Error("no slider");
    slider.value = "50";
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    expect(panel.querySelector("[role=status]")?.textContent).toContain(
      "keeping one account is worth up to €30k",
    );
    slider.value = "25";
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    expect(location.search).toBe("?avoided=25");
    expect(panel.querySelector("a")?.getAttribute("href")).toBe("./accounts/page-alder.html");
    expect(panel.textContent).not.toContain("Cedar");
    slider.value = "0";
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    expect(panel.querySelector("[role=status]")?.textContent).toMatch(/^If nothing is avoided, nothing/);
    const none = accountsPage({ accounts: [accountFacts("Birch", { valueAtRisk: 0 })] });
    expect(accountsRetention(none, report, "").textContent).toContain("Nothing says that extra work");
  });

  it("names for each the next step of its plan, who looks after it, and how near the limit it reads", () => {
    const text = accountsRetention(accountsPage(), report, "").textContent;
    expect(text).toContain("31 January 2026: Find out why engagement is low");
    expect(text).toContain("31 March 2026: Review the account");
    expect(text).toContain("Gareth Lind");
    expect(text).toMatch(/Engagement, limit 65\.5.*good \(76; 97\u00a0→\u00a067\.2 in a year\)/s);
    const bare = { reading: null, nextStep: null, successOwner: null };
    const without = accountsRetention(accountsPage({ accounts: [accountFacts("Alder", bare)] }), report, "");
    expect(without.textContent).not.toMatch(/Looked after|Sold by|null|→/);
  });

  it("ends names left of their dots on a narrow screen, and leaves out who has no room for it", () => {
    const Observer = class {
      constructor(readonly told: (entries: { contentRect: { width: number } }[]) => void) {}
      observe(): void {
        this.told([{ contentRect: { width: 343 } }]);
      }
    };
    vi.stubGlobal("ResizeObserver", Observer);
    const accounts = [
      accountFacts("Oak Forestry & Sons GmbH", { pStays: 0.52 }),
      accountFacts("Alder Drinks KG", { pStays: 0.73 }),
      accountFacts("Birch", { pStays: 0.95 }),
    ];
    const drawn = accountsMatrix(accountsPage({ accounts }), report);
    vi.unstubAllGlobals();
    const texts = [...drawn.querySelectorAll("text")];
    const name = texts.find(({ textContent }) => textContent === "Alder Drinks KG");
    const end = Number(/translate\(([\d.]+)/.exec(name?.getAttribute("transform") ?? "")?.[1]);
    const dots = [...drawn.querySelectorAll("circle")].map((dot) => Number(dot.getAttribute("cx")));
    const [, own = 0] = [...new Set(dots)].sort((a, b) => a - b);
    expect(end).toBeLessThan(own - 6);
    expect(texts.some(({ textContent }) => textContent?.startsWith("Oak"))).toBe(false);
  });

  it("draws the matrix, and lists who is below its likes beyond the error", () => {
    expect(accountsMatrix(accountsPage(), report).querySelectorAll("circle").length).toBeGreaterThan(3);
    const table = accountsHeadroom(accountsPage(), report);
    expect(table?.textContent).toContain("Cedar");
    expect(table?.textContent).not.toContain("Birch");
    expect(accountsHeadroom(accountsPage({ accounts: [accountFacts("Alder")] }), report)).toBeNull();
  });
});

describe("the page of an account", () => {
  it("says what is to come, what may be lost, what keeping it is worth, and what changed", () => {
    const account = accountPage();
    expect(accountHeadline(account, report)).toContain(
      "€400k over the next 60 months, and is still a client in a year with a probability of 85%",
    );
    expect(accountStandfirst(account, report)).toContain(
      "sold by Marten Dekker and looked after by Gareth Lind",
    );
    expect(accountStandfirst({ ...account, owner: null, successOwner: null }, report)).not.toContain("It is");
    expect(accountRetentionSentence(account, report)).toContain("worth up to €30k (€27k to €32k)");
    expect(accountRetentionSentence({ ...account, standing: "well" }, report)).toContain(
      "nothing says that extra work would make it surer. It reads 50.0 over the year, where the limit is 65.5; in the last quarter 45.0, down from 62.0 the year before.",
    );
    expect(accountRetentionSentence({ ...account, valueAtRisk: 0 }, report)).toContain("Nothing is at risk");
    expect(accountHeadroomSentence(account, report)).toContain("outgrown its likes");
    expect(accountHeadroomSentence({ ...account, best: null }, report)).toBeNull();
    const previous = {
      asOf: "2025-06-30",
      clv: { now: 500_000, before: 400_000 },
      totalValue: { now: 7, before: 6 },
      pActive: { now: 1, before: 0.9 },
    };
    const changes = changeSentences({ ...account, previous }, report);
    expect(changes[0]).toContain("€100k, up from €80k the year before");
    expect(changes.join(" ")).toContain("Purchases: 8, as the year before");
    expect(changes.at(-1)).toContain("lifetime value €400k then, €500k now");
  });

  it("draws value, terms and signals, and lists goals and products, as text", () => {
    const account = accountPage();
    for (const part of [
      accountValueChart(account, report),
      accountTermsChart(account, report),
      accountSignals(account, report),
    ]) {
      expect(part.querySelector("svg")).not.toBeNull();
      expect(part.textContent).not.toMatch(/NaN|undefined|null/);
    }
    expect(accountValueStats(account, report).textContent).toContain("Next 3 years, middle case");
    expect(termsTitle(account.terms, report)).toBe("Renewed once; the next term ends on 7 October 2026");
    expect(termsTitle([], report)).toBe("Not renewed yet; no contract runs");
    expect(accountGoals(account, report).textContent).toContain("Budget is at risk");
    expect(accountOffers(account, report).textContent).toContain("40% of 30 (30% to 50%)");
  });
});

describe("the plan", () => {
  it("holds for the customer what was agreed and comes, without money, risk or another client", () => {
    const words = customerPlan(accountPage(), report).textContent ?? "";
    for (const said of [
      "Second site, by 2 June 2026",
      "We show you Planning",
      "Gareth Lind",
      "Training, since May 2023",
    ]) {
      expect(words).toContain(said);
    }
    expect(words).not.toMatch(/€|EUR|\bvalue\b|\brisk\b|\bleave|\bengagement\b|%|Birch|Marten/i);
    const bare = customerPlan(
      accountPage({ goals: [], products: [], terms: [], owner: null, successOwner: null }),
      report,
    );
    expect(bare.textContent).toContain("No goals are written down yet");
    expect(bare.textContent).not.toContain("contact");
  });

  it("holds for us what to mend, too", () => {
    const words = internalPlan(accountPage(), report).textContent;
    expect(words).toContain("Find out why engagement is low");
    expect(words).toContain("Goal overdue: Fewer delays");
  });

  it("is chosen by version, which the address keeps", () => {
    const choice = versionChoice(accountPage(), report);
    expect(document.body.dataset.version).toBe("internal");
    const select = choice.querySelector("select");
    if (!select) throw new Error("no choice");
    select.value = "customer";
    select.dispatchEvent(new Event("input", { bubbles: true }));
    expect(document.body.dataset.version).toBe("customer");
    expect(location.search).toBe("?version=customer");
    expect(document.title).toBe("Nordhavn and Alder <b>: plan");
    expect(choice.textContent).toContain("not the link");
    versionChoice(accountPage(), report);
    expect(document.body.dataset.version).toBe("customer");
  });
});

describe("the list of decisions", () => {
  it("links each to its evidence, with numbers in the locale of the report", () => {
    const list = decisionList(
      [
        {
          topic: "Keep",
          parts: ["Spend ", { money: 86_239 }, "."],
          page: "accounts",
          evidence: "the key accounts",
        },
      ],
      report,
    );
    expect(list?.textContent).toContain("Spend €86k. See the key accounts");
    expect(list?.querySelector("a")?.getAttribute("href")).toBe("./accounts.html");
    expect(decisionList([], report)).toBeNull();
  });
});
